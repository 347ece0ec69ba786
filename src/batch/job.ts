/**
 * Runs the tasks of a batch, side by side as far as the budget allows, one failure never stopping others.
 * Not here: what a task does (batch/save-task, batch/value-task), or showing progress.
 * Read next: batch/events, batch/save-task.
 */
import type { Budget } from "../budget/budget.ts";
import type { PeakMeter } from "../budget/peak-meter.ts";
import type { BatchEvent, BatchSummary, DoneEvent, SkippedEvent, ValueEvent } from "./events.ts";
import { runSideBySide } from "./side-by-side.ts";

/** The work on one input. */
export interface Task {
  readonly input: string;
  /** Resolves with what came of it; a failure throws. */
  run(): Promise<DoneEvent | ValueEvent | SkippedEvent>;
}

export interface JobContext {
  readonly ledger: Budget;
  readonly meter: PeakMeter;
  readonly onEvent: (event: BatchEvent) => void;
  /** Aborted: no further image is started, what runs is finished. */
  readonly stop: AbortSignal;
  /** Images in work at once at most; the budget may allow fewer. */
  readonly sideBySide: number;
}

/** Runs all tasks to their end. Failures are events and counted; only a bug throws. */
export async function runJob(tasks: readonly Task[], context: JobContext): Promise<BatchSummary> {
  const { meter, ledger, stop, sideBySide } = context;
  const started = performance.now();
  const counts = { done: 0, degraded: 0, skipped: 0, failed: 0, pixels: 0 };
  const tell = (event: BatchEvent): void => {
    count(counts, event);
    context.onEvent(Object.freeze(event));
  };
  tell({ kind: "planned", total: tasks.length });
  meter.start();
  await runSideBySide(tasks, sideBySide, async (task) => {
    const { input } = task;
    if (stop.aborted) return tell({ kind: "skipped", input, reason: "stopped" });
    const begun = performance.now();
    try {
      tell(await task.run());
    } catch (error) {
      tell({ kind: "failed", input, error, elapsedMs: performance.now() - begun });
    }
  });
  meter.stop();
  const elapsedMs = performance.now() - started;
  return Object.freeze({ ...counts, elapsedMs, measured: meter.peak, allowed: ledger.allowed });
}

function count(counts: Record<"done" | "degraded" | "skipped" | "failed" | "pixels", number>, event: BatchEvent): void {
  if (event.kind === "planned") return;
  counts[event.kind === "value" ? "done" : event.kind] += 1;
  if (event.kind === "done" || event.kind === "value") counts.pixels += event.pixels;
  if (event.kind === "done" && event.result.warnings.length > 0) counts.degraded += 1;
}
