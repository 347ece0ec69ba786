/**
 * Tries a run strictly first: a file that passes is sound. A broken file with a lower `failOn` is run again at that
 * level, and the first error becomes its warnings.
 * Not here: the meaning of a level (libvips' loaders define it), or the run.
 * Read next: run/admission/run.
 */
import { DecodeError, OperationError } from "../../core/errors.ts";
import { type FailOn, failOnLevels } from "../../graph/recipe/limits.ts";
import { readsOnce, sourcesOf } from "../../graph/recipe/node.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";
import type { Run } from "./run.ts";

export interface Judged<T> {
  readonly result: T;
  /** Empty for a sound image. */
  readonly warnings: readonly string[];
}

/** The most lenient level of all sources; `warning` without sources. */
export function loosest(recipes: readonly RecipeNode[]): FailOn {
  const levels = recipes.flatMap(sourcesOf).map(({ failOn }) => failOnLevels.indexOf(failOn));
  return failOnLevels[Math.min(...levels)] ?? "warning";
}

/**
 * In a stream a fault may show only while the result is encoded, so `work` goes from the file to the encoded bytes.
 * Strips can be read only once, so with strips the run starts at the lenient level.
 */
export async function strictFirst<T>(run: Run, work: (failOn: FailOn) => Promise<T>): Promise<Judged<T>> {
  const { failOn, recipes, failure } = run;
  const at = async (level: FailOn): Promise<T> => await run.attempt(() => work(level));
  if (recipes.some(readsOnce)) return { result: await at(failOn), warnings: [] };
  try {
    return { result: await at("warning"), warnings: [] };
  } catch (error) {
    if (!(error instanceof DecodeError) || failOn === "warning") throw error;
    failure.forget();
    const result = await at(failOn);
    return {
      result,
      warnings: error.cause instanceof OperationError ? error.cause.reason.split("; ") : [error.problem],
    };
  }
}
