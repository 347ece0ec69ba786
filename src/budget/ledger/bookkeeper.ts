/**
 * The two ways to keep the books for the work of one thread: its own ledger, or a link to another thread's ledger.
 * Not here: which of the two, and when one takes over from the other (budget/threads/thread-budget).
 * Read next: budget/ledger/ledger, budget/threads/remote-ledger.
 */
import type { Request, Waiter } from "./queue.ts";
import type { Entry, Holding, Reservation } from "./reservation.ts";
import type { SharedCounts } from "./shared-counts.ts";

/** The reservations and waiting requests of a thread, on their way from one keeper to the next. */
export interface Surrendered {
  readonly entries: readonly Entry[];
  readonly waiters: readonly Waiter[];
}

export interface Keeper {
  readonly counts: SharedCounts;
  holdings(): readonly Holding[];
  /** As `Budget.reserve`. */
  request(request: Request, signal: AbortSignal | undefined): Promise<Reservation>;
  /** Books an existing entry, even beyond what is allowed, and gets the changes of its size from now on. */
  adopt(entry: Entry): void;
  /** Stops granting, and hands over the entries and waiters of this thread to the next keeper. */
  surrender(): Surrendered;
}
