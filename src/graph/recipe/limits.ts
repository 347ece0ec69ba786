/**
 * Limits on what an input may claim: pixels, frames and scans. Beyond them it is refused unread.
 * Not here: memory, which the budget guards; these limits guard time.
 * Read next: run/source/read-header, which checks them.
 */

export interface InputLimits {
  /** The maximum pixels of one page. Default 2³⁶ (68 gigapixels). */
  readonly pixels: number;
  /** The maximum number of frames or pages. Default 10,000. */
  readonly frames: number;
  /**
   * The maximum scans of a progressive JPEG: each costs a pass over the whole image. Default 100; real files have 3 to
   * 20.
   */
  readonly scans: number;
  /** The maximum bytes of a drawing (SVG), because the cost of drawing it cannot be predicted. Default 2,000,000. */
  readonly drawing: number;
}

export const defaultInputLimits: InputLimits = { pixels: 2 ** 36, frames: 10_000, scans: 100, drawing: 2_000_000 };

/** How severe a fault of the file must be for decoding to fail. libvips' names, strictest last. */
export const failOnLevels = ["none", "truncated", "error", "warning"] as const;
export type FailOn = (typeof failOnLevels)[number];
