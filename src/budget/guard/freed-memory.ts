/**
 * Decides when freed memory goes back to the kernel: before it could exceed the budget, and when work ends.
 * Not here: how it goes back (budget/guard/allocator), or who may reserve how much (budget/ledger/ledger).
 * Read next: docs/explanation/memory.md, "The allocator".
 */
import { type Bytes, bytes } from "../../core/bytes.ts";
import { debug } from "../../core/debug.ts";
import type { Budget } from "../ledger/budget.ts";
import type { SharedCounts } from "../ledger/shared-counts.ts";
import type { Gauge } from "../measure/gauge.ts";
import type { Allocator } from "./allocator.ts";

/**
 * This much freed memory may stay for a moment when work ends. Trimming and faulting the pages in again cost more than
 * a small image does.
 */
const maxAwhile = 128_000_000;
const awhileMs = 100;

/** Freed memory that may stay with the process while the budget has room for it. */
const maxKept = 64_000_000;

/** The gauge is read after this many freed bytes at the earliest. Otherwise each of many small jobs would read it. */
const readEvery = 16_000_000;

/** Idle threads of a kind that stay for the next work: a new thread costs time, and some memory each time. */
const maxThreads = 2;

export interface FreedMemoryOptions {
  readonly gauge: Gauge;
  readonly allocator: Allocator;
  /** Ends idle threads, except `max` of each kind. @returns the memory of the threads that stay. */
  readonly endThreads?: ((max: number) => Bytes) | undefined;
}

/** The heap belongs to the process: memory that one thread has freed counts for all threads. */
type FreedFrom = Pick<Budget, "allowed" | "reserved" | "permanent"> & { readonly counts: SharedCounts };

/**
 * Memory freed since the last trim may still be resident. Its resident part cannot be measured, because the rest of the
 * process grows and shrinks meanwhile. So all of it counts as used until it is trimmed, and this keeps the budget.
 * Trimming walks the heap, and the kernel has to fault the pages in again, so it waits until the room is needed.
 */
export class FreedMemory {
  readonly #budget: FreedFrom;
  readonly #gauge: Gauge;
  readonly #allocator: Allocator;
  readonly #endThreads: (max: number) => Bytes;
  #timer: NodeJS.Timeout | undefined;
  /**
   * Below this many freed bytes, a new reading cannot show more than may be kept. The last reading gives this number.
   */
  #readFrom = 0;
  /**
   * What was measured beyond the reservations right after a trim: the program's own memory, which no trim gives back.
   */
  #beside = 0;

  constructor(budget: FreedFrom, { gauge, allocator, endThreads = () => bytes(0) }: FreedMemoryOptions) {
    this.#budget = budget;
    this.#gauge = gauge;
    this.#allocator = allocator;
    this.#endThreads = endThreads;
  }

  /** Call it before work begins to use its reservation. */
  beforeUse(): void {
    const { reserved, allowed, counts } = this.#budget;
    const freed = counts.get("freed");
    if (reserved + freed > allowed) this.giveBack();
    else if (freed > maxKept && this.#keepsTooMuch(freed, reserved)) this.giveBack();
  }

  /** Call it once memory was freed, and before its reservation is given back. */
  freed(size: Bytes): void {
    const { reserved, permanent, counts } = this.#budget;
    const freed = counts.add("freed", size);
    if (reserved - size > permanent) return;
    if (freed > maxAwhile && this.#keepsTooMuch(freed, permanent)) this.giveBack();
    else this.#giveBackSoon();
  }

  /**
   * Gives all freed memory back to the kernel now. The memory of up to `threads` idle threads of a kind still counts.
   */
  giveBack(threads = 0): void {
    this.#readFrom = 0;
    const { counts } = this.#budget;
    const freed = counts.take("freed");
    if (freed === 0) return;
    const stays = this.#endThreads(threads);
    this.#allocator.trim();
    debug(() => ({ event: "trim", freed: bytes(freed) }));
    if (stays > 0) counts.add("freed", stays);
    this.#beside = this.#extra(this.#budget.reserved);
  }

  /**
   * As {@link freed}, where the reservation stays for the next step: that step's buffers may not fit into the holes of
   * the heap.
   */
  freedWithin(size: Bytes): void {
    this.#budget.counts.add("freed", size);
    this.beforeUse();
  }

  /**
   * Freed memory below `maxKept` can never exceed it, and memory freed since the last reading adds at most its own
   * size. Only beyond that is a reading worth its price, a tenth of a millisecond. So the process may keep a little
   * more for a moment, by `readEvery` at most.
   */
  #keepsTooMuch(freed: Bytes, used: Bytes): boolean {
    if (freed < this.#readFrom) return false;
    const extra = this.#extra(used);
    this.#beside = Math.min(this.#beside, extra);
    const kept = extra - this.#beside;
    this.#readFrom = freed + Math.max(readEvery, maxKept - kept);
    return kept > maxKept;
  }

  /** The measured bytes that no reservation explains. */
  #extra(used: Bytes): number {
    return Math.max(0, this.#gauge.now().measured - used);
  }

  /** Waits, so that work which follows at once can reuse the memory. The timer does not keep the process alive. */
  #giveBackSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#budget.reserved <= this.#budget.permanent) this.giveBack(maxThreads);
    }, awhileMs).unref();
    this.#timer.refresh();
  }
}
