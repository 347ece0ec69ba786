/**
 * What every run shares: the ledger of the budget, the number of threads, and giving memory back.
 * Not here: making them (compose), or the rules of admission (budget/ledger/ledger).
 * Read next: run/engine.
 */
import type { FreedMemory } from "../../budget/guard/freed-memory.ts";
import type { Budget } from "../../budget/ledger/budget.ts";
import type { Ledger } from "../../budget/ledger/ledger.ts";
import type { Gauge } from "../../budget/measure/gauge.ts";

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
  /** Rows of the tiles that libvips computes. */
  readonly tileHeight: number;
  readonly scratch: ScratchRules;
  readonly freedMemory: FreedMemory;
  readonly gauge: Gauge;
}
