/**
 * The tables of the budget matrix, in Markdown, with their summaries; sizes are in megabytes.
 * Not here: the verdicts (bench/budget/verdict).
 * Read next: bench/budget/verdict.ts, docs/explanation/memory.md.
 */

import type { ResultStore } from "../budget/result-store.ts";
import { machineText } from "../shown/comparison-table.ts";
import { markdownTable } from "../shown/table.ts";
import { type BudgetCase, caseName, inputName } from "./case.ts";
import { type Checked, type Grouped, groupVerdict, isFault, largeBytes, priceVerdict } from "./verdict.ts";

const names = ["input", "size", "recipe", "to", "threads"];

function namesOf(each: BudgetCase): string[] {
  const { size, recipe, output, threads, memory } = each;
  const to = memory === undefined ? output : `${output}, in ${memory}`;
  return [inputName(each), size, recipe, to, String(threads)];
}

const inMegabytes = (size: number): string => (size / 1e6).toFixed(0);

const inSeconds = (ms: number): string => (ms / 1e3).toFixed(1);

/** For the terminal, with the terms of the plan. */
export function priceTable(results: readonly Checked[]): string {
  const rows = results.map((checked) => {
    const time = checked.failure === undefined ? inSeconds(checked.elapsedMs) : "";
    return [...namesOf(checked.case), ...figures(checked), time, priceVerdict(checked), termsOf(checked)];
  });
  const head = [...names, "projected", "measured", "ratio", "s", "verdict", "largest terms, MB"];
  return markdownTable(head, rows);
}

function termsOf(checked: Checked): string {
  if (checked.failure !== undefined) return "";
  return checked.terms.map(({ name, size }) => `${name} ${(size / 1e6).toFixed(1)}`).join(", ");
}

/** Projected, measured, and their ratio. */
function figures(checked: Checked | undefined): string[] {
  if (checked === undefined || checked.failure !== undefined) return ["", "", ""];
  const { projected, measured } = checked;
  return [inMegabytes(projected), inMegabytes(measured), (projected / Math.max(1, measured)).toFixed(2)];
}

export function priceSummary(results: readonly Checked[]): string {
  const verdicts = results.map(priceVerdict);
  const count = (words: string): number => verdicts.filter((verdict) => verdict.startsWith(words)).length;
  const priced = results.filter((checked) => checked.failure === undefined);
  const large = priced.filter((checked) => checked.failure === undefined && checked.measured >= largeBytes);
  return (
    `${results.length} cases: ${priced.length} measured beside their projection, ${count("TOO LOW")} of them too low; ` +
    `${large.length} hold 64 MB or more, ${count("TOO HIGH")} of them are projected above 1.5 times that; ` +
    `${count("not there")} not there yet, ${count("FAILED")} failed.\n`
  );
}

export function groupTable(results: readonly Grouped[]): string {
  const head = [...names, "budget", "refused", "anonymous", "charged", "s", "verdict"];
  const rows = results.map((grouped) => {
    const { budgets, peakAnonymous, peakBytes, wallMs } = grouped;
    const sizes = [peakAnonymous, peakBytes].map(inMegabytes);
    const refused = String(budgets.length - 1);
    const budget = inMegabytes(budgets.at(-1) ?? 0);
    return [...namesOf(grouped.case), budget, refused, ...sizes, inSeconds(wallMs), groupVerdict(grouped)];
  });
  return markdownTable(head, rows);
}

export function groupSummary(results: readonly Grouped[]): string {
  const verdicts = results.map(groupVerdict);
  const survived = verdicts.filter((verdict) => verdict === "survives").length;
  const missing = verdicts.filter((verdict) => verdict === "not there yet").length;
  return (
    `${results.length} cases, each in a control group of exactly its budget: ${survived} survive, ` +
    `${verdicts.filter(isFault).length} do not, ${missing} not there yet.\n`
  );
}

/** For the documentation: the results of each case, and the machine. */
export function budgetSection(
  cases: readonly BudgetCase[],
  prices: ResultStore<Checked>,
  groups: ResultStore<Grouped>,
): string {
  const checked = cases.flatMap((each) => prices.get(caseName(each)) ?? []);
  const grouped = cases.flatMap((each) => groups.get(caseName(each)) ?? []);
  const rows = cases.map((each) => {
    const price = prices.get(caseName(each));
    const verdict = price === undefined ? "" : priceVerdict(price);
    return [...namesOf(each), ...figures(price), verdict, survival(groups.get(caseName(each)))];
  });
  const table = markdownTable([...names, "projected MB", "measured MB", "ratio", "", "survives in, MB"], rows);
  const summaries = [...(checked.length > 0 ? [priceSummary(checked)] : [])];
  if (grouped.length > 0) summaries.push(groupSummary(grouped));
  return `${machineText()}\n${summaries.join("\n")}\n${table}`;
}

function survival(grouped: Grouped | undefined): string {
  if (grouped === undefined) return "";
  const verdict = groupVerdict(grouped);
  return verdict === "survives" ? inMegabytes(grouped.budgets.at(-1) ?? 0) : verdict;
}
