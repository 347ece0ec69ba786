/**
 * The content of a report page, as plain data.
 * Not here: gathering it from a run (report/html/page-collector), or showing it (report/html/page).
 * Read next: report/html/page.
 */
import type { Explanation } from "../graph/output/explanation.ts";

/**
 * A reading of the process's memory: milliseconds since the start, bytes measured, and bytes reserved at
 * that time, if known.
 */
export type Sample = readonly [ms: number, measured: number, reserved?: number];

export const outcomes = ["ok", "degraded", "failed", "refused", "skipped", "planned"] as const;

/** `refused`: the budget can never have room for it. `planned`: it was not run. */
export type Outcome = (typeof outcomes)[number];

export interface ReportImage {
  readonly input: string;
  readonly output?: string | undefined;
  readonly outcome: Outcome;
  /** In words, why the outcome is not `ok`. */
  readonly reason?: string | undefined;
  /** From the start of the run to the start of the work on this image. */
  readonly startedMs?: number | undefined;
  readonly elapsedMs?: number | undefined;
  /** Bytes of the result. */
  readonly sizeBytes?: number | undefined;
  /** Projected bytes, without the process. Used if the explanation is not kept. */
  readonly projected?: number | undefined;
  /** Measured bytes: the highest of its stages, without the process. */
  readonly measured?: number | undefined;
  /** Whether it ran beside other images, so that its own measurement is not known. */
  readonly shared?: boolean | undefined;
  readonly explanation?: Explanation | undefined;
}

export interface ReportData {
  readonly title: string;
  /** Further facts about the run: the command, the versions, the machine. */
  readonly facts?: readonly (readonly [name: string, value: string])[] | undefined;
  /** The budget, in bytes. */
  readonly allowed: number;
  /** Bytes of the budget that the process itself holds all the time. */
  readonly process: number;
  /** Readings of the whole process, over the whole run. */
  readonly samples: readonly Sample[];
  readonly images: readonly ReportImage[];
}
