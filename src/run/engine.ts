/**
 * Runs recipes: plans them, asks the budget, decodes, encodes, and gives everything back.
 * Not here: each of these steps; this file is their order.
 * Read next: run/decode-stage, run/encode-stage.
 */
import { stat } from "node:fs/promises";
import { bytes } from "../core/bytes.ts";
import { isSluiceError, OutputError } from "../core/errors.ts";
import { checkEncodeOptions, formatTraits, type OutputFormat, outputFormat } from "../graph/encoding.ts";
import type { Engine, ImageInput, OpenOptions, SaveOptions, SaveResult } from "../graph/engine.ts";
import { headerOf, type OpenNode, ofFirstFrame, type RecipeNode, rootOf } from "../graph/node.ts";
import { sourceName } from "../graph/source.ts";
import type { ImageHandle } from "../native/image-handle.ts";
import { HandleScope } from "../native/scope.ts";
import type { Output } from "../plan/make-plan.ts";
import type { Plan } from "../plan/plan.ts";
import { atomicFile, outputFailure } from "./atomic-file.ts";
import { decode } from "./decode-stage.ts";
import { type Encoding, encodeToBytes, encodeToFile } from "./encode-stage.ts";
import { fitPlan } from "./fit-plan.ts";
import { readHeader } from "./read-header.ts";
import { sameFile } from "./regular-file.ts";
import type { Resources } from "./resources.ts";
import { type Judged, strictFirst } from "./strict-first.ts";

export class VipsEngine implements Engine {
  readonly #resources: () => Promise<Resources>;

  constructor(resources: () => Promise<Resources>) {
    this.#resources = resources;
  }

  open(input: ImageInput, options: OpenOptions): Promise<OpenNode> {
    return readHeader(input, options);
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
    output: Output,
    signal: AbortSignal | undefined,
    finish: (scope: HandleScope, image: ImageHandle, encoding: Encoding) => Promise<T>,
  ): Promise<Judged<T> & { readonly plan: Plan }> {
    signal?.throwIfAborted();
    const { ledger, threads, process, freedMemory } = await this.#resources();
    const plan = fitPlan(output, threads, { allowed: ledger.allowed, process: process.size });
    const { source, failOn: least } = rootOf(output.recipe);
    const owner = { name: sourceName(source), tag: "image" } as const;
    using reservation = await ledger.reserve(owner, plan.projected, { signal });
    freedMemory.beforeUse();
    const shrinkTo = (size: number): void => {
      if (size >= reservation.size) return;
      freedMemory.freed(bytes(reservation.size - size));
      reservation.shrinkTo(bytes(size));
    };
    try {
      const { format, options } = output;
      const header = headerOf(output.recipe);
      const judged = await strictFirst(least, async (failOn) => {
        using scope = new HandleScope();
        const image = await decode(failOn, scope, output.recipe, plan, signal);
        // The decoder is gone; its room is for the next image while this one is encoded.
        if (plan.hold) shrinkTo(plan.stages.at(-1)?.projected ?? 0);
        return await finish(scope, image, { source, format, options, header, plan, signal });
      });
      return { ...judged, plan };
    } finally {
      shrinkTo(0);
    }
  }
}

/** Metadata describes the file it came from, so a thumbnail carries none unless asked. An animation needs a format for it. */
function outputOf(recipe: RecipeNode, format: OutputFormat, options: SaveOptions, toMemory: boolean): Output {
  checkEncodeOptions(options);
  const keep = options.keep ?? (recipe.kind === "open" ? "all" : "none");
  const wanted = formatTraits[format].pages ? recipe : ofFirstFrame(recipe);
  return { recipe: wanted, format, options: { ...options, keep }, toMemory };
}

/** An output must not be the file that is being read, by whatever name. */
async function refuseOwnInput(recipe: RecipeNode, path: string, overwrite: boolean): Promise<void> {
  const existing = await stat(path, { bigint: true }).catch(() => undefined);
  if (existing === undefined) return;
  const { source } = rootOf(recipe);
  if (source.kind === "file" && sameFile({ device: existing.dev, inode: existing.ino }, source.identity)) {
    throw new OutputError(`it is the same file as the input ${source.path}`, {
      path,
      cure: "Choose another output; the input would be lost.",
    });
  }
  if (existing.isDirectory()) throw outputFailure(path, { code: "EISDIR" });
  if (!overwrite) throw outputFailure(path, { code: "EEXIST" });
}

function outputWithPath(error: OutputError, path: string): OutputError {
  return new OutputError(error.message, { path, cure: error.cure, cause: error.cause });
}
