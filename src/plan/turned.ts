/**
 * Finds results with a final turn of the whole image, in formats that take pieces in any order. Rows of the computed
 * image become columns of the result, and no image has to wait.
 * Not here: turning and writing the pieces (run/output/turned-pieces).
 * Read next: graph/recipe/turn, plan/fit-plan.
 */

import type { ChunkedShape } from "../codec/chunks-at-work.ts";
import type { Size } from "../core/rect.ts";
import { type Term, term } from "../core/term.ts";
import { chunkOf } from "../graph/output/chunk.ts";
import type { EncodeOptions } from "../graph/output/format-options.generated.ts";
import { type ImageHeader, pelBytes } from "../graph/recipe/header.ts";
import { headerOf, inputsOf } from "../graph/recipe/node.ts";
import type { RecipeNode } from "../graph/recipe/nodes.ts";
import { isSideways, type Turn, turnsOf } from "../graph/recipe/turn.ts";
import { heldNodes } from "./access/held-images.ts";
import { diskSink, rowTerms } from "./cost/pipeline.ts";
import { hdf5WriteTerms } from "./cost/store-writing.ts";
import { hasPlainDirectory, hasPlainSamples, tiffColumnTerms, tiffWriteTerms } from "./cost/tiff.ts";
import type { Computing } from "./cost/tile-lines.ts";
import { zarrWriteTerms } from "./cost/zarr.ts";
import type { Output } from "./request.ts";

/** A result that is another image, turned on its way into the file. */
export interface Turned {
  /** The image that is computed, from its first row to its last. */
  readonly from: RecipeNode;
  /** The steps from that image to the result, in order: turns, and changes of metadata between them. */
  readonly steps: readonly RecipeNode[];
  /** The combined turns of all steps. */
  readonly turns: readonly Turn[];
}

/** Undefined where the result is anything else, or must be held for another reason. */
export function turnedEnd(output: Output, tileHeight: number): Turned | undefined {
  if (!takesPieces(output)) return undefined;
  const held = heldNodes(output.recipe, tileHeight);
  const steps: RecipeNode[] = [];
  let from = output.recipe;
  for (; !held.has(from); from = inputsOf(from)[0] as RecipeNode) {
    if (from.kind !== "metadata" && turnsOf(from) === undefined) return undefined;
    steps.unshift(from);
  }
  if ([from, ...steps].some((node) => headerOf(node).pages > 1)) return undefined;
  return { from, steps, turns: steps.flatMap((node) => turnsOf(node) ?? []) };
}

/** Whether chunks of the file may come in any order. */
function takesPieces({ recipe, format, options, toMemory, rowsInOrder = false }: Output): boolean {
  if (toMemory || rowsInOrder || options.pyramid === true || headerOf(recipe).coding !== undefined) return false;
  if (format === "hdf5" || format === "zarr") return true;
  return format === "tiff" && options.tile === true && isPlainTiff(headerOf(recipe), options);
}

function isPlainTiff(image: ImageHeader, options: EncodeOptions): boolean {
  const { compression = "deflate" } = options;
  const { format } = image;
  if (!hasPlainSamples(image) || !hasPlainDirectory(options)) return false;
  return compression === "none" || (compression === "deflate" && /^u?(?:char|short|int)$/.test(format));
}

/** The size of a chunk, which the file takes whole. */
export function pieceChunk({ format, options }: Pick<Output, "format" | "options">, result: Size): Size {
  if (format !== "tiff") return chunkOf(options, result);
  const side = options.tileSize ?? 128;
  return { width: side, height: side };
}

/** The number of rows that are turned together: enough for whole chunks. */
export function pieceRows({ turns }: Pick<Turned, "turns">, chunk: Size): number {
  return isSideways(turns) ? chunk.width : chunk.height;
}

/** The memory at the end of the pipeline, in place of the default sink and encoder. */
export function turnedTerms(turned: Turned, output: Output, result: ImageHeader, computing: Computing): Term[] {
  const from = headerOf(turned.from);
  const chunk = pieceChunk(output, result);
  const rows = Math.min(from.height, pieceRows(turned, chunk));
  const shape = { ...result, chunk };
  const piece = term("pixels", `${rows} rows, turned`, rows * from.width * pelBytes(from));
  return [diskSink(from, pelBytes(from), computing), ...rowTerms(), piece, ...chunkTerms(output, turned, shape)];
}

function chunkTerms({ format, options }: Output, { turns }: Turned, shape: ChunkedShape): readonly Term[] {
  const compression = options.compression === "none" ? "none" : "deflate";
  if (format === "tiff" && compression === "none" && isSideways(turns)) return tiffColumnTerms(shape);
  const other = format === "zarr" ? zarrWriteTerms([shape]) : tiffWriteTerms(shape, compression);
  // Chunks come whole, so none is assembled.
  return (format === "hdf5" ? hdf5WriteTerms(shape) : other).filter(({ name }) => name !== "row of chunks");
}
