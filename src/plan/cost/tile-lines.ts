/**
 * How many rows libvips works on at a time: the size of its caches and sinks is a multiple of them.
 * Not here: setting it in the library (native/library/tile-height).
 * Read next: plan/cost/pipeline. docs/explanation/memory.md has what fewer rows save, and what they cost.
 */
import type { Bytes } from "../../core/bytes.ts";

/** The settings with which libvips computes one image. */
export interface Computing {
  readonly threads: number;
  /** The rows of libvips' tiles: one value for the whole process. */
  readonly tileHeight: number;
}

/** libvips' default tile height, and the lower one for small budgets. */
export const defaultTileHeight = 128;
const lowTileHeight = 64;

/**
 * Below this budget, the saving (some 20 MB for an image of 16,384 pixels across) is worth up to a tenth of the time.
 */
const smallBudget = 256_000_000;

/** The tile height for a budget; undefined for the default. */
export function tileHeightFor(allowed: Bytes): number | undefined {
  return allowed < smallBudget ? lowTileHeight : undefined;
}

/** The rows in work at a time, by libvips' own rule (`vips_get_tile_size`). */
export function linesAtOnce({ threads, tileHeight }: Computing): number {
  return Math.max(Math.ceil((128 * threads) / 1000) * tileHeight, 16 * threads);
}

/**
 * The rows that the cache of a sequential source keeps: four times as many, and with low tiles one more of its own
 * batches.
 */
export function rowsOfCache(computing: Computing): number {
  const lots = computing.tileHeight < defaultTileHeight ? 16 : 0;
  return 4 * (linesAtOnce(computing) + lots);
}

/** The target bytes of a request to JavaScript: a call costs a tenth of a millisecond. */
const askedBytes = 2 ** 19;

/**
 * The rows of one request to JavaScript. The line cache holds whole requests. With requests higher than libvips' own
 * tiles it would hold four, which are fewer rows than two threads may be apart.
 */
export function rowsAsked(rowBytes: number, tileHeight: number): number {
  return Math.min(tileHeight / 2, Math.max(16, Math.ceil(askedBytes / rowBytes)));
}

/** The rows that such a cache keeps, by libvips' own rule (`vips_linecache`). */
export function rowsOfAskedCache(computing: Computing, rowBytes: number): number {
  const lot = rowsAsked(rowBytes, computing.tileHeight);
  return 4 * (1 + Math.floor(linesAtOnce(computing) / lot)) * lot;
}
