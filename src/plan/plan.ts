/**
 * A plan: how a recipe will run, and what it is projected to hold, stage by stage. Frozen data.
 * Not here: making one (plan/make-plan), or running it (run/).
 * Read next: plan/make-plan.
 */
import { type Bytes, sumBytes } from "../core/bytes.ts";
import type { OpenNode, RecipeNode } from "../graph/node.ts";
import type { LoadChoice } from "./load-choice.ts";
import type { Term } from "./term.ts";

/** Things that happen at the same time, and so hold memory at the same time. */
export interface Stage {
  readonly name: "decode" | "encode" | "stream";
  readonly terms: readonly Term[];
  readonly projected: Bytes;
}

export interface Plan {
  /** How much of each file is loaded. */
  readonly loads: ReadonlyMap<OpenNode, LoadChoice>;
  /** What is computed into memory on the way, because something reads it out of order. */
  readonly held: ReadonlySet<RecipeNode>;
  /** libvips threads for this image. */
  readonly threads: number;
  /**
   * Whether the result of the decoding stage is kept in memory, so that the decoder is gone before the encoder comes
   * and the rest may read it in any order; otherwise everything streams at once.
   */
  readonly hold: boolean;
  readonly stages: readonly Stage[];
  /** The peak: that of the largest stage. */
  readonly projected: Bytes;
}

export function stage(name: Stage["name"], terms: readonly Term[]): Stage {
  return Object.freeze({ name, terms, projected: sumBytes(terms.map(({ size }) => size)) });
}

/** The terms of a plan's largest stage, largest first. */
export function largestTerms(plan: Plan, most = 3): Term[] {
  const peak = plan.stages.find(({ projected }) => projected === plan.projected);
  return [...(peak?.terms ?? [])].sort((a, b) => b.size - a.size).slice(0, most);
}
