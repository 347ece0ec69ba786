/**
 * Prints a comparison: the costs of each contender, then the ratios of chosen pairs.
 * Not here: running it (bench/shown/rounds).
 * Read next: bench/shown/rounds.ts, bench/shown/machine.ts.
 */
import { machineFacts } from "./machine.ts";
import { type Quantity, quantities, type Result, ratios, type Spread } from "./rounds.ts";
import { table } from "./table.ts";

const titles: Readonly<Record<Quantity, string>> = {
  wallMs: "time, s",
  cpuMs: "processor, s",
  peakRss: "peak RSS, MB",
  peakUnreclaimable: "peak unreclaimable, MB",
};

/** Milliseconds become seconds, bytes megabytes. */
const units: Readonly<Record<Quantity, number>> = { wallMs: 1e3, cpuMs: 1e3, peakRss: 1e6, peakUnreclaimable: 1e6 };

/** `pairs` are the names of contenders to compare, the first divided by the second. */
export function comparisonText(
  title: string,
  results: readonly Result[],
  pairs: readonly (readonly [one: string, other: string])[],
): string {
  const head = ["", ...quantities.map((quantity) => titles[quantity]), "rounds", "failed"];
  const rows = results.map(({ name, spreads, runs, failures }) => [
    name,
    ...quantities.map((quantity) => spreadText(spreads[quantity], units[quantity], quantity.endsWith("Ms") ? 2 : 0)),
    String(runs.length),
    String(failures),
  ]);
  const ratioRows = pairs.flatMap(([one, other]) => {
    const [a, b] = [one, other].map((wanted) => results.find(({ name }) => name === wanted));
    if (a === undefined || b === undefined) return [];
    const of = ratios(a, b);
    return [[`${one} / ${other}`, ...quantities.map((quantity) => spreadText(of[quantity], 1, 2)), "", ""]];
  });
  return `${title}\n(minimum / median / maximum; ratios within each round)\n\n${table(head, [...rows, ...ratioRows])}\n`;
}

export function machineText(): string {
  const facts = Object.entries(machineFacts()).map(([name, value]) => `${name} ${value}`);
  return `${facts.join(", ")}\n`;
}

function spreadText({ min, median, max }: Spread, unit: number, digits: number): string {
  return [min, median, max].map((value) => (value / unit).toFixed(digits)).join(" / ");
}
