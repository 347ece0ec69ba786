/**
 * The budget for the work of one thread, over the keeper that has the books at the moment.
 * Not here: which keeper that is (budget/threads/process-ledger).
 * Read next: budget/ledger/bookkeeper.
 */
import type { Bytes } from "../../core/bytes.ts";
import type { Keeper } from "../ledger/bookkeeper.ts";
import type { Budget, ReserveOptions } from "../ledger/budget.ts";
import { callSiteOf } from "../ledger/call-site.ts";
import { newRequest } from "../ledger/queue.ts";
import type { Holding, Owner, Reservation } from "../ledger/reservation.ts";
import { SharedCounts } from "../ledger/shared-counts.ts";

export class ThreadBudget implements Budget {
  #keeper: Keeper | undefined;

  get counts(): SharedCounts {
    return this.#keeper?.counts ?? new SharedCounts();
  }

  get allowed(): Bytes {
    return this.counts.get("allowed");
  }

  get reserved(): Bytes {
    return this.counts.get("reserved");
  }

  get permanent(): Bytes {
    return this.counts.get("permanent");
  }

  /** Where another thread has the ledger, only the holdings of this thread. */
  holdings(): readonly Holding[] {
    return this.#keeper?.holdings() ?? [];
  }

  /** Call it once there is a keeper. */
  async reserve(owner: Owner, size: Bytes, { signal, terms }: ReserveOptions = {}): Promise<Reservation> {
    const request = newRequest({ owner, size, terms, place: callSiteOf(this.reserve) });
    if (this.#keeper === undefined) throw new Error("the budget was not opened");
    return await this.#keeper.request(request, signal);
  }

  /** Makes `keeper` the new keeper. It takes over all holdings and waiting requests, and their owners see no change. */
  use(keeper: Keeper): void {
    const { entries, waiters } = this.#keeper?.surrender() ?? { entries: [], waiters: [] };
    this.#keeper = keeper;
    for (const entry of entries) keeper.adopt(entry);
    for (const waiter of waiters) keeper.request(waiter, waiter.signal).then(waiter.grant, waiter.refuse);
  }
}
