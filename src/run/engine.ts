/**
 * Runs recipes: plans them, asks the budget, decodes, encodes, and gives everything back.
 * Not here: each of these steps; this file is their order.
 * Read next: run/decode-stage, run/encode-stage.
 */
import { stat } from "node:fs/promises";
import { isSluiceError, OutputError } from "../core/errors.ts";
import { checkEncodeOptions, formatTraits, type OutputFormat, outputFormat } from "../graph/encoding.ts";
import type { Compute, Engine, ImageInput, OpenOptions, Operations, SaveOptions, SaveResult } from "../graph/engine.ts";
import { headerOf, nodesOf, type OpenNode, ofFirstFrame, type RecipeNode, sourcesOf } from "../graph/node.ts";
import { headersOf } from "../native/header-of.ts";
import type { ImageHandle } from "../native/image-handle.ts";
import { operationNames } from "../native/introspect.ts";
import { shapeOf } from "../native/operation-shape.ts";
import { HandleScope } from "../native/scope.ts";
import type { Output } from "../plan/make-plan.ts";
import type { Plan } from "../plan/plan.ts";
import { Admission } from "./admission.ts";
import { atomicFile, outputFailure } from "./atomic-file.ts";
import { VipsCompute } from "./compute.ts";
import { decode } from "./decode-stage.ts";
import { type Encoding, encodeToBytes, encodeToFile } from "./encode-stage.ts";
import { readHeader } from "./read-header.ts";
import { sameFile } from "./regular-file.ts";
import type { Resources } from "./resources.ts";
import { type Judged, loosest, strictFirst } from "./strict-first.ts";
import { refuseUntrusted } from "./untrusted.ts";

export class VipsEngine implements Engine {
  readonly compute: Compute;
  readonly operations: Operations = {
    shape: (name) => {
      if (this.#defaults().untrusted === false) refuseUntrusted(name, undefined);
      return shapeOf(name);
    },
    names: operationNames,
    headers: headersOf,
  };
  readonly #admission: Admission;

  readonly #defaults: () => OpenOptions;

  /** `defaults` are for what `open` is not told. */
  constructor(resources: () => Promise<Resources>, defaults: () => OpenOptions = () => ({})) {
    this.#defaults = defaults;
    this.#admission = new Admission(resources);
    this.compute = new VipsCompute(this.#admission);
  }

  open(input: ImageInput, options: OpenOptions): Promise<OpenNode> {
    return readHeader(input, { ...this.#defaults(), ...options });
  }

  async save(recipe: RecipeNode, path: string, options: SaveOptions): Promise<SaveResult> {
    const format = options.format ?? outputFormat(path);
    const overwrite = options.overwrite ?? true;
    await refuseOwnInput(recipe, path, overwrite);
    const output = outputOf(recipe, format, options, false);
    try {
      await using file = await atomicFile(path, overwrite);
      const { plan, warnings } = await this.#run(output, options.signal, (scope, image, encoding) =>
        encodeToFile(scope, image, file.temporaryPath, encoding),
      );
      const { size } = await stat(file.temporaryPath);
      await file.finish();
      const { width, height } = headerOf(output.recipe);
      return Object.freeze({ path, format, width, height, sizeBytes: size, projected: plan.projected, warnings });
    } catch (error) {
      throw isSluiceError(error, "output") && error.path === undefined ? outputWithPath(error, path) : error;
    }
  }

  async encode(recipe: RecipeNode, format: OutputFormat, options: SaveOptions): Promise<Uint8Array> {
    const output = outputOf(recipe, format, options, true);
    return (await this.#run(output, options.signal, encodeToBytes)).result;
  }

  async #run<T>(
    output: Output & { readonly format: OutputFormat },
    signal: AbortSignal | undefined,
    finish: (scope: HandleScope, image: ImageHandle, encoding: Encoding) => Promise<T>,
  ): Promise<Judged<T> & { readonly plan: Plan }> {
    return await this.#admission.run(output, signal, async ({ plan, shrinkTo }) => {
      const { recipe, format, options } = output;
      const sources = sourcesOf(recipe);
      const header = headerOf(recipe);
      const judged = await strictFirst(loosest(sources), async (failOn) => {
        using scope = new HandleScope();
        const image = await decode(failOn, scope, recipe, plan, signal);
        // The decoder is gone; its room is for the next image while this one is encoded.
        if (plan.hold) shrinkTo(plan.stages.at(-1)?.projected ?? 0);
        const source = sources.length === 1 ? sources[0]?.source : undefined;
        return await finish(scope, image, { source, format, options, header, plan, signal });
      });
      return { ...judged, plan };
    });
  }
}

/** Metadata describes the file it came from, so a thumbnail carries none unless asked. An animation needs a format for it. */
function outputOf(
  recipe: RecipeNode,
  format: OutputFormat,
  options: SaveOptions,
  toMemory: boolean,
): Output & { readonly format: OutputFormat } {
  checkEncodeOptions(options);
  const isThumbnail = [...nodesOf(recipe)].some(({ kind }) => kind === "thumbnail");
  const keep = options.keep ?? (isThumbnail ? "none" : "all");
  const wanted = formatTraits[format].pages ? recipe : ofFirstFrame(recipe);
  return { recipe: wanted, format, options: { ...options, keep }, toMemory };
}

/** An output must not be the file that is being read, by whatever name. */
async function refuseOwnInput(recipe: RecipeNode, path: string, overwrite: boolean): Promise<void> {
  const existing = await stat(path, { bigint: true }).catch(() => undefined);
  if (existing === undefined) return;
  for (const { source } of sourcesOf(recipe)) {
    if (source.kind === "file" && sameFile({ device: existing.dev, inode: existing.ino }, source.identity)) {
      throw new OutputError(`it is the same file as the input ${source.path}`, {
        path,
        cure: "Choose another output; the input would be lost.",
      });
    }
  }
  if (existing.isDirectory()) throw outputFailure(path, { code: "EISDIR" });
  if (!overwrite) throw outputFailure(path, { code: "EEXIST" });
}

function outputWithPath(error: OutputError, path: string): OutputError {
  return new OutputError(error.message, { path, cure: error.cure, cause: error.cause });
}
