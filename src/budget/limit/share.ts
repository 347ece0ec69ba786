/**
 * A part of this process's budget for a child process, which has a ledger of its own.
 * Not here: starting the child; or worker threads, which share this process's ledger by themselves.
 * Read next: budget/limit/limits, which reads the variable in the child.
 */
import type { Bytes } from "../../core/bytes.ts";
import type { Budget } from "../ledger/budget.ts";
import type { Reservation } from "../ledger/reservation.ts";

export interface ShareOptions {
  /** Stops waiting when aborted; a share already granted stays. Default: waits for ever. */
  readonly signal?: AbortSignal | undefined;
}

/** Stays reserved until it is disposed: dispose of it when the child has ended. */
export interface Share extends Disposable {
  /** The child's whole budget: Node itself takes about 45 MB of it. */
  readonly size: Bytes;
  /** For the child's environment, beside its other variables. */
  readonly env: { readonly SLUICE_MEMORY: string };
  dispose(): void;
}

/**
 * Waits until `size` bytes are free. They count as permanent, like the memory of the process itself: no image is
 * planned to wait for them.
 * @throws {BudgetError} when the budget can never have that much free.
 */
export async function takeShare(budget: Budget, size: Bytes, { signal }: ShareOptions): Promise<Share> {
  return new ReservedShare(await budget.reserve({ name: "a child process", tag: "process" }, size, { signal }));
}

class ReservedShare implements Share {
  readonly size: Bytes;
  readonly env: { readonly SLUICE_MEMORY: string };
  readonly #reservation: Reservation;

  constructor(reservation: Reservation) {
    this.#reservation = reservation;
    this.size = reservation.size;
    this.env = Object.freeze({ SLUICE_MEMORY: `${reservation.size}B` });
  }

  dispose(): void {
    this.#reservation.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}
