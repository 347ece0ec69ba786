/**
 * What became of the cases of the budget matrix: the verdict on each, a table of all, and a count.
 * Not here: measuring (bench/budget).
 * Read next: bench/budget.ts, docs/memory.md.
 */
import { type Price, priceNoise } from "../test/support/price.ts";
import type { BudgetCase } from "./budget-case.ts";

export type Checked = { readonly case: BudgetCase } & (
  | (Price & { readonly terms: string; readonly failure?: undefined })
  | { readonly failure: string }
);

/** From here on an image is large, and its projection must not be above so many times what it holds. */
const largeBytes = 64_000_000;
const mostTimes = 1.5;

/** Empty where all is well. */
export function verdictOf(checked: Checked): string {
  if (checked.failure !== undefined) {
    const isMissing = /is not a format that can be written|nobody knows what a/.test(checked.failure);
    return isMissing ? "not there yet" : `FAILED: ${checked.failure}`;
  }
  const { projected, measured } = checked;
  if (projected === undefined) return "no projection";
  if (measured > projected + priceNoise) return "TOO LOW";
  return measured >= largeBytes && projected > mostTimes * measured ? "TOO HIGH" : "";
}

const head = [
  "input",
  "size",
  "recipe",
  "to",
  "threads",
  "projected",
  "measured",
  "ratio",
  "s",
  "verdict",
  "largest terms, MB",
];

/** In Markdown; sizes are megabytes. */
export function tableText(results: readonly Checked[]): string {
  const rows = results.map((checked) => {
    const { input, other, size, recipe, output, threads } = checked.case;
    const inputs = other === undefined ? input : `${input} and ${other}`;
    const names = [inputs, size, recipe.replaceAll("|", "\\|"), output, String(threads)];
    return [...names, ...figures(checked)];
  });
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return `${lines.join("\n")}\n`;
}

function figures(checked: Checked): string[] {
  if (checked.failure !== undefined) return ["", "", "", "", verdictOf(checked), ""];
  const { projected, measured, elapsedMs, terms } = checked;
  const ratio = projected === undefined ? "" : (projected / Math.max(1, measured)).toFixed(2);
  const megabytes = projected === undefined ? "" : (projected / 1e6).toFixed(0);
  const seconds = (elapsedMs / 1000).toFixed(1);
  return [megabytes, (measured / 1e6).toFixed(0), ratio, seconds, verdictOf(checked), terms];
}

export function summaryText(results: readonly Checked[]): string {
  const verdicts = results.map(verdictOf);
  const count = (words: string): number => verdicts.filter((verdict) => verdict.startsWith(words)).length;
  const priced = results.filter((checked) => checked.failure === undefined && checked.projected !== undefined);
  return (
    `${results.length} cases: ${priced.length} measured beside their projection, ${count("TOO LOW")} too low, ` +
    `${count("TOO HIGH")} of those above 64 MB too high, ${count("no projection")} without a projection, ` +
    `${count("not there yet")} not there yet, ${count("FAILED")} failed\n`
  );
}
