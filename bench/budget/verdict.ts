/**
 * What became of a case of the budget matrix, and what is to be said of it.
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
  /** The budgets that it was given: all but the last were refused, and each refusal named the next. */
  readonly budgets: readonly number[];
  readonly peakAnonymous: number;
  /** With pages of files. */
  readonly peakBytes: number;
  readonly wallMs: number;
  /** What is wrong, in words. */
  readonly wrong?: string | undefined;
}

/** From here on an image is large, and its projection must not be above so many times what it holds. */
export const largeBytes = 64_000_000;
const mostTimes = 1.5;

const notThereYet = "not there yet";

/** Empty where all is well. */
export function priceVerdict(checked: Checked): string {
  if (checked.failure !== undefined) return failureVerdict(checked.failure);
  const { projected, measured } = checked;
  if (measured > projected + priceNoise) return "TOO LOW";
  return measured >= largeBytes && projected > mostTimes * measured ? "TOO HIGH" : "";
}

export function groupVerdict({ wrong }: Grouped): string {
  return wrong === undefined ? "survives" : failureVerdict(wrong);
}

/** A format that this version does not know is not a fault of the budget. */
function failureVerdict(failure: string): string {
  const isMissing = /is not a format that can be written|nobody knows what a/.test(failure);
  return isMissing ? notThereYet : `FAILED: ${failure}`;
}

export function isFault(verdict: string): boolean {
  return /^(?:TOO|FAILED)/.test(verdict);
}
