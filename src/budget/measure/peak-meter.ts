/**
 * Samples a gauge while work runs and keeps the highest reading: the measured peak of one run.
 * Not here: how memory is read (budget/measure/gauge), or what happens on an overrun.
 * Read next: budget/measure/gauge.
 */
import { type Bytes, bytes } from "../../core/bytes.ts";
import type { Gauge, MemoryReading } from "./gauge.ts";

export interface PeakMeterOptions {
  /** Time between samples, in milliseconds. Default: 10, which costs 0.1 % of a core. */
  readonly intervalMs?: number | undefined;
  /** Gets every sample, for a chart. It runs inside the sampling: an error that it throws is an uncaught one. */
  readonly onSample?: ((reading: MemoryReading) => void) | undefined;
}

/**
 * Counts what its gauge counts. The timer does not keep Node alive, and cannot tick while JavaScript blocks the thread:
 * call {@link sample} inside such work. The true peak lies between `peak` and the gauge's own `peak()`. That one misses
 * nothing, but it counts file pages too, and everything since the process began.
 */
export class PeakMeter implements Disposable {
  readonly #gauge: Gauge;
  readonly #intervalMs: number;
  readonly #onSample: ((reading: MemoryReading) => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #peak = bytes(0);

  constructor(gauge: Gauge, options: PeakMeterOptions = {}) {
    this.#gauge = gauge;
    this.#intervalMs = options.intervalMs ?? 10;
    this.#onSample = options.onSample;
  }

  /** The highest sample so far, in bytes; 0 before the first. Starting again does not reset it. */
  get peak(): Bytes {
    return this.#peak;
  }

  /** The memory in use now, in bytes. Takes a sample, so that it is never above `peak`. */
  get now(): Bytes {
    return this.sample().measured;
  }

  /** Takes one sample at once, whether started or not. */
  sample(): MemoryReading {
    const reading = this.#gauge.now();
    this.#peak = bytes(Math.max(this.#peak, reading.measured));
    this.#onSample?.(reading);
    return reading;
  }

  /** Takes a first sample and goes on until {@link stop}. Does nothing when it was started already. */
  start(): void {
    if (this.#timer !== undefined) return;
    this.sample();
    this.#timer = setInterval(() => this.sample(), this.#intervalMs);
    this.#timer.unref();
  }

  /** Takes a last sample and ends the timer. Does nothing when it was not started. */
  stop(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.sample();
  }

  [Symbol.dispose](): void {
    this.stop();
  }
}
