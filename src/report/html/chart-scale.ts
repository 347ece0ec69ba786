/**
 * The arithmetic of charts: thins readings out without losing a peak, and finds round numbers for an axis.
 * Not here: drawing (report/html/chart).
 * Read next: report/html/chart.
 */
import type { Sample } from "../page-data.ts";

/**
 * Reduces readings to `max` at most, over the same time. Each kept reading is the highest of its group: a chart of a
 * minute has no room for every reading, and its purpose is to show the peaks.
 */
export function thinned(samples: readonly Sample[], max: number): readonly Sample[] {
  if (samples.length <= max) return samples;
  return Array.from({ length: max }, (_, index) => {
    const from = Math.floor((index * samples.length) / max);
    const until = Math.floor(((index + 1) * samples.length) / max);
    return highest(samples.slice(from, until));
  });
}

/**
 * The reading with the most bytes measured, combined with the largest reserved size of the group. The
 * samples are not empty.
 */
export function highest(samples: readonly Sample[]): Sample {
  const top = samples.reduce((best, each) => (each[1] > best[1] ? each : best));
  const reserved = samples.reduce((max, [, , each = 0]) => Math.max(max, each), 0);
  return reserved > 0 ? [top[0], top[1], reserved] : top;
}

/** Round numbers from 0 to `max`, about `count` of them, in steps of 1, 2 or 5 times a power of ten. */
export function ticks(max: number, count: number): number[] {
  if (!(max > 0)) return [0];
  const rough = max / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.floor(max / step + 1e-9) + 1 }, (_, index) => index * step);
}

/** Round steps of time, in milliseconds. */
const timeSteps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60_000),
  ...[1, 2, 3, 6, 12, 24].map((hours) => hours * 3_600_000),
];

export interface TimeTick {
  readonly ms: number;
  readonly label: string;
}

/** Round times from 0 to `durationMs`, some five of them. */
export function timeTicks(durationMs: number): TimeTick[] {
  const step = timeSteps.find((each) => durationMs / each <= 6) ?? durationMs / 5;
  return Array.from({ length: Math.floor(durationMs / step) + 1 }, (_, index) => {
    const ms = index * step;
    return { ms, label: ms === 0 ? "0" : timeLabel(ms, step) };
  });
}

function timeLabel(ms: number, step: number): string {
  if (step < 200) return `${ms} ms`;
  if (step < 60_000) return `${ms / 1000} s`;
  return step < 3_600_000 ? `${ms / 60_000} min` : `${Math.round(ms / 3_600_000)} h`;
}

/** The top of the chart's axis, and whether the budget is within it. */
export interface Axis {
  readonly top: number;
  readonly showsAllowed: boolean;
}

/**
 * A budget of many times the used memory would press everything else flat. The chart then leaves it out, and
 * the legend says so.
 */
export function axisFor(used: number, allowed: number): Axis {
  const showsAllowed = allowed <= used * 8;
  return { top: Math.max(1, (showsAllowed ? Math.max(used, allowed) : used) * 1.08), showsAllowed };
}
