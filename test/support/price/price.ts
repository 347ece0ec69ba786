/**
 * Measures the real memory of one recipe against its plan's projection, in a fresh process of the built package.
 * Not here: the memory of the process before the images, which is subtracted.
 * Read next: test/support/price/price-child.mjs, bench/budget/budget.ts.
 */
import { fileURLToPath } from "node:url";
import type { NamedBytes } from "../../../src/core/errors.ts";
import { type MeasuredRun, measureRun } from "../machine/peak-memory.ts";

export interface PriceTask {
  /** Small pictures of the same kinds, as a warm-up: the first image of a kind has a one-time cost. */
  readonly tiny?: readonly string[];
  /** The recipe's image, and then the other images that it takes. */
  readonly files: readonly string[];
  /** A name in price-recipes.mjs. */
  readonly recipe: string;
  /**
   * A file, or a folder for several files. Otherwise a kind of price-outputs.mjs, such as `pixels`,
   * `values` or `strips`.
   */
  readonly output: string;
  readonly threads: number;
  /** Options of `Image.save`, as JSON, or of another kind of result. For several files, each with its name. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Whether the files are opened as streams of bytes. Default false. */
  readonly streamed?: boolean | undefined;
  /** Whether to plan only. */
  readonly plans?: boolean;
  /** The budget. Default: more than anything here needs. */
  readonly memory?: number | string | undefined;
}

export interface WrittenFile {
  readonly path: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** The report of the process. */
export interface ToldByChild {
  readonly before?: number;
  readonly elapsedMs?: number;
  readonly projected?: number;
  /** Memory that the process itself was found to hold all the time. */
  readonly process?: number;
  /** Scratch disk that the run used. */
  readonly scratch?: number;
  /** The largest addends of the projection. */
  readonly terms?: readonly NamedBytes[];
  readonly width?: number;
  readonly height?: number;
  /** The written files, if there are several. */
  readonly written?: readonly WrittenFile[];
  /** The planner's choices to fit into the budget. */
  readonly choices?: readonly string[];
  /** The reason if there was no run. */
  readonly error?: {
    readonly tag: string;
    readonly message: string;
    readonly cure: string;
    /** In a refusal: the smallest budget that would suffice. */
    readonly needed?: number;
  };
}

/** Bytes. */
export interface Price {
  readonly projected: number;
  /** Peak of unreclaimable memory, minus the process's memory before the run. */
  readonly measured: number;
  readonly elapsedMs: number;
  /** The largest addends of the projection. */
  readonly terms: readonly NamedBytes[];
}

/**
 * Two runs of the same task differ by this much: the kernel counts in batches, and JavaScript's own heap, which has a
 * reservation of its own, grows freely.
 */
export const priceNoise = 2_000_000;

/** No case takes a minute. A case that takes this long hangs. */
const timeoutMs = 300_000;

const child = fileURLToPath(new URL("price-child.mjs", import.meta.url));

/**
 * Keeps the young generation of JavaScript's heap at its size. Otherwise it may double by 8 MB, for which the process
 * has a reservation of its own.
 */
const smallHeap = "--max-semi-space-size=1";

/** The command that runs a task, for callers that put it into a control group. */
export function priceCommand(task: PriceTask): readonly [command: string, args: readonly string[]] {
  return [process.execPath, [smallHeap, child, JSON.stringify(task)]];
}

/** @throws {Error} if the process ended without a report. */
export function toldBy({ exitCode, signal, stdout, stderr }: MeasuredRun): ToldByChild {
  if (exitCode !== 0) throw new Error(`${signal ?? `exit code ${exitCode}`}: ${stderr.trim()}`);
  return JSON.parse(stdout) as ToldByChild;
}

/** More room than needed, so that another process's own size does not matter. */
const spare = 5_000_000;

/**
 * The highest of some rounds: samples can miss a short peak, but never invent one. Each round has little more room than
 * the projection, which a first run finds. With much more room, the allocator would keep freed memory.
 * @throws {Error} if it fails.
 */
export async function measurePrice(task: PriceTask, rounds = 2): Promise<Price> {
  const first = toldBy(await measureRun(...priceCommand({ ...task, plans: true }), { timeoutMs }));
  const memory = task.memory ?? (first.process ?? 0) + (first.projected ?? 0) + spare;
  let price: Price = { projected: 0, measured: 0, elapsedMs: Number.POSITIVE_INFINITY, terms: [] };
  for (let round = 0; round < rounds; round += 1) {
    const run = await measureRun(...priceCommand({ ...task, memory }), { intervalMs: 1, timeoutMs });
    const { before = 0, elapsedMs = 0, projected = 0, terms = [], error } = toldBy(run);
    if (error !== undefined) throw new Error(`${error.tag}: ${error.message}`);
    const measured = Math.max(price.measured, run.peakUnreclaimable - before);
    price = { projected, measured, elapsedMs: Math.min(price.elapsedMs, elapsedMs), terms };
  }
  return price;
}
