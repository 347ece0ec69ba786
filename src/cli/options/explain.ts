/**
 * The options of every command that can explain itself, and report what it did.
 * Not here: `sluice explain` (cli/explain-command), which sets them.
 * Read next: cli/tasks/explain-all, cli/tasks/page-file.
 */
import type { Command } from "commander";

export interface ExplainFlags {
  readonly explain?: boolean;
  readonly verbose?: boolean;
  readonly report?: string;
  readonly oneAtATime?: boolean;
}

export function addExplainOptions(command: Command): Command {
  return command
    .option("--explain", "show what would be done and held, stage by stage, and do nothing")
    .option("--verbose", "with --explain: every term, and a tree for each of many images")
    .option("--report <file>", "write an HTML page: memory over time, and each image's stages, projected and measured")
    .option("--one-at-a-time", "no images side by side; only then can a report tell what each one measured");
}
