/**
 * Copies rows into the tiles that contain them, once, and yields the tiles of a row when they are complete.
 * Not here: the layout of tiles (graph/tiles/tile-layout), or computing rows (run/row-stream).
 * Read next: graph/tiles/tile-layout, run/streams.
 */
import type { Rect } from "../../core/rect.ts";
import { type ImageHeader, pelBytes } from "../../graph/recipe/header.ts";
import type { TileShape } from "../../graph/tiles/strip.ts";
import { type PixelRun, pixelRuns, type TileRowLayout, tileRow, tileRowCount } from "../../graph/tiles/tile-layout.ts";
import type { RowSource, Rows } from "../../native/rows/rows.ts";
import { allRows } from "../../plan/cost/pipeline.ts";

/** A tile's bytes, including halos, lent until the next step. */
export interface TileBytes {
  readonly tile: Rect;
  readonly bytes: Uint8Array;
}

/** `memory` has room for all rows of tiles that are incomplete at the same time; each takes `rowBytes`. */
export async function* inTiles(
  source: RowSource,
  header: ImageHeader,
  shape: TileShape,
  { memory, rowBytes }: { readonly memory: Uint8Array; readonly rowBytes: number },
): AsyncGenerator<TileBytes, undefined> {
  const image = allRows(header);
  const free = Array.from({ length: memory.length / rowBytes }, (_, index) =>
    memory.subarray(index * rowBytes, (index + 1) * rowBytes),
  );
  const count = tileRowCount(image, shape);
  const begun: TileRowBuffer[] = [];
  let next = 0;
  let layout = tileRow(image, shape, 0);
  for (let rows = await source.next(); rows !== undefined; rows = await source.next()) {
    for (let row = rows.top; row < rows.top + rows.height; row += 1) {
      while (next < count && layout.first <= row) {
        begun.push(new TileRowBuffer(free.pop() as Uint8Array, layout, header, shape));
        next += 1;
        if (next < count) layout = tileRow(image, shape, next);
      }
      for (const each of begun) each.copy(rows, row);
      for (let [first] = begun; first !== undefined && first.last <= row; [first] = begun) {
        yield* first.tiles();
        free.push(first.memory);
        begun.shift();
      }
    }
  }
}

/** The tiles of one row, while they are assembled. */
export class TileRowBuffer {
  readonly memory: Uint8Array;
  readonly #layout: TileRowLayout;
  readonly #pel: number;
  readonly #tiles: readonly { readonly tile: Rect; readonly bytes: Uint8Array; readonly line: number }[];
  readonly #runs: readonly (readonly PixelRun[])[];
  /** Maps a row of the image to the rows of the tiles that it fills. */
  readonly #places = new Map<number, number[]>();

  constructor(
    memory: Uint8Array,
    layout: TileRowLayout,
    header: Pick<ImageHeader, "width" | "bands" | "format">,
    shape: TileShape,
  ) {
    this.memory = memory;
    this.#layout = layout;
    this.#pel = pelBytes(header);
    let at = 0;
    this.#tiles = layout.tiles.map((tile) => {
      const line = (tile.width + 2 * shape.halo) * this.#pel;
      const from = at;
      at += line * layout.sources.length;
      return { tile, line, bytes: memory.subarray(from, at) };
    });
    this.#runs = layout.tiles.map((tile) => pixelRuns(header.width, tile, shape));
    for (const [place, source] of layout.sources.entries()) {
      if (source !== undefined) this.#places.set(source, [...(this.#places.get(source) ?? []), place]);
    }
    if (shape.edge === "constant") memory.fill(0);
  }

  get last(): number {
    return this.#layout.last;
  }

  /** Copies the needed parts of one row. */
  copy({ top, height, bytes }: Rows, row: number): void {
    const places = this.#places.get(row);
    if (places === undefined) return;
    const length = bytes.length / height;
    const from = bytes.subarray((row - top) * length, (row - top + 1) * length);
    for (const [index, { bytes: to, line }] of this.#tiles.entries()) {
      for (const run of this.#runs[index] ?? []) {
        const pixels = from.subarray(run.from * this.#pel, (run.from + run.count) * this.#pel);
        for (const place of places) to.set(pixels, place * line + run.to * this.#pel);
      }
    }
  }

  *tiles(): Generator<TileBytes, undefined> {
    for (const { tile, bytes } of this.#tiles) yield { tile, bytes };
  }
}
