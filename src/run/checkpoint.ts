/**
 * Checkpoints: an image computed once, stored, and opened again from there, with a mark of what it was made from.
 * Not here: writing and opening (run/outputs, run/source/read-header).
 * Read next: run/output/made-from, run/scratch/scratch-file.
 */
import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { extname } from "node:path";
import { isSluiceError, OutputError, UsageError } from "../core/errors.ts";
import type { AnyCheckpointOptions, Outputs } from "../graph/image/engine.ts";
import { formatNamed, type OutputFormat } from "../graph/output/encoding.ts";
import { imageBytes } from "../graph/recipe/header.ts";
import { metadataNode } from "../graph/recipe/metadata.ts";
import { headerOf } from "../graph/recipe/node.ts";
import type { OpenNode, RecipeNode } from "../graph/recipe/nodes.ts";
import { recipeMark } from "./output/made-from.ts";
import { checkScratch, scratchName } from "./scratch/folder.ts";
import { readHeader } from "./source/read-header.ts";

/** What is stored without loss, with room for a mark. */
const lossless: readonly OutputFormat[] = ["hdf5", "zarr", "tiff", "v"];
/** The field that says what a checkpoint was made from; TIFF has one for words only. */
const [markField, wordsField, words] = ["sluice-made-from", "image-description", "checkpoint of Sluice, made from "];

/** @throws {UsageError} for a format with losses. @throws {OutputError} when `reuse` finds something else. */
export async function checkpointAt(
  recipe: RecipeNode,
  path: string,
  { reuse = false, signal, onProgress, ...options }: AnyCheckpointOptions,
  outputs: Outputs,
  readMark: (node: OpenNode, field: string) => Promise<unknown>,
): Promise<OpenNode> {
  const format = formatNamed(extname(path));
  if (format === undefined || !lossless.includes(format)) {
    throw new UsageError(`a checkpoint is HDF5, Zarr, TIFF or libvips' own, and not "${extname(path)}"`, {
      cure: "Call it .h5, .zarr, .tif or .v.",
    });
  }
  const mark = markOf(recipe, options, reuse);
  const { dataset } = options;
  const open = (): Promise<OpenNode> => readHeader(path, { dataset: format === "hdf5" ? dataset : undefined, signal });
  const field = format === "tiff" ? wordsField : markField;
  const value = format === "tiff" ? words + mark : mark;
  if (reuse && existsSync(path)) {
    const node = await open();
    if ((await readMark(node, field)) === value) return node;
    throw new OutputError("it is no checkpoint of this recipe and these inputs: one of them has changed", {
      path,
      cure: "Remove it, or leave out reuse to make it again.",
    });
  }
  const marked = mark === undefined ? recipe : metadataNode(recipe, { [field]: value });
  await outputs.save(marked, path, {
    ...(format === "tiff" && { tile: true }),
    ...options,
    format,
    keep: "all",
    signal,
    onProgress,
  });
  return await open();
}

/** Undefined for a recipe that cannot be told from others: of a stream, say. @throws then, where that is `needed`. */
function markOf(recipe: RecipeNode, options: object, needed: boolean): string | undefined {
  try {
    return recipeMark(recipe, options);
  } catch (error) {
    if (needed || !isSluiceError(error, "usage")) throw error;
    return undefined;
  }
}

/** Of checkpoints that nobody disposed of. */
const collected = new FinalizationRegistry<() => void>((release) => {
  release();
  process.emitWarning("a checkpoint in scratch was never disposed of: it took room on the disk until now", {
    code: "SLUICE_LEAK",
  });
});

/** In scratch, without a name where the system allows that, until its source is disposed of. */
export async function checkpointInScratch(
  recipe: RecipeNode,
  { signal, onProgress }: AnyCheckpointOptions,
  outputs: Outputs,
): Promise<OpenNode> {
  const header = headerOf(recipe);
  checkScratch(imageBytes(header));
  // Tiles of TIFF can be read in any order; libvips reads no samples of more than 32 bits from them.
  const plain = !/double|complex/.test(header.format) && header.coding === undefined && header.pages === 1;
  const format = plain ? "tiff" : "v";
  const path = `${scratchName()}.${plain ? "tif" : "v"}`;
  try {
    const raw = plain ? ({ compression: "none", tile: true } as const) : {};
    await outputs.save(recipe, path, { ...raw, keep: "all", format, signal, onProgress });
    return await withoutName(path);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

async function withoutName(path: string): Promise<OpenNode> {
  const descriptor = openSync(path, "r");
  const losesName = process.platform === "linux";
  const release = (): void => {
    closeSync(descriptor);
    if (!losesName) rmSync(path, { force: true });
  };
  try {
    const node = await readHeader(losesName ? `/proc/self/fd/${descriptor}` : path, {});
    if (losesName) await rm(path);
    let isHeld = true;
    const dispose = (): void => {
      if (isHeld) release();
      isHeld = false;
      collected.unregister(source);
    };
    const source = Object.freeze({ ...node.source, dispose });
    collected.register(source, release, source);
    return Object.freeze({ ...node, source });
  } catch (error) {
    release();
    throw error;
  }
}
