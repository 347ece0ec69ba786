/**
 * The budget as work sees it: how much there is, how much is reserved, and a queue for a part of it.
 * Not here: who grants it, the ledger of this thread or another thread's (budget/ledger/ledger,
 * budget/threads/remote-ledger).
 * Read next: budget/ledger/ledger.
 */
import type { Bytes } from "../../core/bytes.ts";
import type { Term } from "../../core/term.ts";
import type { Holding, Owner, Reservation } from "./reservation.ts";

export interface ReserveOptions {
  /** Leaves the queue when aborted; a reservation already granted stays. Default: waits for ever. */
  readonly signal?: AbortSignal | undefined;
  /**
   * What the bytes are for, according to a plan. The budget does not change them; {@link Budget.holdings} shows them.
   */
  readonly terms?: readonly Term[] | undefined;
}

export interface Budget {
  /** The whole budget, in bytes. */
  readonly allowed: Bytes;
  /** Bytes reserved now, in all threads. */
  readonly reserved: Bytes;
  /** The part of `reserved` that Node, the library, threads and child processes hold for good; its tag is "process". */
  readonly permanent: Bytes;
  /**
   * Waits until `size` bytes are free and every earlier request of any thread is served.
   * @throws {BudgetError} at once when `size` would not fit even beside the permanent holdings alone; a waiting request
   * throws it as soon as a new permanent holding makes it impossible.
   * @throws the signal's reason when it is aborted first.
   */
  reserve(owner: Owner, size: Bytes, options?: ReserveOptions): Promise<Reservation>;
  /** A copy of all holdings, in order of grant, without reservations of 0 bytes. */
  holdings(): readonly Holding[];
}
