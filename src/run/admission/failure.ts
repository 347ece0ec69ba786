/**
 * Finds why a run fails, where libvips only knows that pixels are missing: code that it called threw, or a source of
 * strips or bytes failed.
 * Not here: recording the failure of a source (graph/recipe/strip-source, run/source/streamed-bytes).
 * Read next: run/admission/run, run/kernel/image.
 */
import { nodesOf } from "../../graph/recipe/node.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";

/** The first error of code that libvips waits for. */
export class RunFailure {
  #first: Error | undefined;

  /** The first error; later ones are its consequences. */
  get first(): Error | undefined {
    return this.#first;
  }

  note(error: unknown): void {
    this.#first ??= error instanceof Error ? error : new Error(String(error));
  }

  /** Call it before another attempt. */
  forget(): void {
    this.#first = undefined;
  }
}

/** Resolves when the code behind the strips of some recipes has ended, after these strips are no longer needed. */
export async function endOfStrips(recipes: readonly RecipeNode[]): Promise<void> {
  for (const node of recipes.flatMap((recipe) => [...nodesOf(recipe)]))
    if (node.kind === "strips") await node.source.ended;
}

/** The error of a source of some recipes, which is why their run failed; undefined where no source failed. */
export function failureOfSources(recipes: readonly RecipeNode[]): Error | undefined {
  const nodes = recipes.flatMap((recipe) => [...nodesOf(recipe)]);
  return nodes.map(failureOf).find((failure) => failure !== undefined);
}

function failureOf(node: RecipeNode): Error | undefined {
  if (node.kind === "strips") return node.source.failure;
  return node.kind === "open" && node.source.kind === "stream" ? node.source.failure : undefined;
}
