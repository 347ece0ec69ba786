/**
 * The format of one case: an operation of libvips, what it is given, and a judge of what it gives.
 * Not here: how the operation is called (run-case), or how pictures are made and compared (pictures).
 * Read next: test/operations/run-case.ts, test/operations/case-tests.ts.
 */
import type { PixelFormat, Samples } from "../../src/core/pixel-format.ts";

export type { Samples };

/** An image with its samples in memory. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly format: PixelFormat;
  /** libvips' nickname, such as `srgb`; of a picture given to an operation, `multiband` where it is left out. */
  readonly interpretation?: string | undefined;
  /** EXIF orientation, 1 to 8, for the operations that look at it. */
  readonly orientation?: number | undefined;
  /** Row by row, bands side by side; a complex sample is two numbers, real and imaginary. */
  readonly data: Samples;
}

/** An argument that another operation makes first, such as an image with metadata that a file has to carry. */
export interface Made {
  readonly operation: string;
  readonly args: CaseArguments;
  /** Which of its results; `out` where it is left out. */
  readonly result?: string | undefined;
}

/** What an argument may be; enums, flags and interpolators are their names. */
export type CaseValue =
  | boolean
  | number
  | string
  | Uint8Array
  | readonly number[]
  | Picture
  | Made
  | readonly (Picture | Made)[];
/** By libvips' names with underscores, the image that the operation is called on included. */
export interface CaseArguments {
  readonly [name: string]: CaseValue;
}

/** What a result may be. */
export type CaseResult = Picture | boolean | number | string | Uint8Array | readonly number[];
export type CaseResults = Readonly<Record<string, CaseResult>>;

export interface OperationCase {
  /** libvips' nickname. */
  readonly operation: string;
  /** Ends the test's name, such as "of two uchar images with different sizes". */
  readonly about: string;
  readonly args: CaseArguments;
  /** Another implementation that the judge asks; without it the case is skipped with a message. */
  readonly needs?: "vips" | "python" | undefined;
  /**
   * A part of the message with which the operation has to fail; the judge is then not asked. Used where an operation
   * has to refuse something.
   */
  readonly fails?: string | undefined;
  /** Throws, mostly through vitest's `expect`, unless the results are right. */
  judge(results: CaseResults): void | Promise<void>;
}

/** The result `name`, which has to be a picture. */
export function pictureIn(results: CaseResults, name = "out"): Picture {
  const value = results[name];
  if (typeof value === "object" && "data" in value) return value;
  throw new Error(`${name} is no picture but ${String(value)}`);
}

/** The result `name`, which has to be a number. */
export function numberIn(results: CaseResults, name = "out"): number {
  const value = results[name];
  if (typeof value === "number") return value;
  throw new Error(`${name} is no number but ${String(value)}`);
}

/** The result `name`, which has to be an array of numbers. */
export function numbersIn(results: CaseResults, name = "out_array"): readonly number[] {
  const value = results[name];
  if (Array.isArray(value)) return value as readonly number[];
  throw new Error(`${name} is no array of numbers but ${String(value)}`);
}
