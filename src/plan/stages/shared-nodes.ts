/**
 * Finds the images that several recipes share, and which of them are worth holding for all.
 * Not here: whether holding them pays (plan/choose-passes), or where they wait (plan/stages/stage-outlines).
 * Read next: plan/stages/stage-outlines.
 */
import { inputsOf, nodesOf } from "../../graph/recipe/node.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";

/** For every image of the recipes, the indexes of the recipes that use it. */
export function usesOf(recipes: readonly RecipeNode[]): ReadonlyMap<RecipeNode, ReadonlySet<number>> {
  const uses = new Map<RecipeNode, Set<number>>();
  for (const [index, recipe] of recipes.entries()) {
    for (const node of nodesOf(recipe)) {
      const known = uses.get(node);
      if (known === undefined) uses.set(node, new Set([index]));
      else known.add(index);
    }
  }
  return uses;
}

/**
 * The last images that recipes share: the nodes after each serve fewer recipes. Excluded are thumbnails, which are held
 * in any case, and images made of constants alone.
 */
export function sharedNodes(recipes: readonly RecipeNode[]): ReadonlySet<RecipeNode> {
  const uses = usesOf(recipes);
  const parted = new Set<RecipeNode>(recipes);
  for (const [reader, { size }] of uses) {
    for (const input of inputsOf(reader)) {
      if ((uses.get(input)?.size ?? 0) > size) parted.add(input);
    }
  }
  const shared = new Set<RecipeNode>();
  for (const node of parted) {
    const held = withPixels(node);
    if ((uses.get(node)?.size ?? 0) > 1 && isWorthHolding(held)) shared.add(held);
  }
  return shared;
}

/** A metadata node copies no pixels: take its input. */
function withPixels(node: RecipeNode): RecipeNode {
  return node.kind === "metadata" ? withPixels(node.input) : node;
}

function isWorthHolding(node: RecipeNode): boolean {
  if (node.kind === "open" || node.kind === "kernel") return true;
  if (node.kind !== "operation") return false;
  return [...nodesOf(node)].some(({ kind }) => kind === "open" || kind === "pixels" || kind === "thumbnail");
}
