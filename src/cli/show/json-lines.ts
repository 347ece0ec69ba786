/**
 * Events for programs: one JSON object per line on stdout.
 * Not here: text for people.
 * Read next: batch/events.
 */
import type { BatchEvent } from "../../batch/events.ts";
import type { MemoryLimit } from "../../budget/limit/limits.ts";
import { isSluiceError } from "../../core/errors.ts";
import type { Reporter } from "./reporter.ts";

export function jsonLines(limit: MemoryLimit): Reporter {
  const write = (record: object): void => {
    process.stdout.write(`${JSON.stringify(record)}\n`);
  };
  write({ kind: "budget", ...limit });
  return {
    show: (event, memoryNow) => write({ ...plainEvent(event), memoryNow }),
    note: (text) => write({ kind: "note", text }),
    finish: (summary) => write({ kind: "summary", ...summary }),
  };
}

/** Leaves the single readings of memory out. They are for the report's page, and would make up most of every line. */
function plainEvent(event: BatchEvent): object {
  if (event.kind === "failed") return { ...event, error: plainError(event.error) };
  if (event.kind !== "done") return event;
  const { explanation: _, ...result } = event.result;
  return { ...event, result };
}

/** The fields of an error as data: an Error itself becomes `{}` in JSON. */
export function plainError(error: unknown): object {
  if (!isSluiceError(error)) return { tag: "unknown", message: String(error) };
  const { cause: _, ...fields } = error as { cause?: unknown };
  return { ...fields, message: error.message };
}
