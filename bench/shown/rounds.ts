/**
 * Runs contenders in turn, round after round, each a whole process. Summarises their costs and ratios.
 * Not here: what they run, or printing (bench/shown/comparison-table).
 * Read next: bench/shown/comparison-table.ts, bench/thumb.ts.
 */
import { type MeasuredRun, measureRun } from "../../test/support/machine/peak-memory.ts";

export interface Contender {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Replaces the default way to run and measure the command. For a contender in a control group. */
  readonly measure?: () => Promise<MeasuredRun>;
  /** Number of rounds to take part in. Default: all, and a warm-up before them. */
  readonly rounds?: number;
}

export const quantities = ["wallMs", "cpuMs", "peakRss", "peakUnreclaimable"] as const;
export type Quantity = (typeof quantities)[number];

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** The costs of one contender over all rounds. */
export interface Result {
  readonly name: string;
  readonly spreads: Readonly<Record<Quantity, Spread>>;
  readonly runs: readonly MeasuredRun[];
  /** Runs that did not end with exit code 0. */
  readonly failures: number;
}

/**
 * One warm-up each, which fills the page cache and does not count, then the rounds. Other work on the machine disturbs
 * whole seconds, so contenders take turns, and the ratios within a round count.
 */
export async function compare(contenders: readonly Contender[], rounds: number): Promise<Result[]> {
  const runs = contenders.map((): MeasuredRun[] => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const most = contender.rounds ?? rounds;
      if (round >= most || (round < 0 && most < rounds)) continue;
      process.stderr.write(`${round < 0 ? "warm-up" : `round ${round + 1} of ${rounds}`}: ${contender.name}\n`);
      const run = await (contender.measure?.() ?? measureRun(contender.command, contender.args));
      if (run.exitCode !== 0) process.stderr.write(`${contender.name}: ${explain(run)}\n`);
      if (round >= 0) runs[index]?.push(run);
    }
  }
  return contenders.map(({ name }, index) => sumUp(name, runs[index] ?? []));
}

/** The cost of `one` divided by that of `other`, round by round: below 1, `one` needs less. */
export function ratios(one: Result, other: Result): Record<Quantity, Spread> {
  const pairs = one.runs.flatMap((run, round) => {
    const peer = other.runs[round];
    return peer === undefined ? [] : [{ run, peer }];
  });
  return eachQuantity((quantity) => spread(pairs.map(({ run, peer }) => run[quantity] / peer[quantity])));
}

function explain({ exitCode, signal, stderr }: MeasuredRun): string {
  return `${signal === null ? `exit code ${exitCode}` : `killed by ${signal}`} ${stderr.trim().split("\n").at(-1) ?? ""}`;
}

function sumUp(name: string, runs: readonly MeasuredRun[]): Result {
  return {
    name,
    spreads: eachQuantity((quantity) => spread(runs.map((run) => run[quantity]))),
    runs,
    failures: runs.filter(({ exitCode }) => exitCode !== 0).length,
  };
}

function eachQuantity(value: (quantity: Quantity) => Spread): Record<Quantity, Spread> {
  return {
    wallMs: value("wallMs"),
    cpuMs: value("cpuMs"),
    peakRss: value("peakRss"),
    peakUnreclaimable: value("peakUnreclaimable"),
  };
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const last = sorted.length - 1;
  return { min: at(0), median: (at(Math.floor(last / 2)) + at(Math.ceil(last / 2))) / 2, max: at(last) };
}
