/**
 * A plan: how a recipe will run, and what it is projected to hold, stage by stage. Frozen data.
 * Not here: making one (plan/make-plan), or running it (run/).
 * Read next: plan/make-plan.
 */
import { type Bytes, bytes, sumBytes } from "../core/bytes.ts";
import type { Term } from "../core/term.ts";
import type { EncodeOptions } from "../graph/output/encoding.ts";
import type { ExplainedChoice } from "../graph/output/explanation.ts";
import type { OpenNode, RecipeNode } from "../graph/recipe/nodes.ts";
import type { LoadChoice } from "./load/load-choice.ts";
import type { Place } from "./stages/stage-outlines.ts";
import type { Turned } from "./turned.ts";

/** Things that happen at the same time, and so hold memory at the same time. */
export interface Stage {
  /** Such as `decode`, `encode`, `stream`, `gaussblur, into memory`. */
  readonly name: string;
  readonly terms: readonly Term[];
  readonly projected: Bytes;
  /** The image that the stage computes, and where to; undefined for the last, which makes the output. */
  readonly makes?: { readonly node: RecipeNode; readonly place: Place } | undefined;
  /** Of what is projected, images that earlier stages left. */
  readonly kept: Bytes;
  /** Images that nothing reads after this stage. */
  readonly frees: readonly RecipeNode[];
  /** The only output that it is for, by its place among several; undefined where it is for more than one, or there is one. */
  readonly output?: number | undefined;
}

export interface Plan {
  /** How much of each file is loaded. */
  readonly loads: ReadonlyMap<OpenNode, LoadChoice>;
  /** libvips threads for this image. */
  readonly threads: number;
  /** In order; images that are read out of order are computed first, the output last. */
  readonly stages: readonly Stage[];
  /** The peak: that of the largest stage. */
  readonly projected: Bytes;
  /** Bytes of disk for images in scratch, all that are there at once; of compressed ones, the most they may take. */
  readonly scratch: Bytes;
  /** Where images in scratch are compressed: their bytes without that. */
  readonly packed?: Bytes | undefined;
  /** Where the result is written in turned pieces: what is computed, and how it is turned. The last stage computes that. */
  readonly turned?: Turned | undefined;
  /** What the encoder is asked for, with what the planner chose. */
  readonly options: EncodeOptions;
  /** What of it was not asked for, in words. */
  readonly told: readonly string[];
  /** What was done to fit the budget; empty for a plan as wished. */
  readonly choices: readonly ExplainedChoice[];
  /** Where there are several outputs: what is made from one decode each, one after the other. Their stages, in order, are `stages`. */
  readonly passes?: readonly Pass[] | undefined;
}

/** A part of a plan of several outputs: some of them, with what they are made of. */
export interface Pass extends Plan {
  /** In the order in which they are begun. */
  readonly outputs: readonly PlannedOutput[];
  /** How many of them are made side by side. */
  readonly atOnce: number;
}

/** One of several outputs. */
export interface PlannedOutput extends Pick<Plan, "options" | "told"> {
  /** Its place among all outputs. */
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

/** What the stages from one on are projected to hold at most. */
export function peakFrom(stages: readonly Stage[], first = 0): Bytes {
  return bytes(Math.max(0, ...stages.slice(first).map(({ projected }) => projected)));
}

/** The plan where something is held in all of its stages beside what they are. */
export function withTerm(plan: Plan, more: Term): Plan {
  const stages = plan.stages.map((each) => {
    const { name, terms, makes, frees, kept, output } = each;
    return stage(name, [...terms, more], { makes, frees, kept: bytes(kept + more.size), output });
  });
  return Object.freeze({ ...plan, stages, projected: peakFrom(stages) });
}

/** Whether a file is still decoded from some stage on. */
export function decodesFrom({ stages }: Pick<Plan, "stages">, first: number): boolean {
  return stages.slice(first).some(({ terms }) => terms.some(({ tag }) => tag === "decoder"));
}

/** The terms of a plan's largest stage, largest first. */
export function largestTerms(plan: Plan, most = 3): Term[] {
  const peak = plan.stages.find(({ projected }) => projected === plan.projected);
  return [...(peak?.terms ?? [])].sort((a, b) => b.size - a.size).slice(0, most);
}
