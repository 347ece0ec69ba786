/**
 * The queue of requests that wait for memory, in the order of their arrival. Each waits until it is served or gives up.
 * Not here: whether a request can be served, or ever could be; the ledger decides that.
 * Read next: budget/ledger/ledger.
 */
import type { CallSite } from "./call-site.ts";
import type { Holding, Reservation } from "./reservation.ts";

/** What a caller asks for, and the call that asked. */
export interface Request extends Holding {
  /** Unique among the requests of this thread. */
  readonly id: number;
  /** The call that asked. */
  readonly place: CallSite;
}

let requests = 0;

export function newRequest(request: Omit<Request, "id">): Request {
  requests += 1;
  return { id: requests, ...request };
}

/** The part of a request that can be posted to another thread, without the callbacks of a waiter. */
export function plainRequest({ id, owner, size, terms, place }: Request): Request {
  return { id, owner, size, terms, place: { text: place.text } };
}

export interface Waiter extends Request {
  readonly signal: AbortSignal | undefined;
  grant(reservation: Reservation): void;
  refuse(reason: unknown): void;
}

/** First in, first out; no request overtakes another. */
export class Queue {
  #waiters: Waiter[] = [];
  readonly #onGivenUp: (waiters: readonly Waiter[]) => void;
  /**
   * One function for all waiters: adding it to the same signal again does nothing, so that the shared signal of a batch
   * keeps one listener. With one listener a waiter, Node warns of a leak from the eleventh on.
   */
  readonly #onAbort = (): void => {
    const waiters = this.refuse(
      ({ signal }) => signal?.aborted === true,
      ({ signal }) => signal?.reason,
    );
    this.#onGivenUp(waiters);
  };

  /** `onGivenUp` is called after waiters gave up, so that the waiters behind them are served at once. */
  constructor(onGivenUp: (waiters: readonly Waiter[]) => void) {
    this.#onGivenUp = onGivenUp;
  }

  /** The next waiter to be served; `undefined` when the queue is empty. */
  get first(): Waiter | undefined {
    return this.#waiters[0];
  }

  /** Waits at the end of the queue. Rejects with the signal's reason, or with the reason from {@link refuse}. */
  async join(request: Request, signal: AbortSignal | undefined): Promise<Reservation> {
    signal?.addEventListener("abort", this.#onAbort);
    try {
      return await new Promise<Reservation>((grant, refuse) => {
        this.#waiters.push({ ...request, signal, grant, refuse });
      });
    } finally {
      const shared = this.#waiters.some((waiter) => waiter.signal === signal);
      if (!shared) signal?.removeEventListener("abort", this.#onAbort);
    }
  }

  /** Removes and rejects every waiter that `where` picks. */
  refuse(where: (waiter: Waiter) => boolean, reason: (waiter: Waiter) => unknown): readonly Waiter[] {
    const refused = this.take(where);
    for (const waiter of refused) waiter.refuse(reason(waiter));
    return refused;
  }

  /** Removes every waiter that `where` picks, to be served, or to wait elsewhere. */
  take(where: (waiter: Waiter) => boolean): readonly Waiter[] {
    const taken = this.#waiters.filter(where);
    if (taken.length > 0) this.#waiters = this.#waiters.filter((waiter) => !taken.includes(waiter));
    return taken;
  }
}
