/**
 * Measures what one thumbnail really takes beside what its plan projected, in a fresh process of the built package.
 * Not here: what the process holds before the image; that is taken off.
 * Read next: test/support/price-child.mjs, bench/prices.ts.
 */
import { fileURLToPath } from "node:url";
import type { SaveOptions } from "../../src/graph/engine.ts";
import { measureRun } from "./peak-memory.ts";

export interface PriceTask {
  /** A small picture of the same kind: what the first image of a kind costs once is not the price of each. */
  readonly tiny: string;
  readonly file: string;
  readonly output: string;
  /** Longer side of the thumbnail. */
  readonly size: number;
  readonly threads: number;
  readonly options?: SaveOptions;
}

/** Bytes. */
export interface Price {
  readonly projected: number;
  /** Peak of unreclaimable memory, without what the process held before. */
  readonly measured: number;
}

/**
 * Two runs of the same thing differ by this much: the kernel counts in batches, and JavaScript's own heap, which has a
 * reservation of its own, grows as it likes.
 */
export const priceNoise = 2_000_000;

const child = fileURLToPath(new URL("price-child.mjs", import.meta.url));

/** The highest of some rounds: samples can miss a short peak, but never invent one. */
export async function measurePrice(task: PriceTask, rounds = 2): Promise<Price> {
  let [projected, measured] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const run = await measureRun(process.execPath, [child, JSON.stringify(task)], { intervalMs: 1 });
    if (run.exitCode !== 0) throw new Error(`${task.file}: ${run.stderr}`);
    const told = JSON.parse(run.stdout) as { readonly before: number; readonly projected: number };
    projected = told.projected;
    measured = Math.max(measured, run.peakUnreclaimable - told.before);
  }
  return { projected, measured };
}
