/**
 * Runs the tasks of a command and writes the outcomes as a page, including failures and refusals.
 * Not here: running (cli/tasks/run-tasks), gathering (report/html/page-collector), or the file (cli/tasks/page-file).
 * Read next: report/html/page-collector, cli/tasks/page-file.
 */
import { type ExplainTask, explainTasks } from "../../batch/explain-task.ts";
import type { Task } from "../../batch/job.ts";
import { byInput } from "../../batch/output-names.ts";
import { type SaveJob, saveTasks } from "../../batch/save-task.ts";
import type { Composition } from "../../compose.ts";
import { isSluiceError } from "../../core/errors.ts";
import { PageCollector } from "../../report/html/page-collector.ts";
import type { ReporterFlags } from "../show/reporter.ts";
import { beginPage, finishPage } from "./page-file.ts";
import { type RunListener, runTasks } from "./run-tasks.ts";

export interface ReportedTasks {
  readonly tasks: readonly Task[];
  /** Every file that the run reads. */
  readonly inputs: readonly string[];
  /** Every input with its output file, if any; the first one if there are several. */
  readonly outputs: ReadonlyMap<string, string | undefined>;
  /** Every file that the run writes. */
  readonly written: readonly string[];
  /** Tasks that can explain why an image was refused. */
  readonly explainable: readonly ExplainTask[];
}

/** Maximum number of refused images that are planned again for their trees. The others only have their rows. */
const maxRefused = 20;

export function reportedSaves(job: SaveJob): ReportedTasks {
  return { ...filesOfJob(job), tasks: saveTasks({ ...job, measure: true }), explainable: explainTasks(job) };
}

export function filesOfJob({ outputs, alsoRead = [] }: SaveJob): Pick<ReportedTasks, "inputs" | "outputs" | "written"> {
  return {
    inputs: [...outputs.map(({ input }) => input.path), ...alsoRead],
    outputs: new Map(byInput(outputs).map(([{ input, path }]) => [input.path, path])),
    written: outputs.map(({ path }) => path),
  };
}

/**
 * @returns the exit code. @throws {OutputError} when the page cannot be written; before any work if
 * that is known by then.
 */
export async function runWithReport(
  { tasks, inputs, outputs, written, explainable }: ReportedTasks,
  composition: Composition,
  flags: ReporterFlags & { readonly report: string },
  listener: RunListener = {},
): Promise<number> {
  await using file = await beginPage(flags.report, { inputs, outputs: written });
  const collector = new PageCollector(outputs);
  const refused = new Set<string>();
  const code = await runTasks(tasks, composition, flags, {
    onSample: (measured) => collector.sample(measured, composition.ledger.reserved),
    onEvent: (event) => {
      collector.event(event);
      if (event.kind === "failed" && isSluiceError(event.error, "budget")) refused.add(event.input);
      listener.onEvent?.(event);
    },
  });
  const again = explainable.filter(({ input }) => refused.has(input)).slice(0, maxRefused);
  for (const { input, explain } of again) {
    // The row already says that it was refused. A file that has disappeared meanwhile gets no tree.
    const explanation = await explain().catch(() => undefined);
    if (explanation !== undefined) collector.explain(input, explanation);
  }
  await finishPage(file, collector, composition);
  return code;
}
