/**
 * What work needs of the budget: how much there is, how much is taken, and a place in the queue for a part of it.
 * Not here: who grants it, the ledger of this thread or another thread's (budget/ledger/ledger, budget/threads/remote-ledger).
 * Read next: budget/ledger/ledger.
 */
import type { Bytes } from "../../core/bytes.ts";
import type { Term } from "../../core/term.ts";
import type { Holding, Owner, Reservation } from "./reservation.ts";

export interface ReserveOptions {
  /** Gives up the place in the queue; a reservation already granted is not taken back. Default: waits for ever. */
  readonly signal?: AbortSignal | undefined;
  /** What the bytes are for, by a plan; kept as they are, and shown by {@link Budget.holdings}. */
  readonly terms?: readonly Term[] | undefined;
}

export interface Budget {
  /** All of it, in bytes. */
  readonly allowed: Bytes;
  /** Bytes handed out now, in all threads. */
  readonly reserved: Bytes;
  /** Of these, what is held for good: by Node, the library, threads and child processes; the tag is "process". */
  readonly permanent: Bytes;
  /**
   * Waits until `size` bytes are free and every earlier request of any thread is served.
   * @throws {BudgetError} at once when `size` could not be met even with only the permanent holdings left; a waiting
   * request throws it as soon as a new permanent holding makes it impossible.
   * @throws the signal's reason when it is aborted first.
   */
  reserve(owner: Owner, size: Bytes, options?: ReserveOptions): Promise<Reservation>;
  /** A copy of who holds what, in order of grant; reservations of 0 bytes are left out. */
  holdings(): readonly Holding[];
}
