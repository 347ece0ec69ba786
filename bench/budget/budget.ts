/**
 * The budget matrix: for each case, the plan's projection against the measured memory of a fresh process. With
 * `--cgroup`, whether each case survives in a control group of exactly the budget that Sluice names for it.
 * Not here: the cases (bench/budget/cases; bench/budget/parts with `--parts`), or running one
 * (test/support/price/price, test/support/price/price-in-group).
 * Read next: bench/budget/cases.ts, docs/explanation/memory.md.
 */
import { parseArgs } from "node:util";
import { cgroupsAvailable } from "../../test/support/machine/cgroup.ts";
import { measurePrice } from "../../test/support/price/price.ts";
import { runInTightest } from "../../test/support/price/price-in-group.ts";
import { ResultStore } from "../budget/result-store.ts";
import { inFolder } from "../pictures/in-folder.ts";
import { writeSection } from "../shown/results-section.ts";
import { type BudgetCase, caseName, taskOf } from "./case.ts";
import { budgetCases } from "./cases.ts";
import { partCases } from "./parts.ts";
import { budgetSection, groupSummary, groupTable, priceSummary, priceTable } from "./table.ts";
import { type Checked, type Grouped, groupVerdict, isFault, priceVerdict } from "./verdict.ts";

export const summary =
  "budget [--only TEXT] [--parts] [--large] [--cgroup] [--rounds N] [--again] [--json] [--write]: the plan's projections, case by case";

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: "" },
      rounds: { type: "string", default: "2" },
      parts: { type: "boolean", default: false },
      large: { type: "boolean", default: false },
      cgroup: { type: "boolean", default: false },
      again: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
    },
  });
  const { parts, large, again, json, write } = values;
  const noGroups = values.cgroup ? cgroupsAvailable() : undefined;
  if (noGroups !== undefined) throw new Error(`--cgroup needs a control group: ${noGroups}`);
  const cases = (parts ? partCases : budgetCases)({ large }).filter((each) => caseName(each).includes(values.only));
  const prices = new ResultStore<Checked>("prices", { again: again && !values.cgroup });
  const groups = new ResultStore<Grouped>("groups", { again: again && values.cgroup });
  if (values.cgroup) {
    const grouped = await each(cases, groups, checkInGroup, { verdict: groupVerdict, json });
    if (!json) process.stdout.write(`${groupTable(grouped)}\n${groupSummary(grouped)}`);
  } else {
    const checkOnce = (one: BudgetCase, folder: string): Promise<Checked> => check(one, folder, Number(values.rounds));
    const checked = await each(cases, prices, checkOnce, { verdict: priceVerdict, json });
    if (!json) process.stdout.write(`${priceTable(checked)}\n${priceSummary(checked)}`);
  }
  if (write) writeSection("budget.md", parts ? "budget parts" : "budget matrix", budgetSection(cases, prices, groups));
}

interface Showing<Result> {
  readonly verdict: (result: Result) => string;
  readonly json: boolean;
}

/** One after the other, because parallel cases would disturb each other's times. */
async function each<Result extends { readonly case: BudgetCase }>(
  cases: readonly BudgetCase[],
  store: ResultStore<Result>,
  checkOne: (one: BudgetCase, folder: string) => Promise<Result>,
  { verdict, json }: Showing<Result>,
): Promise<Result[]> {
  const started = performance.now();
  const results: Result[] = [];
  for (const [index, one] of cases.entries()) {
    const name = caseName(one);
    const result = store.get(name) ?? (await inFolder((folder) => checkOne(one, folder)));
    store.set(name, result);
    results.push(result);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    process.stderr.write(`${index + 1} of ${cases.length}, ${seconds} s: ${name}: ${verdict(result)}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ ...result, verdict: verdict(result) })}\n`);
    if (isFault(verdict(result))) process.exitCode = 1;
  }
  return results;
}

async function check(one: BudgetCase, folder: string, rounds: number): Promise<Checked> {
  try {
    return { case: one, ...(await measurePrice(await taskOf(one, folder), rounds)) };
  } catch (error) {
    return { case: one, failure: (error as Error).message };
  }
}

async function checkInGroup(one: BudgetCase, folder: string): Promise<Grouped> {
  const { budgets, run, wrong } = await runInTightest(await taskOf(one, folder));
  const { peakAnonymous, peakBytes, wallMs } = run;
  return { case: one, budgets, peakAnonymous, peakBytes, wallMs, wrong };
}
