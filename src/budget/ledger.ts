/**
 * The ledger: hands out the allowed bytes, first come first served, and knows who holds them.
 * Not here: where the limit comes from (budget/limits), or how much memory is really in use (budget/gauge).
 * Read next: budget/reservation, budget/queue, budget/refusal.
 */
import { type Bytes, bytes } from "../core/bytes.ts";
import type { Term } from "../plan/term.ts";
import { Queue, type Request } from "./queue.ts";
import { refusal } from "./refusal.ts";
import { type Entry, type Holding, type Owner, Reservation } from "./reservation.ts";

export interface ReserveOptions {
  /** Gives up the place in the queue; a reservation already granted is not taken back. Default: waits for ever. */
  readonly signal?: AbortSignal | undefined;
  /** What the bytes are for, by a plan; kept as they are, and shown by {@link Ledger.holdings}. */
  readonly terms?: readonly Term[] | undefined;
}

/**
 * Requests are served strictly in order: a small one never passes a large one that came before it, which would otherwise
 * starve. Holders must not wait: reserve all that a step can need in one request, or two steps may wait for each other.
 */
export class Ledger {
  /** The budget, in bytes. */
  readonly allowed: Bytes;
  readonly #entries = new Set<Entry>();
  readonly #queue = new Queue(() => this.#admit());
  #reserved = 0;
  #peakReserved = 0;
  #permanent = 0;

  /** @throws {UsageError} when `allowed` is negative or not finite. */
  constructor(allowed: Bytes) {
    this.allowed = bytes(allowed);
  }

  /** Bytes handed out now. */
  get reserved(): Bytes {
    return bytes(this.#reserved);
  }

  /** Bytes not handed out. A request of this size may still have to wait behind an earlier one. */
  get free(): Bytes {
    return bytes(this.allowed - this.#reserved);
  }

  /** The most bytes that were ever handed out at one time. */
  get peakReserved(): Bytes {
    return bytes(this.#peakReserved);
  }

  /** A copy of who holds what, in order of grant; reservations of 0 bytes are left out. */
  holdings(): readonly Holding[] {
    return Array.from(this.#entries, ({ owner, size, terms }) => ({ owner, size, ...(terms && { terms }) }));
  }

  /**
   * Waits until `size` bytes are free and every earlier request is served.
   * @throws {BudgetError} at once when `size` could not be met even with only the permanent holdings left, which are
   * those tagged "process"; a waiting request throws it as soon as a new permanent holding makes it impossible.
   * @throws the signal's reason when it is aborted first.
   */
  async reserve(owner: Owner, size: Bytes, options: ReserveOptions = {}): Promise<Reservation> {
    options.signal?.throwIfAborted();
    const request: Request = { owner, size: bytes(size), terms: options.terms, place: placeOf(this.reserve) };
    if (this.#isImpossible(request)) throw this.#refusal(request);
    return this.#isNext(request) ? this.#open(request) : this.#queue.join(request, options.signal);
  }

  /** Reserves without waiting: `undefined` when `size` bytes are not free, or when anybody waits for memory. */
  tryReserve(owner: Owner, size: Bytes): Reservation | undefined {
    const request: Request = { owner, size: bytes(size), place: placeOf(this.tryReserve) };
    return this.#isNext(request) ? this.#open(request) : undefined;
  }

  #isNext({ size }: Request): boolean {
    return this.#queue.first === undefined && size <= this.free;
  }

  #isImpossible({ size }: Request): boolean {
    return size > this.allowed - this.#permanent;
  }

  #refusal(request: Request): Error {
    return refusal(request, this.allowed, this.holdings());
  }

  #admit(): void {
    for (let next = this.#queue.first; next !== undefined && next.size <= this.free; next = this.#queue.first) {
      this.#queue.shift();
      next.grant(this.#open(next));
    }
  }

  #open({ owner, size, terms, place }: Request): Reservation {
    const entry: Entry = { owner, size: bytes(0), terms, place, resize: (to) => this.#book(entry, to) };
    this.#book(entry, size);
    return new Reservation(entry);
  }

  #book(entry: Entry, size: Bytes): void {
    const change = size - entry.size;
    entry.size = size;
    if (size > 0) this.#entries.add(entry);
    else this.#entries.delete(entry);
    this.#reserved += change;
    this.#peakReserved = Math.max(this.#peakReserved, this.#reserved);
    if (entry.owner.tag === "process") this.#bookPermanent(change);
    if (change < 0) this.#admit();
  }

  #bookPermanent(change: number): void {
    this.#permanent += change;
    this.#queue.refuse(this.#isImpossible.bind(this), this.#refusal.bind(this));
  }
}

/** Who called `method`: what a leak warning shows. 10 µs, a thousandth of the smallest job. */
function placeOf(method: (...args: never[]) => unknown): string {
  const trace = { stack: "" };
  Error.captureStackTrace(trace, method);
  return trace.stack.slice(trace.stack.indexOf("\n") + 1);
}
