/**
 * The format of one case: an operation of libvips, its arguments, and a judge of its results.
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
  /** libvips' nickname, such as `srgb`. For a picture given to an operation, the default is `multiband`. */
  readonly interpretation?: string | undefined;
  /** EXIF orientation, 1 to 8, for the operations that use it. */
  readonly orientation?: number | undefined;
  /** Row by row, bands side by side; a complex sample is two numbers, real and imaginary. */
  readonly data: Samples;
}

/** An argument that another operation makes first, such as an image with metadata that a file should contain. */
export interface Made {
  readonly operation: string;
  readonly args: CaseArguments;
  /** The name of the result. Default: `out`. */
  readonly result?: string | undefined;
}

/** The value of an argument. Enums, flags and interpolators are names. */
export type CaseValue =
  | boolean
  | number
  | string
  | Uint8Array
  | readonly number[]
  | Picture
  | Made
  | readonly (Picture | Made)[];
/** By libvips' names with underscores, including the image that the operation is called on. */
export interface CaseArguments {
  readonly [name: string]: CaseValue;
}

/** The value of a result. */
export type CaseResult = Picture | boolean | number | string | Uint8Array | readonly number[];
export type CaseResults = Readonly<Record<string, CaseResult>>;

export interface OperationCase {
  /** libvips' nickname. */
  readonly operation: string;
  /** Ends the test's name, such as "of two uchar images with different sizes". */
  readonly about: string;
  readonly args: CaseArguments;
  /** The other implementation that the judge uses. If it is not installed, the case is skipped with a message. */
  readonly needs?: "vips" | "python" | undefined;
  /**
   * A part of the message with which the operation must fail; the judge is then not called. Used if an operation
   * must refuse something.
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
