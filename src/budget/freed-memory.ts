/**
 * Decides when freed memory goes back to the kernel: always before it could lead beyond the budget, and when work ends.
 * Not here: how it goes back (budget/allocator), or who may have how much (budget/ledger).
 * Read next: docs/memory.md, "The allocator".
 */
import { type Bytes, bytes } from "../core/bytes.ts";
import type { Allocator } from "./allocator.ts";
import type { Gauge } from "./gauge.ts";
import type { Ledger } from "./ledger.ts";

/** As much may stay for a moment when work ends: trimming and faulting in again cost more than a small image does. */
const mostAwhile = 128_000_000;
const awhileMs = 100;

/** Freed memory that may stay with the process while the budget has room for it. */
const mostKept = 64_000_000;

/**
 * What was freed since the last trim may still be resident; how much of it nobody can tell, for the rest of the process
 * grows and shrinks meanwhile. So all of it counts as used until it is trimmed, and the budget is kept. Trimming walks
 * the heap, and what it gives back is faulted in again, so it is left until the room is wanted.
 */
export class FreedMemory {
  readonly #ledger: Ledger;
  readonly #gauge: Gauge;
  readonly #allocator: Allocator;
  /** What is reserved for good. */
  readonly #permanent: Bytes;
  #freed = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(ledger: Ledger, permanent: Bytes, { gauge, allocator }: { gauge: Gauge; allocator: Allocator }) {
    this.#ledger = ledger;
    this.#gauge = gauge;
    this.#allocator = allocator;
    this.#permanent = permanent;
  }

  /** To be told before work begins to use what it has reserved. */
  beforeUse(): void {
    const { reserved, allowed } = this.#ledger;
    if (reserved + this.#freed > allowed) this.giveBack();
    // Less than that cannot be kept of less than that; the reading is for what was in fact given back.
    else if (this.#freed > mostKept && this.#gauge.now().measured > reserved + mostKept) this.giveBack();
  }

  /** To be told once memory was freed, and before its reservation is given back. */
  freed(size: Bytes): void {
    this.#freed = bytes(this.#freed + size);
    if (this.#ledger.reserved - size > this.#permanent) return;
    if (this.#freed > mostAwhile && this.#gauge.now().measured > this.#permanent + mostKept) this.giveBack();
    else this.#trimSoon();
  }

  /** Work that follows at once takes up what little the last has left; a process that is done is not kept alive. */
  #trimSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#ledger.reserved <= this.#permanent) this.giveBack();
    }, awhileMs).unref();
  }

  /** Gives all of it back to the kernel now. */
  giveBack(): void {
    if (this.#freed === 0) return;
    this.#allocator.trim();
    this.#freed = 0;
  }
}
