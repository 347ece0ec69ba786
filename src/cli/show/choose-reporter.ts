/**
 * Chooses how to show a run: JSON lines, plain lines, or a progress bar on a terminal.
 * Not here: the reporters themselves (cli/show/json-lines, cli/show/plain-lines, cli/show/progress-bar).
 * Read next: cli/show/reporter.
 */
import type { MemoryLimit } from "../../budget/limit/limits.ts";
import { jsonLines } from "./json-lines.ts";
import { plainLines } from "./plain-lines.ts";
import type { Reporter, ReporterFlags } from "./reporter.ts";

export async function chooseReporter(
  { json = false, quiet = false, bar = true }: ReporterFlags,
  limit: MemoryLimit,
): Promise<Reporter> {
  if (json) return jsonLines(limit);
  if (bar && !quiet && process.stderr.isTTY) return (await import("./progress-bar.ts")).progressBar(limit);
  return plainLines(limit, quiet);
}
