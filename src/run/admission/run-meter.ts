/**
 * Measures one run, stage by stage, to compare it with its plan.
 * Not here: how memory is read (budget/measure/gauge), or the plan.
 * Read next: run/admission/admission, graph/output/explanation.
 */
import type { Gauge } from "../../budget/measure/gauge.ts";
import { PeakMeter } from "../../budget/measure/peak-meter.ts";
import { type Bytes, bytes } from "../../core/bytes.ts";
import type { Explanation } from "../../graph/output/explanation.ts";

const intervalMs = 5;

/** The maximum number of samples for a chart. When there are more, every second one is dropped, and so on. */
const maxSamples = 4000;

/** A stage's measurement is of the whole process meanwhile: run one image at a time to tell images apart. */
export class RunMeter implements Disposable {
  readonly #meter: PeakMeter;
  readonly #before: Bytes;
  readonly #started = performance.now();
  readonly #peaks: number[] = [];
  #stage = 0;
  #samples: (readonly [number, number])[] = [];
  #every = 1;
  #count = 0;

  constructor(gauge: Gauge) {
    this.#before = gauge.now().measured;
    this.#meter = new PeakMeter(gauge, { intervalMs, onSample: ({ measured }) => this.#note(measured) });
    this.#meter.start();
  }

  /** Call it when a stage of the plan begins. */
  enter(stage: number): void {
    this.#meter.sample();
    this.#stage = stage;
    this.#meter.sample();
  }

  /** The plan with the measurements so far. */
  explain(explanation: Explanation): Explanation {
    this.#meter.sample();
    const stages = explanation.stages.map((stage, index) => {
      const peak = this.#peaks[index];
      return peak === undefined ? stage : { ...stage, measured: bytes(Math.max(0, peak - this.#before)) };
    });
    const elapsedMs = performance.now() - this.#started;
    return { ...explanation, stages, run: { elapsedMs, peak: this.#meter.peak, samples: this.#samples } };
  }

  [Symbol.dispose](): void {
    this.#meter.stop();
  }

  #note(measured: number): void {
    this.#peaks[this.#stage] = Math.max(this.#peaks[this.#stage] ?? 0, measured);
    if (this.#count++ % this.#every !== 0) return;
    this.#samples.push([Math.round(performance.now() - this.#started), measured]);
    if (this.#samples.length <= maxSamples) return;
    this.#samples = this.#samples.filter((_, index) => index % 2 === 0);
    this.#every *= 2;
  }
}
