/**
 * Why a run fails, where libvips would not know: what code beside it threw while libvips waited for pixels of it.
 * Not here: failures of strips that a program makes, which their source keeps (graph/recipe/strip-source).
 * Read next: run/admission/admission, run/kernel/image.
 */
import { nodesOf } from "../../graph/recipe/node.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";
export class RunFailure {
  #first: Error | undefined;

  /** What failed after it did so because of it. */
  get first(): Error | undefined {
    return this.#first;
  }

  note(error: unknown): void {
    this.#first ??= error instanceof Error ? error : new Error(String(error));
  }

  /** To be told before the same is tried again. @returns what it was. */
  take(): Error | undefined {
    const first = this.#first;
    this.#first = undefined;
    return first;
  }
}

/** Resolves when the code has ended that made the strips of some recipes, where these are not wanted any more. */
export async function endOfStrips(recipes: readonly RecipeNode[]): Promise<void> {
  for (const node of recipes.flatMap((recipe) => [...nodesOf(recipe)]))
    if (node.kind === "strips") await node.source.ended;
}
