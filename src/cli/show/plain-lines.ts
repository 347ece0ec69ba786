/**
 * Progress as lines of text, for logs and pipes. Failures and the summary, for terminals too.
 * Not here: the moving bar (cli/show/progress-bar).
 * Read next: cli/show/reporter.
 */
import type { BatchEvent, BatchSummary } from "../../batch/events.ts";
import type { MemoryLimit } from "../../budget/limit/limits.ts";
import { formatBytes } from "../../core/bytes.ts";
import { problemAndCure } from "../../core/errors.ts";
import { printable } from "../../report/text/cells.ts";
import type { Reporter } from "./reporter.ts";

/** Milliseconds between two lines of progress. */
const pauseMs = 2000;

export function plainLines(limit: MemoryLimit, quiet: boolean): Reporter {
  let total = 0;
  let finished = 0;
  let last = performance.now();
  if (!quiet) say(budgetLine(limit));
  return {
    show(event, memoryNow) {
      if (event.kind === "planned") {
        total = event.total;
        return;
      }
      if (event.kind !== "progress") finished += 1;
      const line = eventLine(event);
      if (line !== undefined) say(line);
      if (quiet || performance.now() - last < pauseMs || finished === total) return;
      last = performance.now();
      const part = event.kind === "progress" ? `, ${percentOf(event.fraction)} of ${printable(event.input)}` : "";
      say(`${finished} of ${total}${part}, ${memoryOf(memoryNow, limit)}`);
    },
    note: say,
    finish(summary) {
      if (!quiet) say(summaryLine(summary));
    },
  };
}

function percentOf(fraction: number): string {
  return `${Math.floor(fraction * 100)} %`;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * A line for an event that people must see. Undefined for a success, and if another output of the same input has
 * reported it already.
 */
export function eventLine(event: BatchEvent): string | undefined {
  if ("again" in event && event.again) return undefined;
  if (event.kind === "failed") return `failed   ${printable(event.input)}: ${errorText(event.error, event.input)}`;
  if (event.kind !== "done" || event.result.warnings.length === 0) return undefined;
  return `degraded ${printable(event.input)}: ${printable(event.result.warnings.join("; "))}`;
}

/** The error and its cure on one line, after the name of the input. */
export function errorText(error: unknown, input: string): string {
  return printable(problemAndCure(error, input).replaceAll(/\s*\n\s*/g, " "));
}

export function budgetLine({ allowed, origin, ceiling, exceedsCeiling }: MemoryLimit): string {
  const source = origin === "asked" ? "as asked" : origin === "RAM" ? "80 % of RAM" : `from ${origin}`;
  const warning = exceedsCeiling ? `; more than the ${formatBytes(ceiling)} there are` : "";
  return `Memory allowed: ${formatBytes(allowed)} (${source}${warning})`;
}

export function memoryOf(now: number, { allowed }: Pick<MemoryLimit, "allowed">): string {
  return `memory ${formatBytes(now)} of ${formatBytes(allowed)}`;
}

export function summaryLine(summary: BatchSummary): string {
  const { done, degraded, skipped, failed, pixels, elapsedMs, measured, allowed } = summary;
  const seconds = elapsedMs / 1000;
  const counts = [
    `${done} done${degraded > 0 ? ` (${degraded} degraded)` : ""}`,
    `${skipped} skipped`,
    `${failed} failed`,
  ].join(", ");
  const rate = `${seconds.toFixed(2)} s, ${Math.round(pixels / 1e6 / seconds)} MP/s`;
  return `${counts}; ${rate}; peak memory ${formatBytes(measured)} of ${formatBytes(allowed)} allowed`;
}
