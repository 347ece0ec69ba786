/**
 * Runs the tasks of a command: shows progress, handles interruptions, and returns the exit code.
 * Not here: what the tasks are (cli/thumb/thumb, cli/apply/apply), or running them (batch/job).
 * Read next: batch/job, cli/show/reporter.
 */
import { statSync } from "node:fs";
import type { BatchEvent } from "../../batch/events.ts";
import { runJob, type Task } from "../../batch/job.ts";
import { PeakMeter } from "../../budget/measure/peak-meter.ts";
import { type Composition, prepare } from "../../compose.ts";
import { chooseReporter } from "../show/choose-reporter.ts";
import type { ReporterFlags } from "../show/reporter.ts";
import { exitCodes } from "./exit-codes.ts";
import { onInterrupt } from "./interrupt.ts";
import { keepHeapSmall } from "./small-heap.ts";

/** Starts to load libvips and to start workers, while the command still looks for inputs. */
export function prepareFor(inputs: readonly string[], oneAtATime = false): void {
  // One file is one image. The number of images in a folder or a pattern is not known yet.
  const one = oneAtATime || (inputs.length === 1 && isFile(inputs[0]));
  prepare({ imagesAtOnce: one ? 1 : Number.POSITIVE_INFINITY });
}

function isFile(path = ""): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Called during a run, in addition to the reporter. */
export interface RunListener {
  onEvent?(event: BatchEvent): void;
  /** The measured memory of the process, in bytes. */
  onSample?(measured: number): void;
}

/** Runs the tasks side by side, as many as the composition allows. @returns the exit code. */
export async function runTasks(
  tasks: readonly Task[],
  composition: Composition,
  flags: ReporterFlags,
  listener: RunListener = {},
): Promise<number> {
  keepHeapSmall();
  const { limit, gauge, ledger, imagesAtOnce } = composition;
  const reporter = await chooseReporter(flags, limit);
  const meter = new PeakMeter(gauge, {
    intervalMs: 20,
    onSample: ({ measured }) => listener.onSample?.(measured),
  });
  using interrupt = onInterrupt(() =>
    reporter.note("Stopping: what is running will be finished; press Ctrl-C again to stop at once."),
  );
  const summary = await runJob(tasks, {
    ledger,
    meter,
    onEvent: (event) => {
      reporter.show(event, meter.now);
      listener.onEvent?.(event);
    },
    stop: interrupt.signal,
    sideBySide: imagesAtOnce,
  });
  reporter.finish(summary);
  if (interrupt.signal.aborted) return exitCodes.interrupted;
  return summary.failed > 0 ? exitCodes.someFailed : exitCodes.done;
}
