/**
 * Short forms to write the cases of the budget matrix: rows of one input, with their common properties.
 * Not here: the cases (bench/budget/cases, bench/budget/parts).
 * Read next: bench/budget/case.ts.
 */
import type { BudgetCase, SizeName } from "./case.ts";
import type { InputKind } from "./inputs.ts";
import type { OutputKindName } from "./outputs.ts";

type Row = readonly [recipe: string, output: OutputKindName, threads: number];

export const on = (size: SizeName, input: InputKind, rows: readonly Row[], other?: InputKind): BudgetCase[] =>
  rows.map(([recipe, output, threads]) => ({ input, size, other, recipe, output, threads }));

/** The same cases with this budget. */
export const within = (memory: string, cases: readonly BudgetCase[]): BudgetCase[] =>
  cases.map((each) => ({ ...each, memory }));

/** The same cases with inputs that are streams of bytes. */
export const streamed = (cases: readonly BudgetCase[]): BudgetCase[] =>
  cases.map((each) => ({ ...each, streamed: true }));
