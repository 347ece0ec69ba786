/**
 * Runs the tasks of a command that computes values. Prints the values in the order of the inputs, and writes a
 * report if one is wanted.
 * Not here: computing them (batch/value-task), or results that are files (cli/tasks/run-job).
 * Read next: cli/apply/value-lines, cli/tasks/run-tasks.
 */
import type { Task } from "../../batch/job.ts";
import type { Composition } from "../../compose.ts";
import type { RunFlags } from "../tasks/flags.ts";
import { type RunListener, runTasks } from "../tasks/run-tasks.ts";
import { valueLines } from "./value-lines.ts";

/** `inputs`: every file that the run reads. @returns the exit code. */
export async function runValues(
  tasks: readonly Task[],
  composition: Composition,
  flags: RunFlags,
  inputs: readonly string[],
): Promise<number> {
  const listener: RunListener = flags.json === true ? {} : { onEvent: valueLines(tasks.map(({ input }) => input)) };
  const { report } = flags;
  if (report === undefined) return await runTasks(tasks, composition, { ...flags, bar: false }, listener);
  const { runWithReport } = await import("../tasks/reported-run.ts");
  const outputs = new Map(tasks.map(({ input }) => [input, undefined]));
  const reported = { tasks, inputs, outputs, written: [], explainable: [] };
  return await runWithReport(reported, composition, { ...flags, report, bar: false }, listener);
}
