/**
 * Progress as a bar on a terminal, with failures as lines above it.
 * Not here: the text of those lines (cli/show/plain-lines).
 * Read next: cli/show/reporter.
 */
import cliProgress from "cli-progress";
import type { BatchEvent, ProgressEvent } from "../../batch/events.ts";
import type { MemoryLimit } from "../../budget/limit/limits.ts";
import { budgetLine, eventLine, memoryOf, summaryLine } from "./plain-lines.ts";
import type { Reporter } from "./reporter.ts";

export function progressBar(limit: MemoryLimit): Reporter {
  const bar = new cliProgress.MultiBar(
    {
      format: "{bar} {finished}/{total}  {rate} MP/s  {memory}  ETA {eta_formatted}",
      barsize: 24,
      hideCursor: true,
      clearOnComplete: true,
      stopOnComplete: false,
      fps: 10,
    },
    cliProgress.Presets.shades_classic,
  );
  const started = performance.now();
  let [megapixels, finished] = [0, 0];
  /** Progress of unfinished images. */
  const parts = new PartsInWork();
  let line: cliProgress.SingleBar | undefined;
  bar.log(`${budgetLine(limit)}\n`);
  return {
    show(event, memoryNow) {
      const memory = memoryOf(memoryNow, limit);
      if (event.kind === "planned") {
        line = bar.create(event.total, 0, { rate: 0, memory, finished });
        return;
      }
      parts.add(event);
      if (event.kind !== "progress") finished += 1;
      if (event.kind === "done" || event.kind === "value") megapixels += event.pixels / 1e6;
      const text = eventLine(event);
      if (text !== undefined) bar.log(`${text}\n`);
      const sofar = megapixels + parts.pixels / 1e6;
      const rate = Math.round((sofar * 1000) / (performance.now() - started));
      line?.update(finished + parts.images, { rate, memory, finished });
    },
    note: (text) => bar.log(`${text}\n`),
    finish(summary) {
      bar.stop();
      process.stderr.write(`${summaryLine(summary)}\n`);
    },
  };
}

/** The progress of images that are not finished yet. The bar adds it to the finished images. */
export class PartsInWork {
  readonly #parts = new Map<string, ProgressEvent>();

  /** Any other event of the same input ends its progress. */
  add(event: BatchEvent): void {
    if (event.kind === "progress") this.#parts.set(event.input, event);
    else if (event.kind !== "planned") this.#parts.delete(event.input);
  }

  /** A sum of images; one that is half done counts as a half. */
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
