/**
 * A plan: how a recipe will run, and what it is projected to hold, stage by stage. Frozen data.
 * Not here: making one (plan/make-plan), or running it (run/).
 * Read next: plan/make-plan.
 */
import { type Bytes, bytes, sumBytes } from "../core/bytes.ts";
import type { Term } from "../core/term.ts";
import type { ExplainedChoice } from "../graph/output/explanation.ts";
import type { OpenNode, RecipeNode } from "../graph/recipe/nodes.ts";
import type { ChosenOptions } from "./cost/tiff.ts";
import type { LoadChoice } from "./load/load-choice.ts";
import type { HeldIn } from "./stages/stage-outlines.ts";
import type { Turned } from "./turned.ts";

/** Work that happens at the same time, and so holds memory at the same time. */
export interface Stage {
  /** Such as `decode`, `encode`, `stream`, `gaussblur, into memory`. */
  readonly name: string;
  readonly terms: readonly Term[];
  readonly projected: Bytes;
  /** The image that the stage computes, and its place; undefined for the last stage, which produces the output. */
  readonly makes?: { readonly node: RecipeNode; readonly place: HeldIn } | undefined;
  /** The part of `projected` that earlier stages left. */
  readonly kept: Bytes;
  /** The images that no later stage reads. */
  readonly frees: readonly RecipeNode[];
  /** The index of its only output; undefined where the stage is for several outputs, or there is only one output. */
  readonly output?: number | undefined;
}

export interface Plan {
  /** How much of each file is loaded. */
  readonly loads: ReadonlyMap<OpenNode, LoadChoice>;
  /** libvips threads for this image. */
  readonly threads: number;
  /** The rows of the tiles that libvips computes. */
  readonly tileHeight: number;
  /** In order; images that are read out of order are computed first, the output last. */
  readonly stages: readonly Stage[];
  /** The peak: the memory of the largest stage. */
  readonly projected: Bytes;
  /** Disk space for images in scratch, all that exist at once; for compressed images, the maximum. */
  readonly scratch: Bytes;
  /** Where images in scratch are compressed: their uncompressed bytes. */
  readonly packed?: Bytes | undefined;
  /** Where the result is written in turned pieces: the image that the last stage computes, and how it is turned. */
  readonly turned?: Turned | undefined;
  /** The encoder's options, with the planner's choices. */
  readonly options: ChosenOptions;
  /** The planner's own choices among the options, in words. */
  readonly told: readonly string[];
  /** The steps that were taken to fit the budget; empty for a plan as requested. */
  readonly choices: readonly ExplainedChoice[];
  /**
   * Where there are several outputs: the passes, each with one decode, in order. Together their stages are `stages`.
   */
  readonly passes?: readonly Pass[] | undefined;
}

/** One pass of a plan of several outputs: some of the outputs, with their own loads and stages. */
export interface Pass extends Plan {
  /** In the order in which they start. */
  readonly outputs: readonly PlannedOutput[];
  /** The number of outputs that run side by side. */
  readonly atOnce: number;
}

/** One of several outputs. */
export interface PlannedOutput extends Pick<Plan, "options" | "told"> {
  /** Its index among all outputs. */
  readonly index: number;
}

export function stage(
  name: string,
  terms: readonly Term[],
  more: Partial<Pick<Stage, "makes" | "frees" | "kept" | "output">> = {},
): Stage {
  const projected = sumBytes(terms.map(({ size }) => size));
  return Object.freeze({ name, terms, projected, kept: bytes(0), frees: [], ...more });
}

/** The maximum projected memory of the stages from one on. */
export function peakFrom(stages: readonly Stage[], first = 0): Bytes {
  return bytes(Math.max(0, ...stages.slice(first).map(({ projected }) => projected)));
}

/** The plan with one more term that is held in all of its stages. */
export function withTerm(plan: Plan, more: Term): Plan {
  const stages = plan.stages.map((each) => {
    const { name, terms, makes, frees, kept, output } = each;
    return stage(name, [...terms, more], { makes, frees, kept: bytes(kept + more.size), output });
  });
  return Object.freeze({ ...plan, stages, projected: peakFrom(stages) });
}

/** Whether a stage from this one on still decodes a file. */
export function decodesFrom({ stages }: Pick<Plan, "stages">, first: number): boolean {
  return stages.slice(first).some(({ terms }) => terms.some(({ tag }) => tag === "decoder"));
}

/** The terms of a plan's largest stage, largest first. */
export function largestTerms(plan: Plan, max = 3): Term[] {
  const peak = plan.stages.find(({ projected }) => projected === plan.projected);
  return [...(peak?.terms ?? [])].sort((a, b) => b.size - a.size).slice(0, max);
}
