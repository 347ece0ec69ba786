/**
 * Short forms in which the cases of the budget matrix are written down: rows of one input, and what rows have in common.
 * Not here: the cases (bench/budget/cases, bench/budget/parts).
 * Read next: bench/budget/case.ts.
 */
import type { BudgetCase, SizeName } from "./case.ts";
import type { InputKind } from "./inputs.ts";
import type { OutputKindName } from "./outputs.ts";

type Row = readonly [recipe: string, output: OutputKindName, threads: number];

export const on = (size: SizeName, input: InputKind, rows: readonly Row[], other?: InputKind): BudgetCase[] =>
  rows.map(([recipe, output, threads]) => ({ input, size, other, recipe, output, threads }));

/** The same cases, given so much. */
export const within = (memory: string, cases: readonly BudgetCase[]): BudgetCase[] =>
  cases.map((each) => ({ ...each, memory }));

/** The same, with inputs that come as streams of bytes. */
export const streamed = (cases: readonly BudgetCase[]): BudgetCase[] =>
  cases.map((each) => ({ ...each, streamed: true }));
