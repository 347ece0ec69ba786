/**
 * Who keeps the books for the work of one thread: its own ledger, or a link to another thread's.
 * Not here: which of the two, and when one takes over from the other (budget/threads/thread-budget).
 * Read next: budget/ledger/ledger, budget/threads/remote-ledger.
 */
import type { Request, Waiter } from "./queue.ts";
import type { Entry, Holding, Reservation } from "./reservation.ts";
import type { SharedCounts } from "./shared-counts.ts";

/** What a thread holds and waits for, on its way from one keeper to the next. */
export interface Surrendered {
  readonly entries: readonly Entry[];
  readonly waiters: readonly Waiter[];
}

export interface Keeper {
  readonly counts: SharedCounts;
  holdings(): readonly Holding[];
  /** As `Budget.reserve`. */
  request(request: Request, signal: AbortSignal | undefined): Promise<Reservation>;
  /** Books what is held already, even beyond what is allowed, and hears of its changes from now on. */
  adopt(entry: Entry): void;
  /** Grants nothing any more, and forgets what this thread holds and waits for: the next keeper has it. */
  surrender(): Surrendered;
}
