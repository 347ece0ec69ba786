/**
 * The outcome of a case of the budget matrix, and its verdict in words.
 * Not here: measuring (bench/budget/budget), or tables (bench/budget/table).
 * Read next: bench/budget/budget.ts.
 */
import { type Price, priceNoise } from "../../test/support/price/price.ts";
import type { BudgetCase } from "./case.ts";

/** Measured without a limit. */
export type Checked = { readonly case: BudgetCase } & (
  | (Price & { readonly failure?: undefined })
  | { readonly failure: string }
);

/** Run in a control group; sizes are bytes. */
export interface Grouped {
  readonly case: BudgetCase;
  /** The budgets of its attempts. All but the last were refused, and each refusal named the next one. */
  readonly budgets: readonly number[];
  readonly peakAnonymous: number;
  /** Including pages of files. */
  readonly peakBytes: number;
  readonly wallMs: number;
  /** In words, what went wrong. */
  readonly wrong?: string | undefined;
}

/** Images from this size on are large. Their projections must not exceed a given multiple of the measured size. */
export const largeBytes = 64_000_000;
const maxTimes = 1.5;

const notThereYet = "not there yet";

/** Empty if all is well. */
export function priceVerdict(checked: Checked): string {
  if (checked.failure !== undefined) return failureVerdict(checked.failure);
  const { projected, measured } = checked;
  if (measured > projected + priceNoise) return "TOO LOW";
  return measured >= largeBytes && projected > maxTimes * measured ? "TOO HIGH" : "";
}

export function groupVerdict({ wrong }: Grouped): string {
  return wrong === undefined ? "survives" : failureVerdict(wrong);
}

/** A format that this version does not know is not a failure of the budget. */
function failureVerdict(failure: string): string {
  const isMissing = /is not a format that can be written|nobody knows what a/.test(failure);
  return isMissing ? notThereYet : `FAILED: ${failure}`;
}

export function isFault(verdict: string): boolean {
  return /^(?:TOO|FAILED)/.test(verdict);
}
