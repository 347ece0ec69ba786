/**
 * How much is done of the images that are in work, and told so: what a bar shows beyond the images that are finished.
 * Not here: the bar (cli/show/progress-bar).
 * Read next: batch/events.
 */
import type { BatchEvent, ProgressEvent } from "../../batch/events.ts";

export class PartsInWork {
  readonly #parts = new Map<string, ProgressEvent>();

  /** What comes after progress ends it. */
  add(event: BatchEvent): void {
    if (event.kind === "progress") this.#parts.set(event.input, event);
    else if (event.kind !== "planned") this.#parts.delete(event.input);
  }

  /** Images, a half for one that is half done. */
  get images(): number {
    return this.#sum(({ fraction }) => fraction);
  }

  get pixels(): number {
    return this.#sum((part) => part.pixels);
  }

  #sum(of: (part: ProgressEvent) => number): number {
    return [...this.#parts.values()].reduce((sum, part) => sum + of(part), 0);
  }
}
