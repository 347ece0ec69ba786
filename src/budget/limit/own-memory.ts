/**
 * The memory that the process, and each thread that joins later, holds without any image: a part of the budget.
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
 * The growth of a thread's JavaScript once work begins: heaps, messages, file buffers; and the memory that the
 * libraries keep after the first image. With 9 MB and one image, the kernel killed 3 of 243 jobs in a group of just the
 * budget.
 */
const growth = 12_000_000;
/** A worker thread that makes native calls: its JavaScript heap and its part of the allocator's heap. */
const nativeThread = 9_000_000;
/** A worker thread of the program that has loaded Sluice. */
const javascriptThread = 12_000_000;

/** The memory that a process holds for good, where `measured` includes all of its threads. */
export function processMemory(measured: Bytes): Bytes {
  return bytes(measured + growth);
}

/** Reserves that memory in a new ledger. @throws {BudgetError} when the ledger has no room for it. */
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
 * Reserves the memory that this thread adds to a process that was measured without it. Other threads may be at work, so
 * it is not measured but counted: `nativeThreads` is how many threads of its own make native calls.
 */
export function reserveThread(budget: Budget, nativeThreads: number): Promise<Reservation> {
  const name = isMainThread ? "the main thread" : `thread ${threadId}`;
  return budget.reserve({ name, tag: "process" }, threadMemory(isMainThread ? 0 : 1, nativeThreads));
}

function threadMemory(javascript: number, native: number): Bytes {
  return bytes(javascript * javascriptThread + native * nativeThread + growth);
}
