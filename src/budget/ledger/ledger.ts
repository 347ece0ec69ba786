/**
 * The ledger: hands out the allowed bytes, first come first served, and knows who holds them.
 * Not here: where the limit comes from (budget/limit/limits), or how much memory is really in use (budget/measure/gauge).
 * Read next: budget/ledger/reservation, budget/ledger/queue, budget/ledger/refusal.
 */
import { type Bytes, bytes } from "../../core/bytes.ts";
import { debug } from "../../core/debug.ts";
import type { Keeper, Surrendered } from "./bookkeeper.ts";
import type { Budget, ReserveOptions } from "./budget.ts";
import { callSiteOf } from "./call-site.ts";
import { newRequest, Queue, type Request } from "./queue.ts";
import { refusal } from "./refusal.ts";
import { type Entry, type Holding, holdingOf, type Owner, Reservation } from "./reservation.ts";
import { SharedCounts } from "./shared-counts.ts";

/** Can delay grants although there is room for them. */
export interface Gate {
  /** Asked before every grant, except when nothing runs: one request must always be able to start. */
  mayGrant(): boolean;
  /** Called after every grant. */
  granted(): void;
}

/**
 * Serves requests strictly in order. A small request never passes an earlier large one, which would otherwise starve. A
 * holder must not wait for more: reserve all that a step can need in one request, or two steps may block each other.
 */
export class Ledger implements Budget, Keeper {
  readonly allowed: Bytes;
  readonly counts = new SharedCounts();
  readonly #entries = new Set<Entry>();
  readonly #queue = new Queue(() => this.wake());
  #gate: Gate | undefined;
  #paused = false;
  #reserved = 0;
  #peakReserved = 0;
  #permanent = 0;

  /** @throws {UsageError} when `allowed` is negative or not finite. */
  constructor(allowed: Bytes) {
    this.allowed = bytes(allowed);
    this.counts.set("allowed", this.allowed);
  }

  get reserved(): Bytes {
    return bytes(this.#reserved);
  }

  get permanent(): Bytes {
    return bytes(this.#permanent);
  }

  /** Bytes that are not reserved. A request of this size may still have to wait behind an earlier one. */
  get free(): Bytes {
    return bytes(Math.max(0, this.allowed - this.#reserved));
  }

  /** The highest number of bytes that were ever reserved at one time. */
  get peakReserved(): Bytes {
    return bytes(this.#peakReserved);
  }

  holdings(): readonly Holding[] {
    return Array.from(this.#entries, holdingOf);
  }

  reserve(owner: Owner, size: Bytes, { signal, terms }: ReserveOptions = {}): Promise<Reservation> {
    return this.request(newRequest({ owner, size, terms, place: callSiteOf(this.reserve) }), signal);
  }

  async request(request: Request, signal: AbortSignal | undefined): Promise<Reservation> {
    signal?.throwIfAborted();
    if (this.#isImpossible(request)) throw this.#refusal(request);
    if (this.#isNext(request)) return this.#open(request);
    this.#note("waits", request);
    return this.#queue.join(request, signal);
  }

  /** Reserves without waiting: `undefined` when `size` bytes are not free, or when another request waits. */
  tryReserve(owner: Owner, size: Bytes): Reservation | undefined {
    const request = newRequest({ owner, size: bytes(size), place: callSiteOf(this.tryReserve) });
    return this.#isNext(request) ? this.#open(request) : undefined;
  }

  adopt(entry: Entry): void {
    const size = entry.size;
    entry.size = bytes(0);
    entry.resize = (to) => this.#book(entry, to);
    this.#book(entry, size);
    this.#gate?.granted();
  }

  surrender(): Surrendered {
    this.pause();
    const entries = [...this.#entries].filter(({ owner }) => owner.thread === undefined);
    for (const entry of entries) this.#entries.delete(entry);
    return { entries, waiters: this.#queue.take(({ owner }) => owner.thread === undefined) };
  }

  /** Grants nothing until {@link resume}; it still books the bytes that holders give back. */
  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.wake();
  }

  guardedBy(gate: Gate): void {
    this.#gate = gate;
  }

  /** Serves waiting requests as far as there is room. Call it when the gate opens. */
  wake(): void {
    for (let next = this.#queue.first; next !== undefined && this.#hasRoom(next); next = this.#queue.first) {
      this.#queue.take((waiter) => waiter === next);
      next.grant(this.#open(next));
    }
  }

  #isNext(request: Request): boolean {
    return this.#queue.first === undefined && this.#hasRoom(request);
  }

  #hasRoom({ size }: Request): boolean {
    if (this.#paused || size > this.allowed - this.#reserved) return false;
    return this.#reserved <= this.#permanent || this.#gate === undefined || this.#gate.mayGrant();
  }

  #isImpossible({ size }: Request): boolean {
    return bytes(size) > this.allowed - this.#permanent;
  }

  #refusal(request: Request): Error {
    this.#note("refused", request);
    return refusal(request, this.allowed, this.holdings());
  }

  #open(request: Request): Reservation {
    const { id, owner, size, terms, place } = request;
    const entry: Entry = { id, owner, size, terms, place, resize: () => {} };
    this.adopt(entry);
    this.#note("granted", request);
    return new Reservation(entry);
  }

  #note(outcome: "granted" | "waits" | "refused", { owner: { name }, size }: Request): void {
    const { allowed, reserved } = this;
    debug(() => ({ event: "reservation", outcome, name, size, reserved, allowed }));
  }

  #book(entry: Entry, size: Bytes): void {
    const change = size - entry.size;
    entry.size = size;
    if (size > 0) this.#entries.add(entry);
    else this.#entries.delete(entry);
    this.#reserved += change;
    this.#peakReserved = Math.max(this.#peakReserved, this.#reserved);
    this.counts.set("reserved", this.#reserved);
    if (entry.owner.tag === "process") this.#bookPermanent(change);
    if (change < 0) this.wake();
  }

  #bookPermanent(change: number): void {
    this.#permanent += change;
    this.counts.set("permanent", this.#permanent);
    this.#queue.refuse(this.#isImpossible.bind(this), this.#refusal.bind(this));
  }
}
