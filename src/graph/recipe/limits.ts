/**
 * What an input may claim before it is refused unread: pixels, frames and scans.
 * Not here: memory, which is the budget's matter; these limits guard time.
 * Read next: run/source/read-header, which checks them.
 */

export interface InputLimits {
  /** Most pixels of one page. Default 2³⁶ (68 gigapixels). */
  readonly pixels: number;
  /** Most frames or pages. Default 10,000. */
  readonly frames: number;
  /** Most scans of a progressive JPEG: each costs a pass over the whole image. Default 100; real files have 3 to 20. */
  readonly scans: number;
  /** Most bytes of a drawing (SVG): what drawing them costs nobody can tell beforehand. Default 2,000,000. */
  readonly drawing: number;
}

export const defaultInputLimits: InputLimits = { pixels: 2 ** 36, frames: 10_000, scans: 100, drawing: 2_000_000 };

/** How much is wrong with a file before decoding it fails. libvips' names, strictest last. */
export const failOnLevels = ["none", "truncated", "error", "warning"] as const;
export type FailOn = (typeof failOnLevels)[number];
