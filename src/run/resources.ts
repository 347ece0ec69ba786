/**
 * What every run shares: the ledger of the budget, the number of threads, and giving memory back.
 * Not here: making them (compose), or the rules of admission (budget/ledger).
 * Read next: run/engine.
 */
import type { FreedMemory } from "../budget/freed-memory.ts";
import type { Gauge } from "../budget/gauge.ts";
import type { Ledger } from "../budget/ledger.ts";
import type { Reservation } from "../budget/reservation.ts";

export interface Resources {
  readonly ledger: Ledger;
  /** libvips threads for one image. */
  readonly threads: number;
  /** What the process itself holds for good, measured at start: Node, the library, worker threads. */
  readonly process: Reservation;
  readonly freedMemory: FreedMemory;
  readonly gauge: Gauge;
}
