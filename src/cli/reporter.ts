/**
 * Shows a batch while it runs: a bar on a terminal, lines elsewhere, JSON for programs.
 * Not here: what there is to show (batch/events).
 * Read next: cli/progress-bar, cli/plain-lines.
 */
import type { BatchEvent, BatchSummary } from "../batch/events.ts";
import type { MemoryLimit } from "../budget/limits.ts";
import { jsonLines } from "./json-lines.ts";
import { plainLines } from "./plain-lines.ts";
import { progressBar } from "./progress-bar.ts";

export interface Reporter {
  /** `memoryNow` is the measured size in bytes. */
  show(event: BatchEvent, memoryNow: number): void;
  note(text: string): void;
  finish(summary: BatchSummary): void;
}

export function chooseReporter(
  { json = false, quiet = false }: { readonly json?: boolean; readonly quiet?: boolean },
  limit: MemoryLimit,
): Reporter {
  if (json) return jsonLines(limit);
  if (!quiet && process.stderr.isTTY) return progressBar(limit);
  return plainLines(limit, quiet);
}
