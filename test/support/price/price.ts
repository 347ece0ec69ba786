/**
 * Measures what one recipe really takes beside what its plan projected, in a fresh process of the built package.
 * Not here: what the process holds before the images; that is taken off.
 * Read next: test/support/price/price-child.mjs, bench/budget/budget.ts.
 */
import { fileURLToPath } from "node:url";
import type { NamedBytes } from "../../../src/core/errors.ts";
import { type MeasuredRun, measureRun } from "../machine/peak-memory.ts";

export interface PriceTask {
  /** Small pictures of the same kinds: what the first image of a kind costs once is not the price of each. */
  readonly tiny?: readonly string[];
  /** The recipe's image, and then the others that it takes. */
  readonly files: readonly string[];
  /** A name in price-recipes.mjs. */
  readonly recipe: string;
  /** A file, or a folder for several; else a kind of price-outputs.mjs, such as `pixels`, `values` or `strips`. */
  readonly output: string;
  readonly threads: number;
  /** Of `Image.save`, as JSON, or of what else is done with the result; of several files, each with its name. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Whether the files are opened as streams of bytes. Default false. */
  readonly streamed?: boolean | undefined;
  /** Whether it is planned only. */
  readonly plans?: boolean;
  /** The budget. Default: more than anything here needs. */
  readonly memory?: number | string | undefined;
}

export interface WrittenFile {
  readonly path: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** What the process tells of itself. */
export interface ToldByChild {
  readonly before?: number;
  readonly elapsedMs?: number;
  readonly projected?: number;
  /** What the process itself was found to hold for good. */
  readonly process?: number;
  /** Disk used on the way. */
  readonly scratch?: number;
  /** The largest addends of the projection. */
  readonly terms?: readonly NamedBytes[];
  readonly width?: number;
  readonly height?: number;
  /** Several files. */
  readonly written?: readonly WrittenFile[];
  /** What was given up to fit into the budget. */
  readonly choices?: readonly string[];
  /** Why there was no run. */
  readonly error?: {
    readonly tag: string;
    readonly message: string;
    readonly cure: string;
    /** Of a refusal: the smallest budget that would do. */
    readonly needed?: number;
  };
}

/** Bytes. */
export interface Price {
  readonly projected: number;
  /** Peak of unreclaimable memory, without what the process held before. */
  readonly measured: number;
  readonly elapsedMs: number;
  /** The largest addends of the projection. */
  readonly terms: readonly NamedBytes[];
}

/**
 * Two runs of the same thing differ by this much: the kernel counts in batches, and JavaScript's own heap, which has a
 * reservation of its own, grows as it likes.
 */
export const priceNoise = 2_000_000;

/** No case takes a minute; one that takes this long hangs. */
const timeoutMs = 300_000;

const child = fileURLToPath(new URL("price-child.mjs", import.meta.url));

/**
 * Keeps the young generation of JavaScript's heap as it is: it doubles by itself, now and then, by 8 MB, for which the
 * process has a reservation of its own.
 */
const smallHeap = "--max-semi-space-size=1";

/** The command that runs a task, for those who put it into a control group. */
export function priceCommand(task: PriceTask): readonly [command: string, args: readonly string[]] {
  return [process.execPath, [smallHeap, child, JSON.stringify(task)]];
}

/** @throws {Error} when the process ended otherwise than by telling. */
export function toldBy({ exitCode, signal, stdout, stderr }: MeasuredRun): ToldByChild {
  if (exitCode !== 0) throw new Error(`${signal ?? `exit code ${exitCode}`}: ${stderr.trim()}`);
  return JSON.parse(stdout) as ToldByChild;
}

/** So much more room than needed, that another process's own size decides nothing. */
const spare = 5_000_000;

/**
 * The highest of some rounds: samples can miss a short peak, but never invent one. Each has little more room than is
 * projected, found by a run before: with much more, freed memory stays where it is, since nobody wants it.
 * @throws {Error} where it fails.
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
