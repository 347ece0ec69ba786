/**
 * Plans outputs that share a pass: shared images are computed once and held, then each output has stages of its own,
 * some of them side by side.
 * Not here: which outputs share a pass (plan/choose-passes).
 * Read next: plan/stages/stage-outlines, plan/choose-passes.
 */
import { type Bytes, bytes, sumBytes } from "../core/bytes.ts";
import { type Term, term } from "../core/term.ts";
import { chosenOptions } from "./cost/encoder.ts";
import { defaultTileHeight } from "./cost/tile-lines.ts";
import { chooseLoads } from "./load/choose-loads.ts";
import { resamplerShare } from "./load/load-choice.ts";
import { makeStage, resultOf, scratchOf, threadsFor } from "./make-plan.ts";
import { type Pass, peakFrom, type Stage, stage } from "./plan.ts";
import type { Output, PlanLimits } from "./request.ts";
import { outlineOutputs, type StageOutline } from "./stages/stage-outlines.ts";
import { besideBytes, type PipelineFacts } from "./stages/stage-terms.ts";
import { workOf } from "./time-estimate.ts";

/** An output and its index among all outputs. */
export interface NumberedOutput {
  readonly output: Output;
  readonly index: number;
}

export interface PricedPass {
  readonly pass: Pass;
  readonly wanted: readonly NumberedOutput[];
  /** Nanoseconds of one processor, roughly; only for comparison with another pass. */
  readonly work: number;
}

/** `wanted` is in the order in which outputs start, the largest first. */
export function planPass(wanted: readonly NumberedOutput[], limits: PlanLimits): PricedPass {
  const { share = resamplerShare, streaming = false, scratch = false } = limits;
  const outputs = wanted.map(({ output }) => output);
  const recipes = outputs.map(({ recipe }) => recipe);
  const loads = chooseLoads(outputs, share);
  const { tileHeight = defaultTileHeight } = limits;
  const facts = { loads, threads: threadsFor(outputs, loads, limits.threads), tileHeight };
  const atOnce = Math.min(limits.atOnce ?? facts.threads, outputs.length);
  const outlines = outlineOutputs(recipes, () => (scratch ? "scratch" : "memory"), { atOnce, tileHeight });
  const chosen = wanted.map(({ output, index }) => {
    const result = resultOf(output.recipe, loads);
    return { result, index, ...chosenOptions(result, output, streaming) };
  });
  const alone = outlines.map((outline) => {
    const at = outline.output ?? 0;
    const { result, options } = chosen[at] as (typeof chosen)[number];
    return makeStage(outline, facts, { ...(outputs[at] as Output), options }, result);
  });
  const stages = sideBySide(outlines, alone, facts, atOnce).map((each, position) =>
    named(each, outlines[position] as StageOutline, wanted),
  );
  const planned = chosen.map(({ index, options, told }) => Object.freeze({ index, options, told }));
  const [first] = planned as [(typeof planned)[number]];
  const pass: Pass = Object.freeze({
    ...{ ...facts, stages, options: first.options, told: first.told, choices: [] },
    ...{ projected: peakFrom(stages), outputs: planned, atOnce },
    ...scratchOf(outlines, loads, limits.disk),
  });
  return { pass, wanted, work: workOf(outlines, facts) };
}

/** Adds the name of the output, and its index among all outputs. */
function named(each: Stage, { output }: StageOutline, wanted: readonly NumberedOutput[]): Stage {
  const only = wanted[wanted.length === 1 ? 0 : (output ?? -1)];
  const file = only?.output.name?.split(/[\\/]/).at(-1) ?? "output";
  const name = only === undefined ? `shared: ${each.name}` : `${file}: ${each.name}`;
  return Object.freeze({ ...each, name, output: only?.index });
}

/** The memory of a worker thread, which a single output would not need. */
const workerThread = 9_000_000;

/**
 * Adds to each stage the memory of work beside it: the largest of the other outputs that may run meanwhile. Any of the
 * others together stay below this sum.
 */
function sideBySide(
  outlines: readonly StageOutline[],
  stages: readonly Stage[],
  facts: PipelineFacts,
  atOnce: number,
): Stage[] {
  if (atOnce === 1) return [...stages];
  const shared = new Set(outlines.filter((each) => each.output === undefined).map(({ node }) => node));
  const own = stages.map(({ projected }, index) => {
    const outline = outlines[index] as StageOutline;
    const beside = new Map([...outline.beside].filter(([node]) => shared.has(node)));
    return bytes(projected - besideBytes({ ...outline, beside }, facts));
  });
  return stages.map((each, index) => {
    const others = othersBeside(outlines, own, index)
      .sort((a, b) => b - a)
      .slice(0, atOnce - 1);
    if (others.length === 0) return each;
    const words = others.length === 1 ? "another output meanwhile" : `${others.length} other outputs meanwhile`;
    const terms: Term[] = [
      term("encoder", words, sumBytes(others)),
      term("process", others.length === 1 ? "a worker thread" : "worker threads", workerThread * others.length),
    ];
    const { name, makes, frees, kept } = each;
    return stage(name, [...each.terms, ...terms], { makes, frees, kept });
  });
}

/**
 * The maximum memory of each of the other outputs that may run beside a stage: those without a shared stage in between.
 */
function othersBeside(outlines: readonly StageOutline[], own: readonly Bytes[], index: number): Bytes[] {
  const { output } = outlines[index] as StageOutline;
  if (output === undefined) return [];
  const before = outlines.findLastIndex((each, at) => at < index && each.output === undefined);
  const after = outlines.findIndex((each, at) => at > index && each.output === undefined);
  const max = new Map<number, Bytes>();
  for (let at = before + 1; at < (after === -1 ? outlines.length : after); at += 1) {
    const other = outlines[at]?.output;
    const size = own[at];
    if (other !== undefined && other !== output && size !== undefined)
      max.set(other, bytes(Math.max(size, max.get(other) ?? 0)));
  }
  return [...max.values()];
}
