/**
 * The planner's input: the wanted output, and how frugal its plan must be.
 * Not here: the plan (plan/plan), or making it (plan/make-plan).
 * Read next: plan/make-plan.
 */
import type { Bytes } from "../core/bytes.ts";
import type { OutputFormat } from "../graph/output/encoding.ts";
import type { EncodeOptions } from "../graph/output/format-options.generated.ts";
import type { KernelCall, RecipeNode } from "../graph/recipe/nodes.ts";

/** A wanted result of a recipe. */
export interface Output {
  /** Its name, where there are several outputs. */
  readonly name?: string | undefined;
  readonly recipe: RecipeNode;
  /** `pixels`: memory; `strips`: a loop in JavaScript. */
  readonly format: OutputFormat | "pixels" | "strips";
  readonly options: EncodeOptions;
  /** Whether the encoded bytes stay in memory instead of going to a file. */
  readonly toMemory: boolean;
  /** Whether the encoder runs for a reader of its bytes, and waits for the reader. Default false. */
  readonly streamed?: boolean | undefined;
  /** For strips: the bytes in which rows are assembled into strips of a given height, or into tiles. Default 0. */
  readonly assembled?: number | undefined;
  /** For strips: the kernel that is called for each part. */
  readonly fold?: KernelCall | undefined;
  /**
   * Whether rows must come from the top down in any format, because an interrupted run continues below them. Default
   * false.
   */
  readonly rowsInOrder?: boolean | undefined;
}

/** How frugal a plan is. */
export interface PlanLimits {
  readonly threads: number;
  /** The rows of the tiles that libvips computes. Default: libvips' own default. */
  readonly tileHeight?: number | undefined;
  /** How much finer than a thumbnail its source is decoded, at least. Default: what the resampler needs for quality. */
  readonly share?: number | undefined;
  /** Whether an encoder streams unless an option says otherwise. Default: where the image is large. */
  readonly streaming?: boolean | undefined;
  /** Whether images that are read out of order wait on disk instead of in memory. Default false. */
  readonly scratch?: boolean | undefined;
  /**
   * Whether a result with a final turn is written in turned pieces where the format allows it, instead of being held.
   * Default false.
   */
  readonly pieces?: boolean | undefined;
  /**
   * Disk space for images in scratch; they are compressed where they would exceed it. Default: no limit, uncompressed.
   */
  readonly disk?: Bytes | undefined;
  /** The number of outputs that run side by side. Default: as many as there are threads. */
  readonly atOnce?: number | undefined;
  /** Whether each of several outputs runs by itself, from its own decode. Default: where that takes no longer. */
  readonly separate?: boolean | undefined;
}
