/**
 * Plans several outputs as passes, one after the other; all outputs of a pass share one decode.
 * Not here: choosing the passes (plan/choose-passes), or one output alone (plan/make-plan).
 * Read next: plan/choose-passes, plan/plan-pass.
 */
import { bytes } from "../core/bytes.ts";
import type { ExplainedChoice } from "../graph/output/explanation.ts";
import type { OpenNode } from "../graph/recipe/nodes.ts";
import { choosePasses, haveInCommon, inOrder } from "./choose-passes.ts";
import { defaultTileHeight } from "./cost/tile-lines.ts";
import type { LoadChoice } from "./load/load-choice.ts";
import { makePlan } from "./make-plan.ts";
import { type Plan, peakFrom } from "./plan.ts";
import { type PricedPass, planPass } from "./plan-pass.ts";
import type { Output, PlanLimits } from "./request.ts";

/** One output, or several that are written together. */
export type Wanted = Output | readonly Output[];

export function outputsOf(wanted: Wanted): readonly Output[] {
  return isSeveral(wanted) ? wanted : [wanted];
}

function isSeveral(wanted: Wanted): wanted is readonly Output[] {
  return Array.isArray(wanted);
}

/** The same inputs give the same plan. @throws {UnsupportedError} for a codec without a price. */
export function planFor(wanted: Wanted, limits: PlanLimits): Plan {
  return isSeveral(wanted) ? planOutputs(wanted, limits) : makePlan(wanted, limits);
}

function planOutputs(outputs: readonly Output[], limits: PlanLimits): Plan {
  const priced = choosePasses(outputs, limits);
  const passes = priced.map(({ pass }) => pass);
  const stages = passes.flatMap((pass) => pass.stages);
  const planned = passes.flatMap((pass) => pass.outputs).find(({ index }) => index === 0);
  // A file that several passes load is described as in the first of them.
  const loads = new Map<OpenNode, LoadChoice>(passes.toReversed().flatMap((pass) => [...pass.loads]));
  const projected = peakFrom(stages);
  return Object.freeze({
    ...{ loads, stages, projected, passes, options: planned?.options ?? {}, told: planned?.told ?? [] },
    threads: Math.max(...passes.map(({ threads }) => threads)),
    tileHeight: limits.tileHeight ?? defaultTileHeight,
    scratch: bytes(Math.max(0, ...passes.map(({ scratch }) => scratch))),
    choices: limits.separate === true ? [] : partingChoices(outputs, priced, limits),
  });
}

/** Reports separate passes as a choice, where one decode could have served several outputs. */
function partingChoices(
  outputs: readonly Output[],
  priced: readonly PricedPass[],
  limits: PlanLimits,
): readonly ExplainedChoice[] {
  const parted = priced.some((one, index) => priced.slice(index + 1).some((other) => haveInCommon(one, other)));
  if (!parted) return [];
  const together = planPass(inOrder(outputs), limits).pass;
  const after = peakFrom(priced.flatMap(({ pass }) => pass.stages));
  const what = `${priced.length} passes, one after the other: as quick as holding what they share`;
  return [Object.freeze({ step: "separate passes", what, before: together.projected, after })];
}
