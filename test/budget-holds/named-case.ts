/**
 * A case of the budget matrix with its name, and the expectations for the tightest budget that Sluice names for it.
 * Not here: which cases; each test file has its own.
 * Read next: test/support/price/price-in-group.ts.
 */
import { expect } from "vitest";
import { type BudgetCase, caseName, taskOf } from "../../bench/budget/case.ts";
import { runInTightest } from "../support/price/price-in-group.ts";

export interface NamedCase {
  readonly name: string;
  readonly each: BudgetCase;
}

export function namedCase(
  input: BudgetCase["input"],
  size: BudgetCase["size"],
  recipe: string,
  output: BudgetCase["output"],
  threads: number,
): NamedCase {
  const each = { input, size, recipe, output, threads };
  return { name: caseName(each), each };
}

/** Runs the case in a control group of exactly that budget, and `spare` bytes. @returns the choices that made it fit. */
export async function expectDoneInTightest(
  { each }: Pick<NamedCase, "each">,
  folder: string,
  spare = 0,
): Promise<readonly string[]> {
  const { budgets, run, choices, wrong } = await runInTightest(await taskOf(each, folder, folder), spare);
  expect(wrong).toBeUndefined();
  // The first budget was refused, and the budget named in the refusal is enough.
  expect(budgets.length).toBeGreaterThan(1);
  expect(run.peakAnonymous).toBeLessThanOrEqual(budgets.at(-1) ?? 0);
  return choices;
}
