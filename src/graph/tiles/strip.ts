/**
 * Strips and tiles: pixels of a computed image that are lent to a loop, and their options.
 * Not here: computing them (run/streams), or where tiles lie (graph/tiles/tile-layout).
 * Read next: graph/image/engine.
 */
import { UsageError } from "../../core/errors.ts";
import type { PixelFormat, SamplesOf } from "../../core/pixel-format.ts";
import type { Rect, Size } from "../../core/rect.ts";

/**
 * Rows of an image at its full width, pages one below the other. `data` is lent until the loop's next turn: then its
 * memory is reused. Copy samples that must outlive the turn (`data.slice()`).
 */
export interface Strip<F extends PixelFormat = PixelFormat> extends Rect {
  /** Row by row, bands interleaved: `data[((y − top) × width + x) × bands + band]`; two numbers each where complex. */
  readonly data: SamplesOf<F>;
  readonly bands: number;
}

/**
 * A rectangle of an image. `data` also has `halo` more pixels of its neighbours on every side; its rows are `width + 2
 * × halo` pixels long: `data[((y − top + halo) × (width + 2 × halo) + x − left + halo) × bands + band]`. Lent as a
 * {@link Strip} is. Tiles at the right and lower edge end with the image, so they may be smaller.
 */
export interface Tile<F extends PixelFormat = PixelFormat> extends Strip<F> {
  readonly halo: number;
}

export interface StripOptions<F extends PixelFormat = PixelFormat> {
  /**
   * Rows of a strip; the last strip may have fewer. Default: as many as libvips computes at a time, which needs no
   * copy.
   */
  readonly height?: number | undefined;
  /** The format of the samples; others are cast to it. Default: unchanged. */
  readonly format?: F | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The pixels beyond the image: its outermost pixels again, the image mirrored including them, or zeros. */
export const tileEdges = ["copy", "mirror", "constant"] as const;
export type TileEdge = (typeof tileEdges)[number];

export interface TileOptions<F extends PixelFormat = PixelFormat> extends Omit<StripOptions<F>, "height"> {
  /** The side of a square tile in pixels, or width and height. */
  readonly size: number | Size;
  /** The pixels of the neighbours on every side. Default 0. */
  readonly halo?: number | undefined;
  /** The content of a halo beyond the image. Default "copy". */
  readonly edge?: TileEdge | undefined;
}

/** Tile options, checked and complete. */
export interface TileShape extends Size {
  readonly halo: number;
  readonly edge: TileEdge;
}

/** @throws {UsageError} for a height that is not a whole number of at least 1. */
export function checkStripHeight(height: number | undefined): void {
  if (height !== undefined) checkCount("height", height, 1);
}

/** @throws {UsageError} when an option is missing or out of range. */
export function tileShape({ size, halo = 0, edge = "copy" }: TileOptions): TileShape {
  const { width, height } = typeof size === "object" ? size : { width: size, height: size };
  checkCount("size", width, 1);
  checkCount("size", height, 1);
  checkCount("halo", halo, 0);
  if (!tileEdges.includes(edge)) {
    throw new UsageError(`edge is ${String(edge)}`, { cure: `Choose one of ${tileEdges.join(", ")}.` });
  }
  return { width, height, halo, edge };
}

function checkCount(name: string, value: number, min: number): void {
  if (Number.isInteger(value) && value >= min && value <= 100_000_000) return;
  throw new UsageError(`${name} is ${String(value)} and must be a whole number from ${min} on`, {
    cure: `Correct the ${name}.`,
  });
}
