/**
 * The budget matrix: what the plan projects for each of its cases, against what a fresh process held for it.
 * Not here: the cases (bench/budget-cases), or whether they survive in that much (bench/budget-groups).
 * Read next: bench/budget-cases.ts, test/support/price.ts, docs/memory.md.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measurePrice } from "../test/support/price.ts";
import { type BudgetCase, caseName, taskOf } from "./budget-case.ts";
import { budgetCases } from "./budget-cases.ts";
import { type Checked, summaryText, tableText, verdictOf } from "./budget-table.ts";
import { termsOf } from "./budget-terms.ts";

export const summary =
  "budget [--only TEXT] [--rounds N] [--large] [--json]: checks what the plan projects, case by case";

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: "" },
      rounds: { type: "string", default: "2" },
      large: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const cases = budgetCases({ large: values.large }).filter((each) => caseName(each).includes(values.only));
  const results: Checked[] = [];
  const started = performance.now();
  for (const [index, each] of cases.entries()) {
    const result = await check(each, Number(values.rounds));
    results.push(result);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    process.stderr.write(`${index + 1} of ${cases.length}, ${seconds} s: ${caseName(each)}: ${verdictOf(result)}\n`);
    if (values.json) process.stdout.write(`${JSON.stringify({ ...result, verdict: verdictOf(result) })}\n`);
  }
  if (!values.json) process.stdout.write(`${tableText(results)}\n${summaryText(results)}`);
  if (results.some((result) => /TOO|FAILED/.test(verdictOf(result)))) process.exitCode = 1;
}

async function check(each: BudgetCase, rounds: number): Promise<Checked> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-budget-"));
  try {
    const task = await taskOf(each, folder);
    const price = await measurePrice(task, rounds);
    return { case: each, ...price, terms: await termsOf(task) };
  } catch (error) {
    return { case: each, failure: (error as Error).message };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
