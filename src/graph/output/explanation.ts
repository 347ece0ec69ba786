/**
 * What a plan says of itself, as plain data: the same boxes before a run (projected) and after it (measured beside).
 * Not here: making a plan (plan/), or showing one (report/).
 * Read next: report/, plan/plan.
 */
import type { Bytes } from "../../core/bytes.ts";
import type { OutputFormat } from "./encoding.ts";

/** One addend of a projection. */
export interface ExplainedTerm {
  /** What kind of thing holds it: `decoder`, `line cache`, `thread buffers`, `sink`, `encoder`, `pixels` … */
  readonly tag: string;
  readonly name: string;
  readonly size: Bytes;
}

/** Things that hold memory at the same time. */
export interface ExplainedStage {
  /** Such as `decode`, `encode`, `stream`, `rot, into memory`. */
  readonly name: string;
  readonly projected: Bytes;
  /** The highest reading while the stage ran, less what the process measured before; only after a run that measured. */
  readonly measured?: Bytes | undefined;
  readonly terms: readonly ExplainedTerm[];
}

/** Something the planner did to fit the budget, with the projected peak before and after. */
export interface ExplainedChoice {
  readonly step:
    | "smaller decode"
    | "one output at a time"
    | "fewer threads"
    | "streaming encoder"
    | "turned pieces"
    | "scratch"
    | "compressed scratch"
    | "separate passes";
  /** In words: `1 thread instead of 2`. */
  readonly what: string;
  readonly before: Bytes;
  readonly after: Bytes;
}

/** A file or buffer that is read. */
export interface ExplainedInput {
  readonly name: string;
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly format: string;
  readonly pages: number;
  readonly sizeBytes: number;
  /** How little of it is loaded, in words: `at 1/8: 1024 × 768`, `level of 2048 × 2048`; undefined where all of it is. */
  readonly loaded?: string | undefined;
}

/** The result. */
export interface ExplainedOutput {
  /** The file's name, where it is known. */
  readonly name?: string | undefined;
  /** `pixels`: memory; `strips`: a loop. */
  readonly format: OutputFormat | "pixels" | "strips";
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly pixelFormat: string;
  readonly pages: number;
  /** What the encoder is told beyond what was asked for, in words: `baseline, one pass`. */
  readonly told: readonly string[];
  /** What is done for this output alone, where there are several. */
  readonly steps?: readonly string[] | undefined;
}

/** Measured while it ran. */
export interface ExplainedRun {
  readonly elapsedMs: number;
  /** The highest reading of the whole process, to be set beside `allowed`. */
  readonly peak: Bytes;
  /** Readings over time, as `[milliseconds since the start, bytes]`. */
  readonly samples: readonly (readonly [number, number])[];
}

export interface Explanation {
  readonly inputs: readonly ExplainedInput[];
  /**
   * Operations and thumbnails in the order in which they are applied, as `gaussblur 2`, `thumbnail 500 × 500`; where there
   * are several outputs, those that several of them are made of.
   */
  readonly steps: readonly string[];
  /** The first, where there are several. */
  readonly output: ExplainedOutput;
  /** All of them, where there are several. */
  readonly outputs?: readonly ExplainedOutput[] | undefined;
  /** libvips threads. */
  readonly threads: number;
  /** The budget. */
  readonly allowed: Bytes;
  /** What the process itself holds of it for good. */
  readonly process: Bytes;
  /** The peak of the stages, the process not counted. */
  readonly projected: Bytes;
  /** Disk used on the way. */
  readonly scratch: Bytes;
  readonly stages: readonly ExplainedStage[];
  readonly choices: readonly ExplainedChoice[];
  /** Why it cannot run within the budget, and the cure; undefined when it can. */
  readonly refusal?: { readonly message: string; readonly cure: string } | undefined;
  readonly run?: ExplainedRun | undefined;
}
