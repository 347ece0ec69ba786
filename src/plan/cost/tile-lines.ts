/**
 * How many rows libvips works on at a time: the size of its caches and sinks is a multiple of them.
 * Not here: setting it in the library (native/library/tile-height).
 * Read next: plan/cost/pipeline. docs/explanation/memory.md has what fewer rows save, and what they cost.
 */
import type { Bytes } from "../../core/bytes.ts";

/** libvips' default tile height, and the lower one for small budgets. */
const heights = { usual: 128, low: 64 } as const;

/**
 * Below this budget, the saving (some 20 MB for an image of 16,384 pixels across) is worth up to a tenth of the time.
 */
const smallBudget = 256_000_000;

/** One value for the process, as in the library itself. */
let tileHeight: number = heights.usual;

/** The tile height for a budget; undefined for the default. */
export function tileHeightFor(allowed: Bytes): number | undefined {
  return allowed < smallBudget ? heights.low : undefined;
}

/** Sets the tile height that the library uses. Call it before the first plan. */
export function useTileHeight(rows: number): void {
  tileHeight = rows;
}

/** The height of the tiles that libvips computes. */
export function tileRows(): number {
  return tileHeight;
}

/** The rows in work at a time, by libvips' own rule (`vips_get_tile_size`). */
export function linesAtOnce(threads: number): number {
  return Math.max(Math.ceil((128 * threads) / 1000) * tileHeight, 16 * threads);
}

/**
 * The rows that the cache of a sequential source keeps: four times as many, and with low tiles one more of its own
 * batches.
 */
export function rowsOfCache(threads: number): number {
  const lots = tileHeight < heights.usual ? 16 : 0;
  return 4 * (linesAtOnce(threads) + lots);
}

/** The target bytes of a request to JavaScript: a call costs a tenth of a millisecond. */
const askedBytes = 2 ** 19;

/**
 * The rows of one request to JavaScript. The line cache holds whole requests. With requests higher than libvips' own
 * tiles it would hold four, which are fewer rows than two threads may be apart.
 */
export function rowsAsked(rowBytes: number): number {
  return Math.min(tileHeight / 2, Math.max(16, Math.ceil(askedBytes / rowBytes)));
}

/** The rows that such a cache keeps, by libvips' own rule (`vips_linecache`). */
export function rowsOfAskedCache(threads: number, rowBytes: number): number {
  const lot = rowsAsked(rowBytes);
  return 4 * (1 + Math.floor(linesAtOnce(threads) / lot)) * lot;
}
