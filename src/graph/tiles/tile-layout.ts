/**
 * The layout of an image's tiles: which rows each row of tiles needs, and where each pixel of a row goes.
 * Not here: pixels; this is arithmetic on positions. run/rows/tiles copies them.
 * Read next: run/rows/tiles.
 */
import type { Rect, Size } from "../../core/rect.ts";
import type { TileEdge, TileShape } from "./strip.ts";

/** A row of tiles, from left to right. */
export interface TileRowLayout {
  readonly tiles: readonly Rect[];
  /** For each row of the tiles, halos included: the image row that it is copied from; undefined beyond the image. */
  readonly sources: readonly (number | undefined)[];
  /** The first and last of these rows. */
  readonly first: number;
  readonly last: number;
}

/** Consecutive pixels of a row: their first position in the image and in a tile, halos included. */
export interface PixelRun {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export function tileRowCount(image: Size, { height }: TileShape): number {
  return Math.ceil(image.height / height);
}

/** The row of tiles number `index`, from the top. */
export function tileRow(image: Size, shape: TileShape, index: number): TileRowLayout {
  const { halo, edge } = shape;
  const top = index * shape.height;
  const height = Math.min(shape.height, image.height - top);
  const columns = Math.ceil(image.width / shape.width);
  const tiles = Array.from({ length: columns }, (_, column) => {
    const left = column * shape.width;
    return { left, top, width: Math.min(shape.width, image.width - left), height };
  });
  const sources = Array.from({ length: height + 2 * halo }, (_, row) => insideOf(top - halo + row, image.height, edge));
  const inside = sources.filter((row) => row !== undefined);
  return { tiles, sources, first: Math.min(...inside), last: Math.max(...inside) };
}

/** The pixels of an image's row that make up a row of a tile. */
export function pixelRuns(imageWidth: number, { left, width }: Rect, { halo, edge }: TileShape): PixelRun[] {
  const runs: { from: number; to: number; count: number }[] = [];
  for (let to = 0; to < width + 2 * halo; to += 1) {
    const from = insideOf(left - halo + to, imageWidth, edge);
    const last = runs.at(-1);
    if (from === undefined) continue;
    if (last !== undefined && last.to + last.count === to && last.from + last.count === from) last.count += 1;
    else runs.push({ from, to, count: 1 });
  }
  return runs;
}

/** The pixels of all tiles in the largest row, halos included. */
export function tileRowPixels(image: Size, shape: TileShape): number {
  const { tiles, sources } = tileRow(image, shape, 0);
  return tiles.reduce((sum, { width }) => sum + (width + 2 * shape.halo) * sources.length, 0);
}

/** The maximum number of rows of tiles that are incomplete at once: neighbouring rows share the rows of their halos. */
export function tileRowsAtOnce(image: Size, shape: TileShape): number {
  let max = 1;
  const rows = tileRowCount(image, shape);
  const ends = (index: number): number => tileRow({ ...image, width: 1 }, shape, index).last;
  const begins = (index: number): number => tileRow({ ...image, width: 1 }, shape, index).first;
  for (let index = 0, next = 0; index < rows; index += 1) {
    const last = ends(index);
    while (next < rows && begins(next) <= last) next += 1;
    max = Math.max(max, next - index);
  }
  return max;
}

/** The position from 0 to `length` − 1 that replaces a position beyond the image. */
function insideOf(position: number, length: number, edge: TileEdge): number | undefined {
  if (position >= 0 && position < length) return position;
  if (edge === "constant") return undefined;
  if (edge === "copy") return position < 0 ? 0 : length - 1;
  const within = ((position % (2 * length)) + 2 * length) % (2 * length);
  return within < length ? within : 2 * length - 1 - within;
}
