/**
 * Runs the tasks of a batch side by side, as far as the budget allows. One failure never stops the other tasks.
 * Not here: what a task does (batch/save-task, batch/value-task), or showing progress.
 * Read next: batch/events, batch/save-task.
 */
import type { Budget } from "../budget/ledger/budget.ts";
import type { PeakMeter } from "../budget/measure/peak-meter.ts";
import type { BatchEvent, BatchSummary, DoneEvent, ProgressEvent, SkippedEvent, ValueEvent } from "./events.ts";
import { runSideBySide } from "./side-by-side.ts";

/** An event that a task sends for a result. */
export type ResultEvent = DoneEvent | ValueEvent | SkippedEvent;

/** The work on one input. */
export interface Task {
  readonly input: string;
  /** Paths of the outputs, if there are several. */
  readonly outputs?: readonly string[] | undefined;
  /**
   * Does the work. Sends each result to `tell`, and progress before it. If it throws, every output without a
   * result has failed.
   */
  run(tell: (event: ResultEvent | ProgressEvent) => void): Promise<void>;
}

export interface JobContext {
  readonly ledger: Budget;
  readonly meter: PeakMeter;
  readonly onEvent: (event: BatchEvent) => void;
  /** When it aborts, no further image starts; images in progress are finished. */
  readonly stop: AbortSignal;
  /** Maximum number of images in progress at once; the budget may allow fewer. */
  readonly sideBySide: number;
}

/** Runs all tasks to their end. Failures become events and are counted; only a bug throws. */
export async function runJob(tasks: readonly Task[], context: JobContext): Promise<BatchSummary> {
  const { meter, ledger, stop, sideBySide } = context;
  const started = performance.now();
  const counts = { done: 0, degraded: 0, skipped: 0, failed: 0, pixels: 0 };
  const tell = (event: BatchEvent): void => {
    count(counts, event);
    context.onEvent(Object.freeze(event));
  };
  tell({ kind: "planned", total: tasks.reduce((sum, { outputs }) => sum + (outputs?.length ?? 1), 0) });
  meter.start();
  await runSideBySide(tasks, sideBySide, async (task) => {
    const { input } = task;
    const left = new Set<string | undefined>(task.outputs ?? [undefined]);
    if (stop.aborted) {
      for (const output of left) tell({ kind: "skipped", input, ...named(output), reason: "stopped" });
      return;
    }
    const begun = performance.now();
    try {
      await task.run((event) => {
        if (event.kind !== "progress") left.delete(task.outputs && outputOf(event));
        tell(event);
      });
    } catch (error) {
      let [elapsedMs, again] = [performance.now() - begun, {}];
      for (const output of left) {
        tell({ kind: "failed", input, ...named(output), error, elapsedMs, ...again });
        [elapsedMs, again] = [0, { again: true }];
      }
    }
  });
  meter.stop();
  const elapsedMs = performance.now() - started;
  return Object.freeze({ ...counts, elapsedMs, measured: meter.peak, allowed: ledger.allowed });
}

function named(output: string | undefined): { readonly output?: string } {
  return output === undefined ? {} : { output };
}

/** The path of the output that a result belongs to. */
function outputOf(event: ResultEvent): string | undefined {
  if (event.kind === "done") return event.result.path;
  return event.kind === "skipped" ? event.output : undefined;
}

function count(counts: Record<"done" | "degraded" | "skipped" | "failed" | "pixels", number>, event: BatchEvent): void {
  if (event.kind === "planned" || event.kind === "progress") return;
  counts[event.kind === "value" ? "done" : event.kind] += 1;
  if (event.kind === "done" || event.kind === "value") counts.pixels += event.pixels;
  if (event.kind === "done" && event.result.warnings.length > 0) counts.degraded += 1;
}
