/**
 * What tells a recipe, its inputs and the options it is written with from all others: a digest, the same in every process.
 * Not here: where it is kept: in a checkpoint's metadata (run/checkpoint), or in the name of what is unfinished
 * (store/files/made-from).
 * Read next: graph/recipe/json.
 */
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isSluiceError, UsageError } from "../../core/errors.ts";
import type { AnySaveOptions } from "../../graph/image/engine.ts";
import { recipeDigest, sortedKeys } from "../../graph/recipe/json.ts";
import { isModuleKernel } from "../../graph/recipe/kernel.ts";
import { nodesOf, sourcesOf } from "../../graph/recipe/node.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";
import type { ImageSource } from "../../graph/recipe/source.ts";

/**
 * SHA-256 in hexadecimal. A file is the same while its path, number, size and time are; a module of a kernel, too.
 * @throws {UsageError} for a recipe that cannot be told from others: over a stream, strips or a plain function.
 */
export function recipeMark(recipe: RecipeNode, options: object): string {
  const hash = createHash("sha256").update(recipeDigest(recipe, (path) => resolve(path)));
  for (const { source } of sourcesOf(recipe)) hash.update(identityOf(source));
  for (const node of nodesOf(recipe)) {
    if (node.kind === "kernel" && isModuleKernel(node.call.code)) hash.update(identityOfModule(node.call.code.url));
  }
  return hash.update(JSON.stringify(options, sortedKeys)).digest("hex");
}

/** The mark of what can be resumed; undefined where that was not asked for. */
export function resumeMark(recipe: RecipeNode, options: AnySaveOptions): string | undefined {
  const { resume, overwrite, signal, measure, onProgress, progressEveryMs, format, maxBytes, ...encode } = options;
  if (resume !== true) return undefined;
  try {
    return recipeMark(recipe, encode);
  } catch (error) {
    if (!isSluiceError(error, "usage")) throw error;
    throw new UsageError("it cannot be resumed: its input is not one that could be found again and told from another", {
      cure: `${error.cure} Or leave out resume.`,
    });
  }
}

function identityOf(source: ImageSource): string {
  if (source.kind !== "file" && source.kind !== "store") return "";
  const { inode, sizeBytes, modifiedNs } = source.identity;
  return ` ${inode} ${sizeBytes} ${modifiedNs}`;
}

function identityOfModule(url: string): string {
  if (!url.startsWith("file:")) return "";
  const found = statSync(fileURLToPath(url), { bigint: true, throwIfNoEntry: false });
  return ` ${found?.size} ${found?.mtimeNs}`;
}
