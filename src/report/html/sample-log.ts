/**
 * Keeps the readings of a run, however long, in a fixed number: two become one where they would be too many.
 * Not here: taking them (budget/measure/peak-meter).
 * Read next: report/html/page-collector.
 */

import type { Sample } from "../page-data.ts";
import { highest, thinned } from "./chart-scale.ts";

/** Several for each point of a chart. */
const mostSamples = 4000;

export class SampleLog {
  #samples: Sample[] = [];
  /** Readings that come to one kept sample. */
  #every = 1;
  #pending: Sample[] = [];

  /** Peaks are kept: a sample stands for those around it that are lower. */
  add(sample: Sample): void {
    this.#pending.push(sample);
    if (this.#pending.length < this.#every) return;
    this.#samples.push(highest(this.#pending));
    this.#pending = [];
    if (this.#samples.length < mostSamples) return;
    this.#samples = [...thinned(this.#samples, mostSamples / 2)];
    this.#every *= 2;
  }

  /** In the order of time. */
  get samples(): readonly Sample[] {
    return this.#pending.length === 0 ? this.#samples : [...this.#samples, highest(this.#pending)];
  }
}
