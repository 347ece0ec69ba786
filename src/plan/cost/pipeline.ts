/**
 * The memory of libvips' own pipeline between a decoder and an encoder: line caches, thread buffers, sinks.
 * Not here: codecs (plan/cost/decoder, plan/cost/encoder).
 * Read next: plan/make-plan. docs/explanation/memory.md has the measurements behind each number of rows.
 */
import type { Size } from "../../core/rect.ts";
import { type Term, term } from "../../core/term.ts";
import type { ImageHeader } from "../../graph/recipe/header.ts";
import { scratchTile } from "./scratch-tile.ts";
import { type Computing, linesAtOnce, rowsOfAskedCache, rowsOfCache } from "./tile-lines.ts";

/**
 * A sequential source keeps the rows that a slower thread may still read: four times the rows in work. For a tiled
 * file, two rows of tiles and part of a third.
 */
export function lineCache(
  loaded: Size,
  pixelBytes: number,
  computing: Computing,
  tileOfFile: number | undefined,
): Term {
  const kept = tileOfFile === undefined ? rowsOfCache(computing) : Math.ceil(2.4 * tileOfFile);
  return rowsTerm("line cache", "line cache", Math.min(loaded.height, kept), loaded.width, pixelBytes);
}

/**
 * Reducing vertically keeps two more such caches, at any factor; measured as 1,034 rows with libvips 8.18. A result of
 * a few rows is computed at once, and needs little of them.
 */
export function resampleCaches(loaded: Size, pixelBytes: number, computing: Computing, resultRows: number): Term {
  const full = 2 * Math.min(loaded.height, rowsOfCache(computing) + 8);
  const rows = Math.ceil(full * Math.min(1, resultRows / 64));
  return rowsTerm("line cache", "resampling caches", rows, loaded.width, pixelBytes);
}

/** Every thread has a chain of buffers, one for each operation; measured as 350 rows of the input for a reduction. */
export function resampleBuffers(loaded: Size, pixelBytes: number, threads: number, resultRows: number): Term {
  const working = Math.min(threads, Math.ceil(resultRows / 16));
  const rows = working * Math.min(loaded.height, 350);
  return rowsTerm("thread buffers", `buffers of ${threadsText(working)}`, rows, loaded.width, pixelBytes);
}

/** All pages of an image, one below the other, as libvips stores them. */
export function allRows({ width, height, pages }: ImageHeader): Size {
  return { width, height: height * pages };
}

/** Rows of tiles are assembled on the way to a scratch file. */
export function scratchWriter(size: Size, pixelBytes: number, tileHeight: number): Term {
  return twoRowsOfTiles("rows of tiles", size, pixelBytes, tileHeight);
}

/** libvips keeps two rows of tiles of a file that it reads in any order. */
export function scratchReader(name: string, size: Size, pixelBytes: number, tileHeight: number): Term {
  return twoRowsOfTiles(`${name} on disk, tiles`, size, pixelBytes, tileHeight);
}

function twoRowsOfTiles(name: string, size: Size, pixelBytes: number, tileHeight: number): Term {
  const { width, height } = scratchTile(size, tileHeight);
  return rowsTerm("scratch index", name, 2 * height, size.width + width, pixelBytes);
}

/** Pixels are written to their final place; each thread holds little on the way. */
export function memorySink(threads: number): Term {
  return term("sink", "sink into memory", 1_000_000 + 300_000 * threads);
}

/** Pixels that are kept in memory whole. */
export function heldPixels(name: string, size: Size, pixelBytes: number, pages = 1): Term {
  return term("pixels", name, size.width * size.height * pages * pixelBytes);
}

/** A sink to a file is double-buffered. */
export function diskSink(result: Size, pixelBytes: number, computing: Computing): Term {
  const rows = Math.min(result.height, 2 * linesAtOnce(computing));
  return rowsTerm("sink", "sink", rows, result.width, pixelBytes);
}

/**
 * A worker thread between libvips and JavaScript: its JavaScript heap, and its part of the allocator's heap. One such
 * thread makes the call, another serves callbacks.
 */
export const threadBetween = 9_000_000;

/** The memory of rows beside the sink on their way into a file of ours: the thread that serves libvips' callback. */
export function rowTerms(): Term[] {
  return [term("thread buffers", "a thread beside the rows", threadBetween)];
}

/** The memory of strips beside the sink: two threads, and the rows that are assembled. */
export function stripTerms(assembled = 0): Term[] {
  const threads = term("thread buffers", "two threads beside the loop", 2 * threadBetween);
  return assembled === 0 ? [threads] : [threads, term("pixels", "strips or tiles put together", assembled)];
}

/** Rows from JavaScript wait in a line cache, like the rows of a file. */
export function givenStripsTerms(header: ImageHeader, pixelBytes: number, computing: Computing): Term[] {
  const thread = term("thread buffers", "two threads beside the strips", 2 * threadBetween);
  const { width, height } = allRows(header);
  const kept = rowsOfAskedCache(computing, width * pixelBytes);
  return [thread, rowsTerm("line cache", "line cache", Math.min(height, kept), width, pixelBytes)];
}

function threadsText(threads: number): string {
  return `${threads} ${threads === 1 ? "thread" : "threads"}`;
}

function rowsTerm(tag: Term["tag"], name: string, rows: number, width: number, pixelBytes: number): Term {
  return term(tag, `${name} of ${rows} rows`, rows * width * pixelBytes);
}
