/**
 * What libvips' own pipeline holds between a decoder and an encoder: line caches, thread buffers, sinks.
 * Not here: codecs (plan/decoder-cost, plan/encoder-cost).
 * Read next: plan/make-plan. docs/memory.md has the measurements behind each number of rows.
 */
import type { ImageHeader, Size } from "../graph/header.ts";
import { type Term, term } from "./term.ts";

/** Rows that libvips works on at a time, by its own rule (`vips_get_tile_size`). */
export function linesAtOnce(threads: number): number {
  return Math.max(Math.ceil((128 * threads) / 1000) * 128, 16 * threads);
}

/**
 * A sequential source keeps the rows that a slower thread may still ask for: four times those worked on, or of a tiled
 * file two rows of tiles and part of a third.
 */
export function lineCache(loaded: Size, pixelBytes: number, threads: number, tileHeight: number | undefined): Term {
  const kept = tileHeight === undefined ? 4 * linesAtOnce(threads) : Math.ceil(2.4 * tileHeight);
  return rowsTerm("line cache", "line cache", Math.min(loaded.height, kept), loaded.width, pixelBytes);
}

/** Reducing vertically keeps two more such caches, whatever the factor; measured as 1,034 rows with libvips 8.18. */
export function resampleCaches(loaded: Size, pixelBytes: number, threads: number): Term {
  const rows = 2 * Math.min(loaded.height, 4 * linesAtOnce(threads) + 8);
  return rowsTerm("line cache", "resampling caches", rows, loaded.width, pixelBytes);
}

/** Every thread has a chain of buffers, one an operation; measured as 350 rows of the input for a reduction. */
export function resampleBuffers(loaded: Size, pixelBytes: number, threads: number): Term {
  const rows = threads * Math.min(loaded.height, 350);
  return rowsTerm(
    "thread buffers",
    `buffers of ${threads} ${threads === 1 ? "thread" : "threads"}`,
    rows,
    loaded.width,
    pixelBytes,
  );
}

/** All pages of an image, one below the other, as libvips has them. */
export function allRows({ width, height, pages }: ImageHeader): Size {
  return { width, height: height * pages };
}

/** Pixels are written where they will stay; what each thread holds on the way is small. */
export function memorySink(threads: number): Term {
  return term("sink", "sink into memory", 300_000 * threads);
}

/** Pixels kept in memory whole. */
export function heldPixels(name: string, size: Size, pixelBytes: number, pages = 1): Term {
  return term("pixels", name, size.width * size.height * pages * pixelBytes);
}

/** A sink to a file is double-buffered. */
export function diskSink(result: Size, pixelBytes: number, threads: number): Term {
  const rows = Math.min(result.height, 2 * linesAtOnce(threads));
  return rowsTerm("sink", "sink", rows, result.width, pixelBytes);
}

function rowsTerm(tag: Term["tag"], name: string, rows: number, width: number, pixelBytes: number): Term {
  return term(tag, `${name} of ${rows} rows`, rows * width * pixelBytes);
}
