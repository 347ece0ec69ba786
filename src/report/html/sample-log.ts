/**
 * Keeps the readings of a run of any length in a fixed number of samples. When they are too many, it merges neighbours.
 * Not here: taking them (budget/measure/peak-meter).
 * Read next: report/html/page-collector.
 */

import type { Sample } from "../page-data.ts";
import { highest, thinned } from "./chart-scale.ts";

/** Several for each point of a chart. */
const maxSamples = 4000;

export class SampleLog {
  #samples: Sample[] = [];
  /** Readings per kept sample. */
  #every = 1;
  #pending: Sample[] = [];

  /** Keeps peaks: a sample is the highest of the readings it replaces. */
  add(sample: Sample): void {
    this.#pending.push(sample);
    if (this.#pending.length < this.#every) return;
    this.#samples.push(highest(this.#pending));
    this.#pending = [];
    if (this.#samples.length < maxSamples) return;
    this.#samples = [...thinned(this.#samples, maxSamples / 2)];
    this.#every *= 2;
  }

  /** In chronological order. */
  get samples(): readonly Sample[] {
    return this.#pending.length === 0 ? this.#samples : [...this.#samples, highest(this.#pending)];
  }
}
