/**
 * Runs recipes for what is no file: pixels in memory, and results that are numbers.
 * Not here: files and encoded bytes (run/outputs).
 * Read next: run/lowering/lowering.
 */
import { OperationError } from "../core/errors.ts";
import type { AnyCheckpointOptions, Compute, Outputs, RunOptions } from "../graph/image/engine.ts";
import type { HeldPixels } from "../graph/image/pixels.ts";
import { plainHeader } from "../graph/recipe/header.ts";
import type {
  MetadataValue,
  OpenNode,
  OperationArguments,
  OperationNode,
  RecipeNode,
  ResultValue,
} from "../graph/recipe/nodes.ts";
import { Handle } from "../native/object/handle.ts";
import { metadataOf } from "../native/object/metadata.ts";
import { headerFrom } from "../native/operation/image-header.ts";
import { pixelsOf } from "../native/operation/pixels.ts";
import type { HandleScope } from "../native/operation/scope.ts";
import { hold } from "../native/rows/compute-to-memory.ts";
import type { Admission, Job } from "./admission/admission.ts";
import { strictFirst } from "./admission/strict-then-lenient.ts";
import { checkpointAt, checkpointInScratch } from "./checkpoint.ts";
import { decode, runStages } from "./lowering/stages.ts";
import { takeBack } from "./rows/lent-views.ts";
import { recipeFailure } from "./source/open-source.ts";

export class VipsCompute implements Compute {
  readonly #admission: Admission;
  readonly #outputs: Outputs;
  readonly #checkViews: () => boolean;

  /** `outputs` stores checkpoints; `checkViews`: whether pixels are to be of no use once they are disposed of. */
  constructor(admission: Admission, outputs: Outputs, checkViews: () => boolean) {
    this.#admission = admission;
    this.#outputs = outputs;
    this.#checkViews = checkViews;
  }

  async checkpoint(recipe: RecipeNode, path: string | undefined, options: AnyCheckpointOptions): Promise<OpenNode> {
    if (path === undefined) return await checkpointInScratch(recipe, options, this.#outputs);
    return await checkpointAt(recipe, path, options, this.#outputs, async (node, field) => {
      return (await this.metadata(node, options))[field];
    });
  }

  async pixels(recipe: RecipeNode, { signal }: RunOptions): Promise<HeldPixels> {
    await using run = await this.#admission.begin(inMemory(recipe, signal));
    const { result: image } = await strictFirst(run, async (failOn) => await hold(await decode(run, failOn), signal));
    // Every view of them makes JavaScript collect garbage that much earlier: there is one only.
    const data = pixelsOf(image);
    const copy = this.#checkViews() ? data.slice() : undefined;
    const header = headerFrom(image);
    const reserved = await run.keep(data.length);
    return {
      data: copy ?? data,
      header,
      release: () => {
        image.dispose();
        reserved[Symbol.dispose]();
        if (copy !== undefined) takeBack(copy);
      },
    };
  }

  async metadata(recipe: RecipeNode, { signal }: RunOptions): Promise<Readonly<Record<string, MetadataValue>>> {
    // No pixel of the result is computed: what streams holds no more than it would for a loop.
    const output = { recipe, format: "strips", options: {}, toMemory: true } as const;
    await using run = await this.#admission.begin({ output, signal });
    return await run.attempt(async () => metadataOf(await decode(run, "warning")));
  }

  async values(
    name: string,
    args: OperationArguments,
    { signal }: RunOptions,
  ): Promise<Readonly<Record<string, ResultValue>>> {
    const recipe = valueNode(name, args);
    await using run = await this.#admission.begin(inMemory(recipe, signal));
    const { result } = await strictFirst(run, async (failOn) => {
      try {
        const lowering = await runStages(run, failOn);
        return withoutImages(run.scope, await lowering.results(name, args));
      } catch (error) {
        throw isDecoders(error) ? recipeFailure(recipe, error) : error;
      }
    });
    return result;
  }
}

/** A result that is no file. */
function inMemory(recipe: RecipeNode, signal: AbortSignal | undefined): Job {
  return { output: { recipe, format: "pixels", options: {}, toMemory: true }, signal };
}

/** An operation without images as a node, for its plan: its result takes next to nothing. */
function valueNode(name: string, args: OperationArguments): OperationNode {
  const header = plainHeader({ width: 1, height: 1, bands: 1, format: "double", interpretation: "multiband" });
  return { kind: "operation", name, args, output: "", headers: () => ({ "": header }) };
}

/** Whether a decoder complained, or the operation itself: both fail in the same call, and only the words tell. */
function isDecoders(error: unknown): boolean {
  const words =
    /\b(?:vips)?(?:jpeg|jpg|png|tiff?|webp|heif|avif|gif|svg)\w*|load(?:_source)?:|premature|truncated|corrupt/i;
  return error instanceof OperationError && words.test(error.reason);
}

function withoutImages(
  scope: HandleScope,
  results: Readonly<Record<string, unknown>>,
): Readonly<Record<string, ResultValue>> {
  const values: Record<string, ResultValue> = {};
  for (const [name, value] of Object.entries(results)) {
    if (value instanceof Handle) scope.keep(value);
    else values[name] = value as ResultValue;
  }
  return values;
}
