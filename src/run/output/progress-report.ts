/**
 * Reports the progress of one output to its listener: now and then, never backwards, and the end once.
 * Not here: what libvips counts (native/object/evaluation), or the rows that Sluice writes itself (run/output/store-file).
 * Read next: graph/output/progress.
 */
import type { AnySaveOptions } from "../../graph/image/engine.ts";
import type { Progress } from "../../graph/output/progress.ts";
import { type ImageHeader, pelBytes } from "../../graph/recipe/header.ts";
import { countEvaluation, evaluatedPart } from "../../native/object/evaluation.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";

/** Between two looks at what libvips counts; and by default between two calls of the listener. */
const intervalMs = 100;

type Listening = Pick<AnySaveOptions, "onProgress" | "progressEveryMs">;

/** Of one output. It stays over several attempts, so that what it tells never falls. */
export class ProgressReport {
  readonly #listener: (progress: Progress) => void;
  readonly #rows: number;
  readonly #rowBytes: number;
  readonly #everyMs: number;
  #fraction = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  /** Undefined where nobody listens. */
  static for({ onProgress, progressEveryMs }: Listening, header: ImageHeader): ProgressReport | undefined {
    return onProgress === undefined ? undefined : new ProgressReport(onProgress, header, progressEveryMs);
  }

  private constructor(listener: (progress: Progress) => void, header: ImageHeader, everyMs = intervalMs) {
    this.#everyMs = everyMs;
    this.#listener = listener;
    this.#rows = header.height * header.pages;
    this.#rowBytes = header.width * pelBytes(header);
  }

  /** A part is done; the end is {@link end}'s to tell. Throws what the listener throws. */
  reached(fraction: number): void {
    const now = performance.now();
    if (fraction <= this.#fraction || fraction >= 1 || now - this.#lastMs < this.#everyMs) return;
    // Where the fraction was computed from whole rows, these come out again.
    const rows = Math.floor(fraction * this.#rows + 1e-6);
    if (rows === 0) return;
    this.#fraction = fraction;
    this.#lastMs = now;
    this.#tell(fraction, rows);
  }

  /** The output is complete. Called once. */
  end(): void {
    this.#tell(1, this.#rows);
  }

  #tell(fraction: number, rows: number): void {
    this.#listener(Object.freeze({ fraction, rows, bytes: rows * this.#rowBytes }));
  }
}

/**
 * Reports what libvips has computed of an image while `work` evaluates it. Only for an image that nobody else holds,
 * before anything is made of it. An error of the listener aborts the signal that `work` is given.
 */
export async function whileEvaluated<T>(
  image: ImageHandle,
  { progress, signal }: { readonly progress?: ProgressReport | undefined; readonly signal: AbortSignal | undefined },
  work: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  if (progress === undefined) return await work(signal);
  countEvaluation(image);
  const failing = new AbortController();
  const look = (): void => {
    const part = evaluatedPart(image);
    if (part === undefined || failing.signal.aborted) return;
    try {
      progress.reached(part);
    } catch (error) {
      failing.abort(error);
    }
  };
  const timer = setInterval(look, intervalMs).unref();
  const either = signal === undefined ? failing.signal : AbortSignal.any([signal, failing.signal]);
  try {
    return await work(either);
  } finally {
    clearInterval(timer);
  }
}
