/**
 * What the process, and each thread that joins in later, holds by itself beside any image, as parts of the budget.
 * Not here: measuring (budget/measure/gauge), or images.
 * Read next: docs/explanation/memory.md, "The process itself".
 */
import { isMainThread, threadId } from "node:worker_threads";
import { type Bytes, bytes, formatBytes } from "../../core/bytes.ts";
import { BudgetError } from "../../core/errors.ts";
import type { Budget } from "../ledger/budget.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Reservation } from "../ledger/reservation.ts";

/**
 * What the JavaScript of a thread may grow by once work begins: heaps, messages, file buffers; and what the first image
 * leaves in the libraries. With 9 MB for one image, 3 of 243 jobs were ended by the kernel in a group of just the budget.
 */
const growth = 12_000_000;
/** A worker thread that makes native calls: its own heap of JavaScript, and the allocator's of its thread. */
const nativeThread = 9_000_000;
/** A worker thread of the user's that has loaded Sluice. */
const javascriptThread = 12_000_000;

/** What a process that measures as much, with all of its threads, holds for good. */
export function processMemory(measured: Bytes): Bytes {
  return bytes(measured + growth);
}

/** Takes that out of a new ledger. @throws {BudgetError} when it has no room. */
export function reserveProcess(ledger: Ledger, size: Bytes): Reservation {
  const own = ledger.tryReserve({ name: "Node and libvips", tag: "process" }, size);
  if (own !== undefined) return own;
  throw new BudgetError(
    `the process itself needs ${formatBytes(size)}, and ${formatBytes(ledger.allowed)} are allowed`,
    {
      asked: size,
      free: ledger.allowed,
      needed: size,
      terms: [{ name: "Node and libvips", size }],
      cure: `Allow at least ${formatBytes(size * 1.5)}.`,
    },
  );
}

/**
 * Takes what this thread adds to a process that was measured without it. Others may be at work, so it is not measured
 * but counted: `nativeThreads` is how many threads of its own make native calls.
 */
export function reserveThread(budget: Budget, nativeThreads: number): Promise<Reservation> {
  const name = isMainThread ? "the main thread" : `thread ${threadId}`;
  return budget.reserve({ name, tag: "process" }, threadMemory(isMainThread ? 0 : 1, nativeThreads));
}

function threadMemory(javascript: number, native: number): Bytes {
  return bytes(javascript * javascriptThread + native * nativeThread + growth);
}
