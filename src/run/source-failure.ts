/**
 * Why the bytes, strips or rows of a source could not be had, where libvips only knows that they did not come.
 * Not here: files that libvips reads by itself, and complains of by itself.
 * Read next: run/admission, run/strip-feed, run/store-feed.
 */
import { nodesOf, type RecipeNode } from "../graph/node.ts";
import type { StoreSource } from "../graph/source.ts";

const ofStores = new WeakMap<StoreSource, Error>();

/** To be told when rows of a store could not be read. */
export function noteFailure(source: StoreSource, failure: Error): void {
  ofStores.set(source, failure);
}

/** To be told when rows of a store are read anew. */
export function forgetFailure(source: StoreSource): void {
  ofStores.delete(source);
}

/** What reading from a source of some recipes failed with, which is why their run failed; undefined where none did. */
export function failureOfSources(recipes: readonly RecipeNode[]): Error | undefined {
  const nodes = recipes.flatMap((recipe) => [...nodesOf(recipe)]);
  return nodes.map(failureOf).find((failure) => failure !== undefined);
}

function failureOf(node: RecipeNode): Error | undefined {
  if (node.kind === "strips") return node.source.failure;
  if (node.kind !== "open") return undefined;
  const { source } = node;
  if (source.kind === "stream") return source.failure;
  return source.kind === "store" ? ofStores.get(source) : undefined;
}
