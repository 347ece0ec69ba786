/**
 * The events of a running batch: frozen records of one union.
 * Not here: showing them (cli/).
 * Read next: batch/job.
 */
import type { SaveResult } from "../graph/image/engine.ts";
import type { ResultValue } from "../graph/recipe/nodes.ts";

export type BatchEvent = PlannedEvent | ProgressEvent | OutcomeEvent;
/** The outcome of one output, or of one input if the batch computes values. Each gets exactly one such event. */
export type OutcomeEvent = DoneEvent | ValueEvent | SkippedEvent | FailedEvent;

/** Comes first, before any work. */
export interface PlannedEvent {
  readonly kind: "planned";
  /** Number of results to come: one for each output, or for each input if the batch computes values. */
  readonly total: number;
}

/** Part of a long image has been written. For inputs with a single output in HDF5, Zarr or TIFF. */
export interface ProgressEvent {
  readonly kind: "progress";
  readonly input: string;
  /** Above 0 and below 1. */
  readonly fraction: number;
  /** Pixels of the input that this part corresponds to. */
  readonly pixels: number;
}

/** Shared by the outcomes of an input with several outputs. */
interface OneOfSeveral {
  /** Whether an earlier event already counted the same work. Its pixels and its time are then 0 here. */
  readonly again?: true | undefined;
}

/** An image is complete under its final name. */
export interface DoneEvent extends OneOfSeveral {
  readonly kind: "done";
  readonly input: string;
  /** Pixels of the input. */
  readonly pixels: number;
  readonly result: SaveResult;
  readonly elapsedMs: number;
}

/** The values of an image were computed; no file was written. */
export interface ValueEvent {
  readonly kind: "value";
  readonly input: string;
  /** Pixels of the input. */
  readonly pixels: number;
  /** One value, or several by libvips' names. */
  readonly value: ResultValue | Readonly<Record<string, ResultValue>>;
  readonly elapsedMs: number;
}

/** The output existed already, or the batch was stopped first. */
export interface SkippedEvent {
  readonly kind: "skipped";
  readonly input: string;
  /** The output's path, if the input has several outputs. */
  readonly output?: string | undefined;
  readonly reason: "exists" | "stopped";
}

export interface FailedEvent extends OneOfSeveral {
  readonly kind: "failed";
  readonly input: string;
  /** The output's path, if the input has several outputs. */
  readonly output?: string | undefined;
  readonly error: unknown;
  readonly elapsedMs?: number | undefined;
}

/** The sums at the end. */
export interface BatchSummary {
  readonly done: number;
  /** Of the images that are done, those whose input had a defect. */
  readonly degraded: number;
  readonly skipped: number;
  readonly failed: number;
  readonly pixels: number;
  readonly elapsedMs: number;
  /** Peak of memory that the kernel cannot reclaim, sampled, in bytes. */
  readonly measured: number;
  readonly allowed: number;
}
