/**
 * The budget of the process and how much of it is reserved, for a program to look at while work goes on.
 * Not here: one run's figures (graph/output/explanation), or stopping anything (budget/guard/backstop).
 * Read next: budget/measure/gauge, budget/ledger/itemise.
 */
import { type Bytes, bytes } from "../../core/bytes.ts";
import type { Budget } from "../ledger/budget.ts";
import { type Holding, holdingOf } from "../ledger/reservation.ts";
import type { Gauge } from "./gauge.ts";

/** All sizes in bytes, at one moment. */
export interface BudgetStatus {
  /** What the process may use. */
  readonly allowed: Bytes;
  /** What the process takes by itself: Node, libvips, worker threads. */
  readonly process: Bytes;
  /** What the work of all threads has reserved beyond `process`; 0 when nothing runs and no result is held. */
  readonly reserved: Bytes;
  /** What the kernel says the process and its children hold: anonymous and shared memory. See docs/explanation/memory.md. */
  readonly measured: Bytes;
  /** The owners in this thread with their reserved bytes, and what for. */
  readonly holdings: readonly Holding[];
}

export function budgetStatus(budget: Budget, gauge: Gauge): BudgetStatus {
  const { allowed, reserved, permanent } = budget;
  const holdings = budget.holdings().filter(({ owner }) => owner.tag !== "process");
  return {
    allowed,
    process: permanent,
    reserved: bytes(Math.max(0, reserved - permanent)),
    measured: gauge.now().measured,
    holdings: holdings.map(holdingOf),
  };
}
