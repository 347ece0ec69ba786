/**
 * The flags that all commands with jobs share.
 * Not here: declaring them (cli/options/budget, cli/options/explain).
 * Read next: cli/tasks/run-job.
 */
import type { ExplainFlags } from "../options/explain.ts";
import type { ReporterFlags } from "../show/reporter.ts";

export interface RunFlags extends ReporterFlags, ExplainFlags {}
