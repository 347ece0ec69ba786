/**
 * Runs recipes for files and encoded bytes: plans them, asks the budget, decodes, encodes, and gives everything back.
 * Not here: each of these steps; this file is their order. Results that are no files are run/compute's.
 * Read next: run/admission, run/run-stages, run/encode-stage.
 */
import { type BigIntStats, statSync } from "node:fs";
import { extname } from "node:path";
import { isSluiceError, OutputError, UnsupportedError } from "../core/errors.ts";
import {
  checkEncodeOptions,
  type EncodeOptions,
  formatNamed,
  formatTraits,
  type OutputFormat,
  outputFormat,
} from "../graph/encoding.ts";
import type { ExplainOptions, Outputs, SaveOptions, SaveResult } from "../graph/engine.ts";
import type { Explanation } from "../graph/explanation.ts";
import { headerOf, nodesOf, ofFirstFrame, type RecipeNode, sourcesOf } from "../graph/node.ts";
import type { ImageHandle } from "../native/image-handle.ts";
import { HandleScope } from "../native/scope.ts";
import type { Output } from "../plan/make-plan.ts";
import type { Admission, Admitted } from "./admission.ts";
import { type AtomicFile, atomicFile, outputFailure } from "./atomic-file.ts";
import { deepZoomFiles } from "./deep-zoom-files.ts";
import { type Encoding, encodeToBytes, encodeToFile } from "./encode-stage.ts";
import { sameFile } from "./regular-file.ts";
import { decode } from "./run-stages.ts";
import { type Judged, strictFirst } from "./strict-first.ts";

type FileOutput = Output & { readonly format: OutputFormat };

/** Gives an explanation a form to be shown in, such as text. */
export type Present = (explanation: Explanation) => Promise<Explanation>;

export class VipsOutputs implements Outputs {
  readonly #admission: Admission;
  readonly #present: Present;

  /** `present` makes what is told of a plan ready for users. */
  constructor(admission: Admission, present: Present) {
    this.#admission = admission;
    this.#present = present;
  }

  async save(recipe: RecipeNode, path: string, options: SaveOptions): Promise<SaveResult> {
    const format = options.format ?? outputFormat(extname(path));
    const overwrite = options.overwrite ?? true;
    refuseOwnInput(recipe, path, overwrite);
    const output = outputOf(recipe, format, options, false);
    try {
      await using file = await outputFile(path, format, overwrite);
      const { plan, warnings, explain } = await this.#run(output, options, (scope, image, encoding) =>
        encodeToFile(scope, image, file.temporaryPath, encoding),
      );
      const sizeBytes = await file.size();
      await file.finish();
      const { width, height } = headerOf(output.recipe);
      const written = { path, format, width, height, sizeBytes, projected: plan.projected, warnings };
      return Object.freeze(
        explain === undefined ? written : { ...written, explanation: await this.#present(explain(path)) },
      );
    } catch (error) {
      throw isSluiceError(error, "output") && error.path === undefined ? outputWithPath(error, path) : error;
    }
  }

  async encode(recipe: RecipeNode, format: OutputFormat, options: SaveOptions): Promise<Uint8Array> {
    if (format === "v") {
      throw new UnsupportedError("libvips writes its own format to files only", {
        cure: "Save it, or take its pixels.",
      });
    }
    const output = outputOf(recipe, format, options, true);
    return (await this.#run(output, options, encodeToBytes)).result;
  }

  async explain(recipe: RecipeNode, { path, format: wanted, ...options }: ExplainOptions): Promise<Explanation> {
    const format = wanted ?? (path === undefined ? usualFormat(recipe) : outputFormat(extname(path)));
    const output: Output =
      format === "pixels" || format === "strips"
        ? { recipe, format, options: {}, toMemory: true }
        : outputOf(recipe, format, options, path === undefined);
    return await this.#present(await this.#admission.explain(output, path));
  }

  async #run<T>(
    output: FileOutput,
    { signal, measure }: SaveOptions,
    finish: (scope: HandleScope, image: ImageHandle, encoding: Encoding) => Promise<T>,
  ): Promise<Judged<T> & Pick<Admitted, "plan" | "explain">> {
    return await this.#admission.run({ output, signal, measure }, async (admitted) => {
      const { plan } = admitted;
      const { recipe, format } = output;
      const sources = sourcesOf(recipe);
      const header = headerOf(recipe);
      const judged = await strictFirst(recipe, async (failOn) => {
        using scope = new HandleScope();
        const image = await decode({ failOn, scope, recipe, admitted, signal });
        const source = sources.length === 1 ? sources[0]?.source : undefined;
        return await finish(scope, image, { source, format, options: plan.options, header, plan, signal });
      });
      return { ...judged, plan, explain: admitted.explain };
    });
  }
}

async function outputFile(path: string, format: OutputFormat, overwrite: boolean): Promise<AtomicFile> {
  if (format === "dz") return await deepZoomFiles(path, overwrite);
  return atomicFile(path, overwrite, format === "v" ? ".v" : "");
}

/** Metadata describes the file it came from, so a thumbnail carries none unless asked. An animation needs a format for it. */
function outputOf(recipe: RecipeNode, format: OutputFormat, options: EncodeOptions, toMemory: boolean): FileOutput {
  checkEncodeOptions(options);
  const isThumbnail = [...nodesOf(recipe)].some(({ kind }) => kind === "thumbnail");
  const keep = options.keep ?? (isThumbnail ? "none" : "all");
  const wanted = formatTraits[format].pages ? recipe : ofFirstFrame(recipe);
  return { recipe: wanted, format, options: { ...options, keep }, toMemory };
}

/** What a file is saved as when nobody says: as what it is, where that can be written. */
function usualFormat(recipe: RecipeNode): OutputFormat {
  const [source] = sourcesOf(recipe);
  return (source === undefined ? undefined : formatNamed(source.header.codec)) ?? "tiff";
}

/** An output must not be the file that is being read, by whatever name. */
function refuseOwnInput(recipe: RecipeNode, path: string, overwrite: boolean): void {
  const existing = whatIsThere(path);
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

function whatIsThere(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined; // Writing there will tell why.
  }
}

function outputWithPath(error: OutputError, path: string): OutputError {
  return new OutputError(error.message, { path, cure: error.cure, cause: error.cause });
}
