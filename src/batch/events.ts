/**
 * What a batch tells while it runs: frozen records of one union.
 * Not here: showing them (cli/).
 * Read next: batch/job.
 */
import type { SaveResult } from "../graph/image/engine.ts";
import type { ResultValue } from "../graph/recipe/nodes.ts";

export type BatchEvent = PlannedEvent | ProgressEvent | OutcomeEvent;
/** What came of an output, or of an input whose values were to be found: one of these for each. */
export type OutcomeEvent = DoneEvent | ValueEvent | SkippedEvent | FailedEvent;

/** Before any work. */
export interface PlannedEvent {
  readonly kind: "planned";
  /** Results to come: one for each output, or each input whose values are found. */
  readonly total: number;
}

/** A part of a long image has been written: of the only output of an input, in HDF5 or Zarr, at each hundredth. */
export interface ProgressEvent {
  readonly kind: "progress";
  readonly input: string;
  /** Above 0 and below 1. */
  readonly fraction: number;
  /** Pixels of the input that this part stands for. */
  readonly pixels: number;
}

/** What one of several outputs of an input says of itself. */
interface OneOfSeveral {
  /** Whether an earlier event told of the same work: its pixels and its time are counted there, and are 0 here. */
  readonly again?: true | undefined;
}

/** An image is finished under its final name. */
export interface DoneEvent extends OneOfSeveral {
  readonly kind: "done";
  readonly input: string;
  /** Pixels of the input. */
  readonly pixels: number;
  readonly result: SaveResult;
  readonly elapsedMs: number;
}

/** Values of an image were found; no file was written. */
export interface ValueEvent {
  readonly kind: "value";
  readonly input: string;
  /** Pixels of the input. */
  readonly pixels: number;
  /** One value, or several by libvips' names. */
  readonly value: ResultValue | Readonly<Record<string, ResultValue>>;
  readonly elapsedMs: number;
}

/** The output existed, or the batch was stopped before its turn came. */
export interface SkippedEvent {
  readonly kind: "skipped";
  readonly input: string;
  /** Which, where the input has several outputs. */
  readonly output?: string | undefined;
  readonly reason: "exists" | "stopped";
}

export interface FailedEvent extends OneOfSeveral {
  readonly kind: "failed";
  readonly input: string;
  /** Which, where the input has several outputs. */
  readonly output?: string | undefined;
  readonly error: unknown;
  readonly elapsedMs?: number | undefined;
}

/** The sums at the end. */
export interface BatchSummary {
  readonly done: number;
  /** Of those done, how many had something wrong with their input. */
  readonly degraded: number;
  readonly skipped: number;
  readonly failed: number;
  readonly pixels: number;
  readonly elapsedMs: number;
  /** Peak of memory that the kernel cannot reclaim, sampled, in bytes. */
  readonly measured: number;
  readonly allowed: number;
}
