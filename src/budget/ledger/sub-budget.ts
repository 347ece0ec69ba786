/**
 * A budget within another: what is reserved in it counts in both, so that several of them never take more than the whole.
 * Not here: the whole (budget/ledger/ledger, budget/threads/thread-budget), or who has a part of it (sluice).
 * Read next: budget/ledger/budget, budget/ledger/ledger.
 */
import type { Bytes } from "../../core/bytes.ts";
import type { Budget, ReserveOptions } from "./budget.ts";
import { callSiteOf } from "./call-site.ts";
import { Ledger } from "./ledger.ts";
import { newRequest } from "./queue.ts";
import { type Entry, type Holding, type Owner, Reservation } from "./reservation.ts";

/**
 * A request waits for its part first and then for the whole, each in the order in which requests came. Nobody who holds
 * memory waits for memory, and the whole never waits for a part, so no two requests wait for each other.
 */
export class SubBudget implements Budget {
  readonly #whole: Budget;
  readonly #part: Ledger;

  /** @throws {UsageError} when `allowed` is negative or not finite. */
  constructor(whole: Budget, allowed: Bytes) {
    this.#whole = whole;
    this.#part = new Ledger(allowed);
  }

  /** The part's own, unless the whole leaves less; `permanent` is of the same one. */
  get allowed(): Bytes {
    return this.#tighter.allowed;
  }

  get permanent(): Bytes {
    return this.#tighter.permanent;
  }

  /** Of the part. */
  get reserved(): Bytes {
    return this.#part.reserved;
  }

  holdings(): readonly Holding[] {
    return this.#part.holdings();
  }

  async reserve(owner: Owner, size: Bytes, options: ReserveOptions = {}): Promise<Reservation> {
    const place = callSiteOf(this.reserve);
    const own = await this.#part.reserve(owner, size, options);
    let shared: Reservation;
    try {
      shared = await this.#whole.reserve(owner, size, options);
    } catch (error) {
      own.dispose();
      throw error;
    }
    const request = newRequest({ owner: shared.owner, size, terms: options.terms, place });
    const entry: Entry = {
      ...request,
      size: request.size,
      terms: request.terms,
      resize: (to) => {
        entry.size = to;
        shared.shrinkTo(to, entry.terms);
        own.shrinkTo(to, entry.terms);
      },
    };
    return new Reservation(entry);
  }

  /** The one that leaves less beside what is held for good. */
  get #tighter(): Budget {
    const left = (budget: Budget): number => budget.allowed - budget.permanent;
    return left(this.#part) <= left(this.#whole) ? this.#part : this.#whole;
  }
}
