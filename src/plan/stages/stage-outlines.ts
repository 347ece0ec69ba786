/**
 * Orders recipes into stages: which images are computed first, where they wait, and after which stage they are freed.
 * Not here: the memory of a stage (plan/stages/stage-terms), or which images must be held (plan/access/held-images).
 * Read next: plan/make-plan.
 */
import { inputsOf, nodesOf } from "../../graph/recipe/node.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";
import { heldNodes } from "../access/held-images.ts";
import type { Computing } from "../cost/tile-lines.ts";
import { sharedNodes, usesOf } from "./shared-nodes.ts";

/** One stage, before it has a price. */
export interface StageOutline {
  /** The image that it computes; in the last stage for a recipe, the recipe's own result. */
  readonly node: RecipeNode;
  /** The place of the image; undefined for the result. */
  readonly place: HeldIn | undefined;
  /** The index of its only recipe; undefined where it is for several. */
  readonly output: number | undefined;
  /** The nodes that are computed on the way without being held, sources first. */
  readonly through: readonly RecipeNode[];
  /** Images of earlier stages that exist meanwhile, with their places. */
  readonly beside: ReadonlyMap<RecipeNode, HeldIn>;
  /** The images, including its own, that no later stage reads. */
  readonly frees: readonly RecipeNode[];
}

/** `placeOf` chooses the place of each held image, except thumbnails, which are always in memory. */
export function outlineStages(
  recipe: RecipeNode,
  placeOf: (node: RecipeNode) => HeldIn,
  tileHeight: number,
): StageOutline[] {
  return outlineOutputs([recipe], placeOf, { atOnce: 1, tileHeight });
}

/** How several recipes run. */
interface Running extends Pick<Computing, "tileHeight"> {
  /** The number of recipes that run side by side. */
  readonly atOnce: number;
}

/**
 * The stages of several recipes, one recipe after the other. A shared image is computed when the first recipe needs it.
 * Consecutive stages for one recipe each may run side by side, `atOnce` recipes at a time; an image that these share is
 * freed after the last of them.
 */
export function outlineOutputs(
  recipes: readonly RecipeNode[],
  placeOf: (node: RecipeNode) => HeldIn,
  { atOnce, tileHeight }: Running,
): StageOutline[] {
  const uses = usesOf(recipes);
  const isShared = (node: RecipeNode): boolean => (uses.get(node)?.size ?? 0) > 1;
  const places = choosePlaces(recipes, placeOf, tileHeight);
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
    const beside = new Map(there.map((run) => [run.node, run.place as HeldIn]));
    const frees = [...beside.keys()].filter((each) => lastUses.get(each) === index);
    return { node, place, output, through, beside, frees };
  });
}

function choosePlaces(
  recipes: readonly RecipeNode[],
  placeOf: (node: RecipeNode) => HeldIn,
  tileHeight: number,
): ReadonlyMap<RecipeNode, HeldIn> {
  const shared = recipes.length > 1 ? sharedNodes(recipes) : new Set<RecipeNode>();
  const places = new Map<RecipeNode, HeldIn>();
  for (const recipe of recipes) {
    const held = heldNodes(recipe, tileHeight, shared);
    for (const node of nodesOf(recipe)) {
      if (places.has(node)) continue;
      if (node.kind === "thumbnail") places.set(node, "memory");
      else if (held.has(node)) places.set(node, placeOf(node));
    }
  }
  return places;
}

interface Run extends Reach, Pick<StageOutline, "node" | "place" | "output"> {}

/** The runs in order: inputs before the nodes that use them. */
function orderRuns(
  recipes: readonly RecipeNode[],
  places: ReadonlyMap<RecipeNode, HeldIn>,
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

/** The nodes of a pipeline that ends in `node`, down to the held images that it reads. */
function reach(node: RecipeNode, places: ReadonlyMap<RecipeNode, HeldIn>): Reach {
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

/** The place of an image that is read out of order: in memory, or in a raw file. */
export type HeldIn = "memory" | "scratch";
