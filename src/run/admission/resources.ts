/**
 * The resources that all runs share: the ledger of the budget, the number of threads, and the release of memory.
 * Not here: making them (compose), or the rules of admission (budget/ledger/ledger).
 * Read next: run/engine.
 */
import type { FreedMemory } from "../../budget/guard/freed-memory.ts";
import type { Budget } from "../../budget/ledger/budget.ts";
import type { Ledger } from "../../budget/ledger/ledger.ts";
import type { Gauge } from "../../budget/measure/gauge.ts";

/** The rules for images that wait on disk. */
export interface ScratchRules {
  /** Whether all images that are read out of order wait on disk. */
  readonly forced: boolean;
  /** The ledger of their disk space, where it is limited. */
  readonly disk: Ledger | undefined;
}

export interface Resources {
  /** The ledger of the process, in this thread or in another. */
  readonly ledger: Budget;
  /** libvips threads for one image. */
  readonly threads: number;
  /** The rows of the tiles that libvips computes. */
  readonly tileHeight: number;
  readonly scratch: ScratchRules;
  readonly freedMemory: FreedMemory;
  readonly gauge: Gauge;
}
