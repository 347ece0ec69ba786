/**
 * What a report page is made of, as plain data.
 * Not here: gathering it from a run (report/html/page-collector), or showing it (report/html/page).
 * Read next: report/html/page.
 */
import type { Explanation } from "../graph/output/explanation.ts";

/**
 * A reading of the process's memory: milliseconds since the start, and bytes measured; and what was reserved then, where
 * that is known.
 */
export type Sample = readonly [ms: number, measured: number, reserved?: number];

export const outcomes = ["ok", "degraded", "failed", "refused", "skipped", "planned"] as const;

/** `refused`: there can never be room for it within the budget. `planned`: it was not run. */
export type Outcome = (typeof outcomes)[number];

export interface ReportImage {
  readonly input: string;
  readonly output?: string | undefined;
  readonly outcome: Outcome;
  /** Why it is not simply ok, in words. */
  readonly reason?: string | undefined;
  /** From the beginning of the run to the beginning of the work on this image. */
  readonly startedMs?: number | undefined;
  readonly elapsedMs?: number | undefined;
  /** Bytes of the result. */
  readonly sizeBytes?: number | undefined;
  /** Bytes, the process not counted; as in the explanation, where that is not kept. */
  readonly projected?: number | undefined;
  /** Bytes: the highest of its stages, the process not counted. */
  readonly measured?: number | undefined;
  /** Whether it ran beside others, so that what it measured alone is not known. */
  readonly shared?: boolean | undefined;
  readonly explanation?: Explanation | undefined;
}

export interface ReportData {
  readonly title: string;
  /** What else is to be known of the run: the command, the versions, the machine. */
  readonly facts?: readonly (readonly [name: string, value: string])[] | undefined;
  /** The budget, in bytes. */
  readonly allowed: number;
  /** What the process itself holds of it for good. */
  readonly process: number;
  /** Of the whole process, over the whole run. */
  readonly samples: readonly Sample[];
  readonly images: readonly ReportImage[];
}
