/**
 * What a file to be written is planned as, and the file itself, refused where it would replace what is being read.
 * Not here: planning and writing it (run/outputs, run/write-outputs), or how a file appears when complete (store/files/atomic-file).
 * Read next: run/outputs.
 */
import { type BigIntStats, realpathSync, statSync } from "node:fs";
import { OutputError, UsageError } from "../../core/errors.ts";
import type { SaveOptions } from "../../graph/image/engine.ts";
import { checkEncodeOptions } from "../../graph/output/check-options.ts";
import { formatTraits, isStoreFormat, type OutputFormat, type SaverFormat } from "../../graph/output/encoding.ts";
import type { EncodeOptions } from "../../graph/output/format-options.generated.ts";
import { nodesOf, ofFirstFrame, sourcesOf } from "../../graph/recipe/node.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";
import { type ImageSource, pathOf } from "../../graph/recipe/source.ts";
import type { Output } from "../../plan/request.ts";
import { type AtomicFile, atomicFile, outputFailure } from "../../store/files/atomic-file.ts";
import { sameFile } from "../source/regular-file.ts";
import { deepZoomFiles } from "./deep-zoom.ts";
import { encodeToFile } from "./encode.ts";
import { iiifFolder } from "./iiif.ts";
import { resumeMark } from "./made-from.ts";
import { StoreFile } from "./store-file.ts";
import { TiffFile } from "./tiff-file.ts";
import type { OutputFile } from "./written-file.ts";

/** A file to be written. */
export type FileOutput = Output & { readonly format: OutputFormat };

/** Starts the file of what {@link fileOutput} planned. @throws {OutputError} when it cannot be written there. */
export async function outputFile(
  path: string,
  { format, recipe, options: encode }: FileOutput,
  { overwrite = true, resume = false }: Pick<SaveOptions, "overwrite" | "resume">,
): Promise<OutputFile> {
  if (overwrite === "add" && format !== "hdf5") {
    throw new UsageError(`nothing can be added to ${format}`, { cure: "Write HDF5, or choose another name." });
  }
  if (isStoreFormat(format)) {
    const madeFrom = resumeMark(recipe, { ...encode, resume });
    return new StoreFile(path, format, { overwrite, resume, madeFrom });
  }
  if (resume) throw new UsageError(`${format} cannot be resumed`, { cure: "Write HDF5 or Zarr, or leave it out." });
  const mayReplace = overwrite === true;
  if (format === "tiff") return new TiffFile(path, mayReplace);
  const file = await startFile(path, format, mayReplace);
  return {
    write: (scope, image, encoding) => encodeToFile(scope, image, file.temporaryPath, { ...encoding, format }),
    finish: async () => {
      const size = await file.size();
      await file.finish();
      return size;
    },
    [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
  };
}

async function startFile(path: string, format: SaverFormat, mayReplace: boolean): Promise<AtomicFile> {
  if (format === "dz") return await deepZoomFiles(path, mayReplace);
  if (format === "iiif") return await iiifFolder(path, mayReplace);
  return atomicFile(path, mayReplace, format === "v" ? ".v" : "");
}

/** Metadata describes the file it came from, so a thumbnail carries none unless asked. An animation needs a format for it. */
export function fileOutput(
  recipe: RecipeNode,
  format: OutputFormat,
  options: EncodeOptions,
  toMemory: boolean,
): FileOutput {
  checkEncodeOptions(format, options);
  const isThumbnail = [...nodesOf(recipe)].some(({ kind }) => kind === "thumbnail");
  const keep = options.keep ?? (isThumbnail ? "none" : "all");
  const wanted = formatTraits[format].pages ? recipe : ofFirstFrame(recipe);
  return { recipe: wanted, format, options: { ...options, keep }, toMemory };
}

/** Where an output goes. */
export interface Destination {
  readonly path: string;
  readonly format: OutputFormat;
  readonly overwrite: boolean | "add";
}

/** An output must not be the file that is being read, by whatever name. */
export function refuseOwnInput(recipe: RecipeNode, { path, format, overwrite }: Destination): void {
  const existing = whatIsThere(path);
  if (existing === undefined) return;
  for (const { source } of sourcesOf(recipe)) {
    if (isSource(source, path, existing)) {
      throw new OutputError(`it is the same file as the input ${pathOf(source)}`, {
        path,
        cure: "Choose another output; the input would be lost.",
      });
    }
  }
  // Of a folder in the way of a store only its writer can say whether it is one.
  if (existing.isDirectory() && format !== "zarr" && format !== "iiif") throw outputFailure(path, { code: "EISDIR" });
  if (!overwrite) throw outputFailure(path, { code: "EEXIST" });
}

function isSource(source: ImageSource, path: string, existing: BigIntStats): boolean {
  if (source.kind === "store" && existing.isDirectory()) return realpathSync(source.path) === realpathSync(path);
  if (source.kind !== "file" && source.kind !== "store") return false;
  return sameFile({ device: existing.dev, inode: existing.ino }, source.identity);
}

function whatIsThere(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined; // Writing there will tell why.
  }
}

/** The same error, naming the file. */
export function outputWithPath(error: OutputError, path: string): OutputError {
  return new OutputError(error.problem, { path, cure: error.cure, cause: error.cause });
}
