/**
 * What every run shares: the ledger of the budget, the number of threads, and giving memory back.
 * Not here: making them (compose), or the rules of admission (budget/ledger).
 * Read next: run/engine.
 */
import type { Budget } from "../budget/budget.ts";
import type { FreedMemory } from "../budget/freed-memory.ts";
import type { Gauge } from "../budget/gauge.ts";
import type { Ledger } from "../budget/ledger.ts";

/** Of images that wait on disk. */
export interface ScratchRules {
  /** Whether all do that are read out of order. */
  readonly forced: boolean;
  /** The disk that they may take, where it is limited. */
  readonly disk: Ledger | undefined;
}

export interface Resources {
  /** The ledger of the process, in this thread or in another. */
  readonly ledger: Budget;
  /** libvips threads for one image. */
  readonly threads: number;
  readonly scratch: ScratchRules;
  readonly freedMemory: FreedMemory;
  readonly gauge: Gauge;
}
