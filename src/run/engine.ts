/**
 * Runs recipes: plans them, asks the budget, decodes, encodes, and gives everything back.
 * Not here: each of these steps; this file is their order.
 * Read next: run/decode-stage, run/encode-stage.
 */
import { stat } from "node:fs/promises";
import { isSluiceError, OutputError } from "../core/errors.ts";
import { checkEncodeOptions, formatTraits, type OutputFormat, outputFormat } from "../graph/encoding.ts";
import type { Engine, ImageInput, OpenOptions, SaveOptions, SaveResult } from "../graph/engine.ts";
import { headerOf, ofFirstFrame, type OpenNode, type RecipeNode, rootOf } from "../graph/node.ts";
import { sourceName } from "../graph/source.ts";
import { HandleScope } from "../native/scope.ts";
import type { Output } from "../plan/make-plan.ts";
import type { Plan } from "../plan/plan.ts";
import { atomicFile, outputFailure } from "./atomic-file.ts";
import { decode, firstPage } from "./decode-stage.ts";
import { encodeToBytes, encodeToFile, type Encoding } from "./encode-stage.ts";
import { fitPlan } from "./fit-plan.ts";
import { readHeader } from "./read-header.ts";
import { sameFile } from "./regular-file.ts";
import type { Resources } from "./resources.ts";

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
    finish: (scope: HandleScope, image: Awaited<ReturnType<typeof decode>>["image"], encoding: Encoding) => Promise<T>,
  ): Promise<{ result: T; plan: Plan; warnings: readonly string[] }> {
    signal?.throwIfAborted();
    const { ledger, threads, process, allocator } = await this.#resources();
    const plan = fitPlan(output, threads, { allowed: ledger.allowed, process: process.size });
    const owner = { name: sourceName(rootOf(output.recipe).source), tag: "image" } as const;
    using _reservation = await ledger.reserve(owner, plan.projected, { signal });
    try {
      using scope = new HandleScope();
      const { image, warnings } = await decode(scope, output.recipe, plan, signal);
      const { format, options } = output;
      const header = headerOf(output.recipe);
      const single = formatTraits[format].pages ? image : firstPage(scope, image, header);
      const result = await finish(scope, single, { format, options, header, plan, signal });
      return { result, plan, warnings };
    } finally {
      // Freed pixels must be the kernel's again before the next image is let in.
      allocator.trim();
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
