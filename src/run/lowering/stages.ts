/**
 * Runs the stages of a plan up to the last: images that are read out of order are computed, each by a pipeline of its
 * own, and what is left is a lazy pipeline, or a value, for the caller.
 * Not here: how nodes become images (run/lowering/lowering), or encoding (run/output/encode).
 * Read next: run/lowering/lowering, plan/stages/stage-outlines.
 */
import { imageBytes } from "../../graph/recipe/header.ts";
import type { FailOn } from "../../graph/recipe/limits.ts";
import { sourcesOf } from "../../graph/recipe/node.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import { HandleScope } from "../../native/operation/scope.ts";
import { hold } from "../../native/rows/compute-to-memory.ts";
import type { Stage } from "../../plan/plan.ts";
import type { Admitted } from "../admission/admission.ts";
import { intoScratch } from "../scratch/scratch.ts";
import { decodeFailure } from "../source/open-source.ts";
import { Lowering, type LoweringContext } from "./lowering.ts";

export interface StagesJob {
  readonly recipe: RecipeNode;
  readonly admitted: Admitted;
  readonly failOn: FailOn;
  readonly signal: AbortSignal | undefined;
  /** Owns everything that is made. */
  readonly scope: HandleScope;
}

/** The result as a lazy pipeline, ready for the last stage. @throws {DecodeError} for a file worse than `failOn` allows. */
export async function decode(job: StagesJob): Promise<ImageHandle> {
  try {
    return await (await runStages(job)).image(job.recipe);
  } catch (error) {
    const [only, ...others] = sourcesOf(job.recipe);
    // With several files, or none, nobody can tell which of them it was.
    throw only === undefined || others.length > 0 ? error : decodeFailure(only, error);
  }
}

/** Everything but the last stage. @returns what the last stage's pipeline is made with. */
export async function runStages({ admitted, failOn, signal, scope }: StagesJob): Promise<Lowering> {
  const { plan, enter, failure } = admitted;
  const held = new Map<RecipeNode, ImageHandle>();
  const owners = new Map<RecipeNode, HandleScope>();
  const context: LoweringContext = { plan, failOn, signal, held, failure };
  for (const [index, stage] of plan.stages.entries()) {
    enter(index);
    if (stage.makes === undefined) break;
    const owner = scope.keep(new HandleScope());
    owners.set(stage.makes.node, owner);
    held.set(stage.makes.node, await makeImage(stage.makes, context, owner));
    for (const node of stage.frees) {
      owners.get(node)?.[Symbol.dispose]();
      held.delete(node);
    }
  }
  return new Lowering(context, scope);
}

/** One stage's image, which is its owner's; what it is computed through is gone then. */
export async function makeImage(
  { node, place }: NonNullable<Stage["makes"]>,
  context: LoweringContext,
  owner: HandleScope,
): Promise<ImageHandle> {
  const { signal, plan } = context;
  await using own = new HandleScope();
  const lowering = new Lowering(context, own);
  if (node.kind === "thumbnail") return await lowering.thumbnail(node, owner);
  const lazy = await lowering.image(node);
  if (place === "memory") return owner.keep(await hold(lazy, signal));
  const { scratch, packed } = plan;
  // Several have of the room what they would take of the disk.
  const most = packed && (scratch * imageBytes(lazy)) / packed;
  const image = await intoScratch(lazy, owner, { signal, most });
  image.setInt("concurrency", plan.threads);
  return image;
}
