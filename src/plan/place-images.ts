/**
 * Orders a recipe into stages: which images are computed first, where they wait, and when nothing reads them any more.
 * Not here: what a stage holds (plan/stage-terms), or which images have to be held (plan/placement).
 * Read next: plan/make-plan.
 */
import { inputsOf, nodesOf, type RecipeNode } from "../graph/node.ts";
import { heldNodes } from "./placement.ts";
import type { Place } from "./plan.ts";

/** One stage, before it has a price. */
export interface StageOutline {
  /** What it computes; the recipe's own result in the last. */
  readonly node: RecipeNode;
  /** Undefined in the last. */
  readonly place: Place | undefined;
  /** What is computed on the way without being held, sources first. */
  readonly through: readonly RecipeNode[];
  /** Images of earlier stages that are there meanwhile, with their places. */
  readonly beside: ReadonlyMap<RecipeNode, Place>;
  /** Of those, and of what it makes, the ones that no later stage reads. */
  readonly frees: readonly RecipeNode[];
}

/** `placeOf` chooses for each image that is held, apart from thumbnails, which are always in memory. */
export function outlineStages(recipe: RecipeNode, placeOf: (node: RecipeNode) => Place): StageOutline[] {
  const held = heldNodes(recipe);
  const places = new Map<RecipeNode, Place>();
  // The order in which they are run: inputs before what is computed from them.
  for (const node of nodesOf(recipe)) {
    if (node.kind === "thumbnail") places.set(node, "memory");
    else if (held.has(node)) places.set(node, placeOf(node));
  }
  const runs = [...places.keys()].map((node) => ({ node, ...reach(node, places) }));
  const last = { node: recipe, ...(places.has(recipe) ? readOnly(recipe) : reach(recipe, places)) };
  const all = [...runs, last];
  const lastUse = (node: RecipeNode): number => all.findLastIndex(({ reads }) => reads.has(node));
  return all.map(({ node, through }, index) => {
    const made = runs.slice(0, index).filter((run) => lastUse(run.node) >= index);
    const beside = new Map(made.map((run) => [run.node, places.get(run.node) as Place]));
    return {
      node,
      place: index < runs.length ? places.get(node) : undefined,
      through,
      beside,
      frees: [...beside.keys()].filter((each) => lastUse(each) === index),
    };
  });
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
