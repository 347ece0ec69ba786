/**
 * Decides what a command does with its images: run them, run them with a report, or only explain them.
 * Not here: finding and naming them (cli/thumb/thumb, cli/apply/apply), or the three ways themselves, which
 * are loaded on demand.
 * Read next: cli/tasks/run-tasks, cli/tasks/reported-run, cli/tasks/explained-run.
 */
import { type SaveJob, saveTasks } from "../../batch/save-task.ts";
import type { Composition } from "../../compose.ts";
import type { RunFlags } from "./flags.ts";
import { runTasks } from "./run-tasks.ts";

/** @returns the exit code. */
export async function runSaves(job: SaveJob, composition: Composition, flags: RunFlags): Promise<number> {
  if (flags.explain === true) {
    const { explainSaves } = await import("./explained-run.ts");
    return await explainSaves(job, composition, flags);
  }
  if (flags.report === undefined) return await runTasks(saveTasks(job), composition, flags);
  const { runWithReport, reportedSaves } = await import("./reported-run.ts");
  return await runWithReport(reportedSaves(job), composition, { ...flags, report: flags.report });
}
