/**
 * Orders recipes into stages: which images are computed first, where they wait, and when nothing reads them any more.
 * Not here: what a stage holds (plan/stages/stage-terms), or which images have to be held (plan/access/held-images).
 * Read next: plan/make-plan.
 */
import { inputsOf, nodesOf } from "../../graph/recipe/node.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";
import { heldNodes } from "../access/held-images.ts";
import { tileRows } from "../cost/tile-lines.ts";
import { sharedNodes, usesOf } from "./shared-nodes.ts";

/** One stage, before it has a price. */
export interface StageOutline {
  /** What it computes; a recipe's own result in the last that is for it. */
  readonly node: RecipeNode;
  /** Undefined where the result is made. */
  readonly place: Place | undefined;
  /** The only recipe that it is for, by its place; undefined where it is for several. */
  readonly output: number | undefined;
  /** What is computed on the way without being held, sources first. */
  readonly through: readonly RecipeNode[];
  /** Images of earlier stages that are there meanwhile, with their places. */
  readonly beside: ReadonlyMap<RecipeNode, Place>;
  /** Of those, and of what it makes, the ones that no later stage reads. */
  readonly frees: readonly RecipeNode[];
}

/** `placeOf` chooses for each image that is held, apart from thumbnails, which are always in memory. */
export function outlineStages(recipe: RecipeNode, placeOf: (node: RecipeNode) => Place): StageOutline[] {
  return outlineOutputs([recipe], placeOf, 1);
}

/**
 * The stages of several recipes, one recipe after the other; what they share is computed when the first of them needs it.
 * Stages for one recipe each that follow one another may run side by side, `atOnce` of the recipes at a time: what these
 * share is then freed after the last of them.
 */
export function outlineOutputs(
  recipes: readonly RecipeNode[],
  placeOf: (node: RecipeNode) => Place,
  atOnce: number,
): StageOutline[] {
  const uses = usesOf(recipes);
  const isShared = (node: RecipeNode): boolean => (uses.get(node)?.size ?? 0) > 1;
  const places = choosePlaces(recipes, placeOf);
  const runs = orderRuns(recipes, places, isShared);
  const lastUse = (node: RecipeNode): number => {
    const last = runs.findLastIndex(({ reads }) => reads.has(node));
    if (atOnce === 1 || !isShared(node)) return last;
    const next = runs.findIndex(({ output }, index) => index > last && output === undefined);
    return next === -1 ? runs.length - 1 : next - 1;
  };
  const lastUses = new Map([...places.keys()].map((node) => [node, lastUse(node)]));
  return runs.map(({ node, place, output, through }, index) => {
    const made = runs.slice(0, index).filter((run) => run.place !== undefined);
    const there = made.filter((run) => (lastUses.get(run.node) ?? -1) >= index);
    const beside = new Map(there.map((run) => [run.node, run.place as Place]));
    const frees = [...beside.keys()].filter((each) => lastUses.get(each) === index);
    return { node, place, output, through, beside, frees };
  });
}

function choosePlaces(
  recipes: readonly RecipeNode[],
  placeOf: (node: RecipeNode) => Place,
): ReadonlyMap<RecipeNode, Place> {
  const shared = recipes.length > 1 ? sharedNodes(recipes) : new Set<RecipeNode>();
  const places = new Map<RecipeNode, Place>();
  for (const recipe of recipes) {
    const held = heldNodes(recipe, tileRows(), shared);
    for (const node of nodesOf(recipe)) {
      if (places.has(node)) continue;
      if (node.kind === "thumbnail") places.set(node, "memory");
      else if (held.has(node)) places.set(node, placeOf(node));
    }
  }
  return places;
}

interface Run extends Reach, Pick<StageOutline, "node" | "place" | "output"> {}

/** In the order in which they are run: inputs before what is computed from them. */
function orderRuns(
  recipes: readonly RecipeNode[],
  places: ReadonlyMap<RecipeNode, Place>,
  isShared: (node: RecipeNode) => boolean,
): Run[] {
  const runs: Run[] = [];
  const made = new Set<RecipeNode>();
  for (const [index, recipe] of recipes.entries()) {
    const output = recipes.length > 1 ? index : undefined;
    for (const node of nodesOf(recipe)) {
      const place = places.get(node);
      if (place === undefined || made.has(node)) continue;
      made.add(node);
      runs.push({ node, place, output: isShared(node) ? undefined : output, ...reach(node, places) });
    }
    const last = places.has(recipe) ? readOnly(recipe) : reach(recipe, places);
    runs.push({ node: recipe, place: undefined, output, ...last });
  }
  return runs;
}

interface Reach {
  readonly through: readonly RecipeNode[];
  readonly reads: ReadonlySet<RecipeNode>;
}

/** What a pipeline that ends in `node` goes through, down to what is held already. */
function reach(node: RecipeNode, places: ReadonlyMap<RecipeNode, Place>): Reach {
  const through = new Set<RecipeNode>();
  const reads = new Set<RecipeNode>();
  const visit = (each: RecipeNode): void => {
    for (const input of inputsOf(each)) {
      if (places.has(input)) reads.add(input);
      else if (!through.has(input)) visit(input);
    }
    through.add(each);
  };
  visit(node);
  return { through: [...through], reads };
}

function readOnly(node: RecipeNode): Reach {
  return { through: [], reads: new Set([node]) };
}

/** Where an image waits that something reads out of order: in memory, or in a raw file. */
export type Place = "memory" | "scratch";
