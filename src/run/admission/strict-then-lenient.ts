/**
 * Tries a run strictly first: a file that passes is sound. One that does not, and may be worse, is run again at its level,
 * and what was wrong with it becomes its warnings.
 * Not here: what a level means (libvips' loaders know), or what runs.
 * Read next: run/engine.
 */
import { DecodeError, OperationError } from "../../core/errors.ts";
import { type FailOn, failOnLevels } from "../../graph/recipe/limits.ts";
import { readsOnce, sourcesOf } from "../../graph/recipe/node.ts";
import type { OpenNode, RecipeNode } from "../../graph/recipe/nodes.ts";
import type { RunFailure } from "./failure.ts";

export interface Judged<T> {
  readonly result: T;
  /** Empty for a sound image. */
  readonly warnings: readonly string[];
}

/** The level of the source that allows most to be wrong; `warning` without sources. */
export function loosest(sources: readonly OpenNode[]): FailOn {
  const levels = sources.map(({ failOn }) => failOnLevels.indexOf(failOn));
  return failOnLevels[Math.min(...levels)] ?? "warning";
}

/**
 * In a stream a fault may show only while the result is encoded, so `run` is all of it, from the file to the bytes. Where strips
 * are read that are there once, there is no second time: it is run at its level at once.
 */
export async function strictFirst<T>(
  recipes: readonly RecipeNode[],
  failure: RunFailure,
  run: (failOn: FailOn) => Promise<T>,
): Promise<Judged<T>> {
  const failOn = loosest(recipes.flatMap(sourcesOf));
  if (recipes.some(readsOnce)) return { result: await run(failOn), warnings: [] };
  try {
    return { result: await run("warning"), warnings: [] };
  } catch (thrown) {
    const error = failure.take() ?? thrown;
    if (!(error instanceof DecodeError) || failOn === "warning") throw error;
    const result = await run(failOn);
    return {
      result,
      warnings: error.cause instanceof OperationError ? error.cause.reason.split("; ") : [error.problem],
    };
  }
}
