/**
 * Chooses which of several outputs share one decode, and which run by themselves, by the estimated time of both.
 * Not here: whether memory has room (plan/fit-plan), or the plan of one pass (plan/plan-pass).
 * Read next: plan/plan-pass, plan/time-estimate.
 */
import { headerOf, sourcesOf } from "../graph/recipe/node.ts";
import type { OpenNode } from "../graph/recipe/nodes.ts";
import { type NumberedOutput, type PricedPass, planPass } from "./plan-pass.ts";
import type { Output, PlanLimits } from "./request.ts";

/** A shared pass must take at most this share of the time of separate passes: it holds more memory. */
const shareOfTime = 0.9;

/** All outputs, each in one of the passes; of one file, the largest first. */
export function choosePasses(outputs: readonly Output[], limits: PlanLimits): readonly PricedPass[] {
  const alone = inOrder(outputs).map((each) => planPass([each], limits));
  if (limits.separate === true || alone.length === 1) return alone;
  const passes = mergeNeighbours(alone, limits);
  // Merging neighbours may gain little where merging all gains much.
  const all = passes.length > 2 ? merged(alone, limits) : undefined;
  return all !== undefined && all.work < shareOfTime * workIn(passes) ? [all] : passes;
}

/**
 * Sorts outputs by the first file that they read, in the order in which the files are named; outputs of one file from
 * large to small.
 */
export function inOrder(outputs: readonly Output[]): NumberedOutput[] {
  const files: (OpenNode | undefined)[] = outputs.map(({ recipe }) => sourcesOf(recipe)[0]);
  const pixels = (index: number): number => {
    const { width, height, pages } = headerOf((outputs[index] as Output).recipe);
    return width * height * pages;
  };
  return outputs
    .map((output, index) => ({ output, index }))
    .sort((a, b) => files.indexOf(files[a.index]) - files.indexOf(files[b.index]) || pixels(b.index) - pixels(a.index));
}

/** Whether passes share a file or an image, so that they could be one pass. */
export function haveInCommon(one: PricedPass, other: PricedPass): boolean {
  const sources = new Set(one.wanted.flatMap(({ output }) => sourcesOf(output.recipe)));
  return other.wanted.some(({ output }) => sourcesOf(output.recipe).some((source) => sources.has(source)));
}

/** Neighbours in size gain most from a shared decode. So the best pair is merged as long as a pair gains. */
function mergeNeighbours(alone: readonly PricedPass[], limits: PlanLimits): readonly PricedPass[] {
  const passes = [...alone];
  /** The merged pass of each pass and the next. */
  const pairs = passes.slice(1).map((next, index) => pairOf(passes[index] as PricedPass, next, limits));
  for (;;) {
    const best = pairs.reduce((max, { saved }, index) => (saved > (pairs[max]?.saved ?? 0) ? index : max), 0);
    const { one } = pairs[best] ?? {};
    if (one === undefined) return passes;
    passes.splice(best, 2, one);
    pairs.splice(best, 1);
    const [before, after] = [passes[best - 1], passes[best + 1]];
    if (before !== undefined) pairs[best - 1] = pairOf(before, one, limits);
    if (after !== undefined) pairs[best] = pairOf(one, after, limits);
  }
}

interface Pair {
  /** Undefined where that is impossible, or gains too little. */
  readonly one: PricedPass | undefined;
  readonly saved: number;
}

function pairOf(first: PricedPass, second: PricedPass, limits: PlanLimits): Pair {
  const one = merged([first, second], limits);
  return { one, saved: one === undefined ? 0 : workIn([first, second]) - one.work };
}

/** All of them as one pass; undefined where that is impossible, or gains too little. */
function merged(passes: readonly PricedPass[], limits: PlanLimits): PricedPass | undefined {
  if (!agree(passes)) return undefined;
  const one = planPass(
    passes.flatMap(({ wanted }) => wanted),
    limits,
  );
  return one.work < shareOfTime * workIn(passes) ? one : undefined;
}

function workIn(passes: readonly PricedPass[]): number {
  return passes.reduce((sum, { work }) => sum + work, 0);
}

/** A drawing is drawn for each size by itself, and a file is opened either with all its pages or without. */
function agree(passes: readonly PricedPass[]): boolean {
  const loads = passes.flatMap(({ pass }) => [...pass.loads]);
  return loads.every(([node, load]) => {
    const others = loads.filter(([other]) => other === node).map(([, each]) => each);
    const isDrawn = /^(?:svg|pdf)$/.test(node.header.codec);
    return others.every(({ pages, size }) => pages === load.pages && (!isDrawn || size.width === load.size.width));
  });
}
