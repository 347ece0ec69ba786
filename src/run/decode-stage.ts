/**
 * Runs a plan's first half: from the sources to a lazy pipeline, or to a thumbnail whose pixels are in memory.
 * Not here: how nodes become images (run/lowering), or encoding (run/encode-stage).
 * Read next: run/lowering.
 */
import type { FailOn } from "../graph/limits.ts";
import { type RecipeNode, sourcesOf } from "../graph/node.ts";
import type { ImageHandle } from "../native/image-handle.ts";
import type { HandleScope } from "../native/scope.ts";
import type { Plan } from "../plan/plan.ts";
import { Lowering } from "./lowering.ts";
import { decodeFailure } from "./open-source.ts";

/** The pipeline of a recipe; the scope owns what it holds. */
export function lowering(failOn: FailOn, scope: HandleScope, plan: Plan, signal: AbortSignal | undefined): Lowering {
  return new Lowering({ plan, failOn, signal, held: new Map(), scope }, scope);
}

/** An image ready for encoding; the scope owns it. @throws {DecodeError} when a file is worse than `failOn` allows. */
export async function decode(
  failOn: FailOn,
  scope: HandleScope,
  recipe: RecipeNode,
  plan: Plan,
  signal: AbortSignal | undefined,
): Promise<ImageHandle> {
  try {
    return await lowering(failOn, scope, plan, signal).image(recipe);
  } catch (error) {
    const [only, ...others] = sourcesOf(recipe);
    // With several files, or none, nobody can tell which of them it was.
    throw only === undefined || others.length > 0 ? error : decodeFailure(only, error);
  }
}
