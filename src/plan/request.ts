/**
 * What the planner is asked: the output that is wanted, and how frugal its plan must be.
 * Not here: the plan (plan/plan), or making it (plan/make-plan).
 * Read next: plan/make-plan.
 */
import type { Bytes } from "../core/bytes.ts";
import type { EncodeOptions, OutputFormat } from "../graph/output/encoding.ts";
import type { KernelCall, RecipeNode } from "../graph/recipe/nodes.ts";

/** What is wanted of a recipe. */
export interface Output {
  /** What it is called, where there are several. */
  readonly name?: string | undefined;
  readonly recipe: RecipeNode;
  /** `pixels`: memory; `strips`: a loop in JavaScript. */
  readonly format: OutputFormat | "pixels" | "strips";
  readonly options: EncodeOptions;
  /** Whether the encoded bytes stay in memory instead of going to a file. */
  readonly toMemory: boolean;
  /** Whether the encoder runs for a reader of its bytes, and waits for that. Default false. */
  readonly streamed?: boolean | undefined;
  /** Of strips: bytes in which rows are put together to strips of a given height, or to tiles. Default 0. */
  readonly assembled?: number | undefined;
  /** Of strips: what is called for each part of them. */
  readonly fold?: KernelCall | undefined;
  /** Whether rows must come from the top down, whatever the format: an interrupted run goes on below them. Default false. */
  readonly rowsInOrder?: boolean | undefined;
}

/** How frugal a plan is. */
export interface PlanLimits {
  readonly threads: number;
  /** How much finer than a thumbnail its source is decoded, at least. Default: what the resampler needs for quality. */
  readonly share?: number | undefined;
  /** Whether an encoder streams where it was not told otherwise. Default: where the image is large. */
  readonly streaming?: boolean | undefined;
  /** Whether images that are read out of order wait on disk instead of in memory. Default false. */
  readonly scratch?: boolean | undefined;
  /** Whether what is turned at its end is written in turned pieces where the format allows, instead of being held. Default false. */
  readonly pieces?: boolean | undefined;
  /** Bytes of disk that images in scratch are compressed into, where they would take more. Default: as they are. */
  readonly disk?: Bytes | undefined;
  /** How many of several outputs are made side by side. Default: as many as there are threads. */
  readonly atOnce?: number | undefined;
  /** Whether each of several outputs is made by itself, from its own decode. Default: where that takes no longer. */
  readonly separate?: boolean | undefined;
}
