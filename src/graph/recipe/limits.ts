/**
 * Limits on what an input may claim: pixels, frames and scans. Beyond them it is refused unread.
 * Not here: memory, which the budget guards; these limits guard time.
 * Read next: run/source/read-header, which checks them.
 */
import { UsageError } from "../../core/errors.ts";

export interface InputLimits {
  /** The maximum pixels of one page. Default 2³⁶ (68 gigapixels). */
  readonly maxPixels: number;
  /** The maximum number of frames or pages. Default 10,000. */
  readonly maxFrames: number;
  /**
   * The maximum scans of a progressive JPEG: each costs a pass over the whole image. Default 100; real files have 3 to
   * 20.
   */
  readonly maxScans: number;
  /** The maximum bytes of a drawing (SVG), because the cost of drawing it cannot be predicted. Default 2,000,000. */
  readonly maxDrawingBytes: number;
}

export const defaultInputLimits: InputLimits = {
  maxPixels: 2 ** 36,
  maxFrames: 10_000,
  maxScans: 100,
  maxDrawingBytes: 2_000_000,
};

/** Names that version 0.1.0 had. */
const formerNames: Readonly<Record<string, keyof InputLimits>> = {
  pixels: "maxPixels",
  frames: "maxFrames",
  scans: "maxScans",
  drawing: "maxDrawingBytes",
};

/** What is given, with the defaults for the rest. @throws {UsageError} for a limit that there is not. */
export function inputLimits(given: Partial<InputLimits> = {}): InputLimits {
  const unknown = Object.keys(given).find((name) => !(name in defaultInputLimits));
  if (unknown === undefined) return { ...defaultInputLimits, ...given };
  const names = Object.keys(defaultInputLimits).join(", ");
  const now = formerNames[unknown];
  throw new UsageError(`there is no limit "${unknown}"`, {
    cure: now === undefined ? `The limits are ${names}.` : `It is called ${now}.`,
  });
}

/** How severe a fault of the file must be for decoding to fail. libvips' names, strictest last. */
export const failOnLevels = ["none", "truncated", "error", "warning"] as const;
export type FailOn = (typeof failOnLevels)[number];
