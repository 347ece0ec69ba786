/**
 * How many rows libvips works on at a time: what its caches and sinks hold is a multiple of them.
 * Not here: telling the library (native/library/tile-height).
 * Read next: plan/cost/pipeline. docs/explanation/memory.md has what fewer rows save, and what they cost.
 */
import type { Bytes } from "../../core/bytes.ts";

/** The height of tiles that libvips starts with, and the lower one of small budgets. */
const heights = { usual: 128, low: 64 } as const;

/** Where what is saved, some 20 MB for an image of 16,384 pixels across, is worth up to a tenth of the time. */
const smallBudget = 256_000_000;

/** One for the process, as in the library itself. */
let tileHeight: number = heights.usual;

/** The height for a budget, where it is not the usual one. */
export function tileHeightFor(allowed: Bytes): number | undefined {
  return allowed < smallBudget ? heights.low : undefined;
}

/** What the library has been told. Before the first plan. */
export function useTileHeight(rows: number): void {
  tileHeight = rows;
}

/** The height of tiles that libvips computes. */
export function tileRows(): number {
  return tileHeight;
}

/** Rows worked on at a time, by libvips' own rule (`vips_get_tile_size`). */
export function linesAtOnce(threads: number): number {
  return Math.max(Math.ceil((128 * threads) / 1000) * tileHeight, 16 * threads);
}

/** Rows that a cache of a sequential source keeps: four times as many, and where they are few one of its own lots more. */
export function rowsOfCache(threads: number): number {
  const lots = tileHeight < heights.usual ? 16 : 0;
  return 4 * (linesAtOnce(threads) + lots);
}

/** Bytes that JavaScript is asked for at a time, about: a call costs a tenth of a millisecond. */
const askedBytes = 2 ** 19;

/**
 * Rows that JavaScript is asked for at a time. Its cache has whole lots of them: of lots higher than what libvips works on
 * it would have four, which are fewer rows than two threads may be apart.
 */
export function rowsAsked(rowBytes: number): number {
  return Math.min(tileHeight / 2, Math.max(16, Math.ceil(askedBytes / rowBytes)));
}

/** Rows that such a cache keeps, by libvips' own rule (`vips_linecache`). */
export function rowsOfAskedCache(threads: number, rowBytes: number): number {
  const lot = rowsAsked(rowBytes);
  return 4 * (1 + Math.floor(linesAtOnce(threads) / lot)) * lot;
}
