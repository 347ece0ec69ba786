/**
 * What a file to be written is planned as, and the file itself, refused where it would replace what is being read.
 * Not here: planning and writing it (run/outputs, run/write-outputs), or how a file appears when complete (store/atomic-file).
 * Read next: run/outputs.
 */
import { type BigIntStats, statSync } from "node:fs";
import { OutputError } from "../core/errors.ts";
import { checkEncodeOptions, type EncodeOptions, formatTraits, type OutputFormat } from "../graph/encoding.ts";
import { nodesOf, ofFirstFrame, type RecipeNode, sourcesOf } from "../graph/node.ts";
import type { Output } from "../plan/make-plan.ts";
import { type AtomicFile, atomicFile, outputFailure } from "../store/atomic-file.ts";
import { deepZoomFiles } from "./deep-zoom-files.ts";
import { sameFile } from "./regular-file.ts";

/** A file to be written. */
export type FileOutput = Output & { readonly format: OutputFormat };

/** Starts the file; without `finish()` nothing of it stays. */
export async function outputFile(path: string, format: OutputFormat, overwrite: boolean): Promise<AtomicFile> {
  if (format === "dz") return await deepZoomFiles(path, overwrite);
  return atomicFile(path, overwrite, format === "v" ? ".v" : "");
}

/** Metadata describes the file it came from, so a thumbnail carries none unless asked. An animation needs a format for it. */
export function outputOf(
  recipe: RecipeNode,
  format: OutputFormat,
  options: EncodeOptions,
  toMemory: boolean,
): FileOutput {
  checkEncodeOptions(options);
  const isThumbnail = [...nodesOf(recipe)].some(({ kind }) => kind === "thumbnail");
  const keep = options.keep ?? (isThumbnail ? "none" : "all");
  const wanted = formatTraits[format].pages ? recipe : ofFirstFrame(recipe);
  return { recipe: wanted, format, options: { ...options, keep }, toMemory };
}

/** An output must not be the file that is being read, by whatever name. */
export function refuseOwnInput(recipe: RecipeNode, path: string, overwrite: boolean): void {
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

/** The same error, naming the file. */
export function outputWithPath(error: OutputError, path: string): OutputError {
  return new OutputError(error.message, { path, cure: error.cure, cause: error.cause });
}
