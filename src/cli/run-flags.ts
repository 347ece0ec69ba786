/**
 * The flags that every command which runs a job has.
 * Not here: declaring them (cli/budget-options, cli/explain-options).
 * Read next: cli/run-saves.
 */
import type { ExplainFlags } from "./explain-options.ts";
import type { ReporterFlags } from "./reporter.ts";

export interface RunFlags extends ReporterFlags, ExplainFlags {}
