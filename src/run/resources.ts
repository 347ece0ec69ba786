/**
 * What every run shares: the ledger of the budget, the number of threads, and giving memory back.
 * Not here: making them (compose), or the rules of admission (budget/ledger).
 * Read next: run/engine.
 */

import type { Ledger } from "../budget/ledger.ts";
import type { Reservation } from "../budget/reservation.ts";
import type { Bytes } from "../core/bytes.ts";

export interface Resources {
  readonly ledger: Ledger;
  /** libvips threads for one image. */
  readonly threads: number;
  /** What the process itself holds for good, measured at start: Node, the library, worker threads. */
  readonly process: Reservation;
  /** Gives freed memory back to the kernel, where enough of it has gathered; after each image, with what it reserved. */
  readonly release: (finished: Bytes) => void;
}
