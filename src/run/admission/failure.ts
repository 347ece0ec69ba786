/**
 * Why a run fails, where libvips only knows that pixels did not come: code beside it threw, or a source of strips or bytes did.
 * Not here: keeping the failure of a source (graph/recipe/strip-source, run/source/streamed-bytes).
 * Read next: run/admission/run, run/kernel/image.
 */
import { nodesOf } from "../../graph/recipe/node.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";

/** The first failure of code that libvips waits for. */
export class RunFailure {
  #first: Error | undefined;

  /** What failed after it did so because of it. */
  get first(): Error | undefined {
    return this.#first;
  }

  note(error: unknown): void {
    this.#first ??= error instanceof Error ? error : new Error(String(error));
  }

  /** Before the same is tried again. */
  forget(): void {
    this.#first = undefined;
  }
}

/** Resolves when the code has ended that made the strips of some recipes, where these are not wanted any more. */
export async function endOfStrips(recipes: readonly RecipeNode[]): Promise<void> {
  for (const node of recipes.flatMap((recipe) => [...nodesOf(recipe)]))
    if (node.kind === "strips") await node.source.ended;
}

/** What a source of some recipes failed with, which is why their run failed; undefined where none did. */
export function failureOfSources(recipes: readonly RecipeNode[]): Error | undefined {
  const nodes = recipes.flatMap((recipe) => [...nodesOf(recipe)]);
  return nodes.map(failureOf).find((failure) => failure !== undefined);
}

function failureOf(node: RecipeNode): Error | undefined {
  if (node.kind === "strips") return node.source.failure;
  return node.kind === "open" && node.source.kind === "stream" ? node.source.failure : undefined;
}
