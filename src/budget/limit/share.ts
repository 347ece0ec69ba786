/**
 * A part of this process's budget for a child process, which has a ledger of its own.
 * Not here: starting the child; or worker threads, which share this process's ledger by themselves.
 * Read next: budget/limit/limits, which reads the variable in the child.
 */
import type { Bytes } from "../../core/bytes.ts";
import type { Budget } from "../ledger/budget.ts";
import type { Reservation } from "../ledger/reservation.ts";

export interface ShareOptions {
  /** Gives up waiting; a share already granted is not taken back. Default: waits for ever. */
  readonly signal?: AbortSignal | undefined;
}

/** Reserved until it is disposed: do that when the child has ended. */
export interface Share extends Disposable {
  /** The child's whole budget: Node itself takes 45 MB or so of it. */
  readonly size: Bytes;
  /** For the child's environment, beside what else it needs. */
  readonly env: { readonly SLUICE_MEMORY: string };
  dispose(): void;
}

/**
 * Waits until `size` bytes are free. They count as held for good, as what the process itself holds: no image is planned
 * to wait for them.
 * @throws {BudgetError} when there can never be as much.
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
