/**
 * A command with --explain: plans and shows every image, and writes a report page if one is wanted.
 * Not here: showing them (cli/tasks/explain-all), or running them (cli/tasks/reported-run).
 * Read next: cli/tasks/explain-all, cli/tasks/page-file.
 */
import { explainTasks } from "../../batch/explain-task.ts";
import type { SaveJob } from "../../batch/save-task.ts";
import type { Composition } from "../../compose.ts";
import { PageCollector } from "../../report/html/page-collector.ts";
import { explainAll } from "./explain-all.ts";
import type { RunFlags } from "./flags.ts";
import { beginPage, finishPage } from "./page-file.ts";
import { filesOfJob } from "./reported-run.ts";

/** Writes nothing but the page. @returns the exit code. */
export async function explainSaves(job: SaveJob, composition: Composition, flags: RunFlags): Promise<number> {
  const tasks = explainTasks(job);
  if (flags.report === undefined) return await explainAll(tasks, flags);
  const { inputs, outputs, written } = filesOfJob(job);
  await using file = await beginPage(flags.report, { inputs, outputs: written });
  const collector = new PageCollector(outputs);
  const code = await explainAll(tasks, flags, {
    explained: (input, explanation) => collector.explain(input, explanation),
    failed: (input, error) => collector.event({ kind: "failed", input, error }),
  });
  await finishPage(file, collector, composition);
  return code;
}
