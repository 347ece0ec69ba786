/**
 * Decides when freed memory goes back to the kernel: always before it could lead beyond the budget, and when work ends.
 * Not here: how it goes back (budget/guard/allocator), or who may have how much (budget/ledger/ledger).
 * Read next: docs/explanation/memory.md, "The allocator".
 */
import { type Bytes, bytes } from "../../core/bytes.ts";
import type { Budget } from "../ledger/budget.ts";
import type { SharedCounts } from "../ledger/shared-counts.ts";
import type { Gauge } from "../measure/gauge.ts";
import type { Allocator } from "./allocator.ts";

/** As much may stay for a moment when work ends: trimming and faulting in again cost more than a small image does. */
const mostAwhile = 128_000_000;
const awhileMs = 100;

/** Freed memory that may stay with the process while the budget has room for it. */
const mostKept = 64_000_000;

/** So much is freed between two readings at least: of many small jobs one after the other, each would be read otherwise. */
const readEvery = 16_000_000;

/** Threads of a kind that may stay for the next work; starting one anew costs time, and each time some memory. */
const mostThreads = 2;

export interface FreedMemoryOptions {
  readonly gauge: Gauge;
  readonly allocator: Allocator;
  /** Ends threads that have nothing to do, all but so many of a kind, and tells what those take that stay. */
  readonly endThreads?: ((most: number) => Bytes) | undefined;
}

/** The heap belongs to the process: what one thread has freed counts for all of them. */
type FreedFrom = Pick<Budget, "allowed" | "reserved" | "permanent"> & { readonly counts: SharedCounts };

/**
 * What was freed since the last trim may still be resident; how much of it nobody can tell, for the rest of the process
 * grows and shrinks meanwhile. So all of it counts as used until it is trimmed, and the budget is kept. Trimming walks
 * the heap, and what it gives back is faulted in again, so it is left until the room is wanted.
 */
export class FreedMemory {
  readonly #budget: FreedFrom;
  readonly #gauge: Gauge;
  readonly #allocator: Allocator;
  readonly #endThreads: (most: number) => Bytes;
  #timer: NodeJS.Timeout | undefined;
  /** Until this much is freed, no reading can show more than is to be kept: the last one said so. */
  #readFrom = 0;
  /** What was measured beyond the reservations right after a trim: the program's own, which trimming does not give back. */
  #beside = 0;

  constructor(budget: FreedFrom, { gauge, allocator, endThreads = () => bytes(0) }: FreedMemoryOptions) {
    this.#budget = budget;
    this.#gauge = gauge;
    this.#allocator = allocator;
    this.#endThreads = endThreads;
  }

  /** To be told before work begins to use what it has reserved. */
  beforeUse(): void {
    const { reserved, allowed, counts } = this.#budget;
    const freed = counts.get("freed");
    if (reserved + freed > allowed) this.giveBack();
    else if (freed > mostKept && this.#keepsTooMuch(freed, reserved)) this.giveBack();
  }

  /** To be told once memory was freed, and before its reservation is given back. */
  freed(size: Bytes): void {
    const { reserved, permanent, counts } = this.#budget;
    const freed = counts.add("freed", size);
    if (reserved - size > permanent) return;
    if (freed > mostAwhile && this.#keepsTooMuch(freed, permanent)) this.giveBack();
    else this.#giveBackSoon();
  }

  /** Gives all of it back to the kernel now, but for threads that may stay: they still count as freed. */
  giveBack(threads = 0): void {
    this.#readFrom = 0;
    const { counts } = this.#budget;
    if (counts.take("freed") === 0) return;
    const stays = this.#endThreads(threads);
    this.#allocator.trim();
    if (stays > 0) counts.add("freed", stays);
    this.#beside = this.#extra(this.#budget.reserved);
  }

  /** As {@link freed}, where the reservation stays for what comes next: that may not fit into the holes that are left. */
  freedWithin(size: Bytes): void {
    this.#budget.counts.add("freed", size);
    this.beforeUse();
  }

  /**
   * Less than `mostKept` cannot be kept of less than that, and what was freed since the last reading cannot have added
   * more than its size; only then is a reading worth its price, a tenth of a millisecond. So a little more may be kept
   * for a moment, by `readEvery` at most.
   */
  #keepsTooMuch(freed: Bytes, used: Bytes): boolean {
    if (freed < this.#readFrom) return false;
    const extra = this.#extra(used);
    this.#beside = Math.min(this.#beside, extra);
    const kept = extra - this.#beside;
    this.#readFrom = freed + Math.max(readEvery, mostKept - kept);
    return kept > mostKept;
  }

  /** What is measured beyond what is accounted for. */
  #extra(used: Bytes): number {
    return Math.max(0, this.#gauge.now().measured - used);
  }

  /** Work that follows at once takes up what little the last has left; a process that is done is not kept alive. */
  #giveBackSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#budget.reserved <= this.#budget.permanent) this.giveBack(mostThreads);
    }, awhileMs).unref();
    this.#timer.refresh();
  }
}
