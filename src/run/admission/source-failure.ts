/**
 * Why the strips or bytes of a source could not be had, where libvips only knows that they did not come.
 * Not here: what code of ours failed with while libvips waited for it (run/admission/failure).
 * Read next: run/admission/admission, run/rows/strip-feed, run/source/streamed-bytes.
 */
import { nodesOf } from "../../graph/recipe/node.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";

/** What a source of some recipes failed with, which is why their run failed; undefined where none did. */
export function failureOfSources(recipes: readonly RecipeNode[]): Error | undefined {
  const nodes = recipes.flatMap((recipe) => [...nodesOf(recipe)]);
  return nodes.map(failureOf).find((failure) => failure !== undefined);
}

function failureOf(node: RecipeNode): Error | undefined {
  if (node.kind === "strips") return node.source.failure;
  return node.kind === "open" && node.source.kind === "stream" ? node.source.failure : undefined;
}
