/**
 * Runs the stages of a plan up to the last: each image that is read out of order is computed by a pipeline of its own.
 * The rest is a lazy pipeline, or a value, for the caller.
 * Not here: how nodes become images (run/lowering/lowering), or encoding (run/output/encode).
 * Read next: run/lowering/lowering, plan/stages/stage-outlines.
 */
import { imageBytes } from "../../graph/recipe/header.ts";
import type { FailOn } from "../../graph/recipe/limits.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import { HandleScope } from "../../native/operation/scope.ts";
import { hold } from "../../native/rows/compute-to-memory.ts";
import type { Stage } from "../../plan/plan.ts";
import type { Run } from "../admission/run.ts";
import { intoScratch } from "../scratch/scratch.ts";
import { recipeFailure } from "../source/open-source.ts";
import { Lowering, type LoweringContext } from "./lowering.ts";

/** The parts of a run that its stages need. */
export type StagedRun = Pick<Run, "plan" | "recipes" | "signal" | "scope" | "failure" | "enter">;

/**
 * The result of a run with one output, as a lazy pipeline for the last stage. Where the result is turned while it is
 * written, this is the image before the turn. The run owns it. @throws {DecodeError} for a file with more faults than
 * `failOn` allows.
 */
export async function decode(run: StagedRun, failOn: FailOn): Promise<ImageHandle> {
  const [output] = run.recipes as readonly [RecipeNode];
  const recipe = run.plan.turned?.from ?? output;
  try {
    return await (await runStages(run, failOn)).image(recipe);
  } catch (error) {
    throw recipeFailure(recipe, error);
  }
}

/** Runs all stages except the last. @returns the lowering for the last stage's pipeline. */
export async function runStages(run: StagedRun, failOn: FailOn): Promise<Lowering> {
  const { plan, signal, scope, failure } = run;
  const held = new Map<RecipeNode, ImageHandle>();
  const owners = new Map<RecipeNode, HandleScope>();
  const context: LoweringContext = { plan, failOn, signal, held, failure };
  for (const [index, stage] of plan.stages.entries()) {
    run.enter(index);
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

/** Computes one stage's image, which the owner keeps; its pipeline is released at the end. */
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
  // Several images share the disk space in proportion to their sizes.
  const max = packed && (scratch * imageBytes(lazy)) / packed;
  const image = await intoScratch(lazy, owner, { signal, max });
  image.setThreads(plan.threads);
  return image;
}
