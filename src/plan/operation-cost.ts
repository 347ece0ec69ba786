/**
 * What the operations of a recipe hold while it runs: buffers of what streams, and what some hold whole.
 * Not here: decoders and encoders, or which images are held (plan/placement).
 * Read next: plan/stage-terms. docs/memory.md has the measurements.
 */
import { sampleBytes } from "../core/pixel-format.ts";
import { imageBytes, pelBytes } from "../graph/header.ts";
import { headerOf, inputsOf, type RecipeNode } from "../graph/node.ts";
import type { OperationNode } from "../graph/operation.ts";
import { allRows, resampleBuffers, resampleCaches } from "./pipeline-cost.ts";
import { classOf } from "./placement.ts";
import { type Term, term } from "./term.ts";

/** Whether a pixel needs its neighbours: libvips then works in squares of 128 pixels instead of whole rows. */
export function seesNeighbours(node: RecipeNode): boolean {
  if (node.kind !== "operation") return false;
  const memory = classOf(node);
  return memory.kind === "random access" || (memory.kind === "streams" && memory.halo !== "none");
}

/** Rows of which every operation has a buffer, where whole rows are worked on. */
const stripRows = 16;

/** Beside the inputs and what it makes. `rowByRow`: no operation of its pipeline needs neighbours. */
export function operationTerms(node: RecipeNode, threads: number, rowByRow: boolean): Term[] {
  if (node.kind !== "operation") return [];
  const buffers = bufferTerm(node, threads, rowByRow);
  switch (classOf(node).kind) {
    case "whole image":
      return [buffers, term("pixels", `${node.name}, whole`, wholeBytes(node))];
    case "reduces":
      return [buffers, term("pixels", `${node.name}`, imageBytes(headerOf(node)) + 1_000_000)];
    default:
      return [buffers, ...resamplingTerms(node, threads)];
  }
}

/** Samples are floats on the way, wherever they may be so in the end. */
const widestSample = 4;

function bufferTerm(node: OperationNode, threads: number, rowByRow: boolean): Term {
  const sizes = [node, ...inputsOf(node)].map(headerOf).map(({ width, bands, format }) => {
    const pixels = rowByRow ? width * stripRows : 200 * 200;
    return pixels * bands * Math.max(widestSample, sampleBytes(format));
  });
  return term("thread buffers", `${node.name} buffers`, threads * (Math.max(...sizes) + 100_000));
}

/** What shrinks vertically keeps rows of its input. */
function resamplingTerms(node: OperationNode, threads: number): Term[] {
  if (!/^(?:resize|reduce|reducev|shrink|shrinkv|thumbnail_image)$/.test(node.name)) return [];
  const [input] = inputsOf(node);
  if (input === undefined) return [];
  const header = headerOf(input);
  const pel = pelBytes(header);
  return [resampleCaches(allRows(header), pel, threads), resampleBuffers(allRows(header), pel, threads)];
}

/** Bytes a pixel of the input, measured on 20 megapixels of noise, where they hold most. */
const heldPerPixel: Readonly<Record<string, number>> = { labelregions: 30, fill_nearest: 22 };

/** Beside inputs that are held: mostly at most twice the larger of an input and the result. */
function wholeBytes(node: OperationNode): number {
  const inputs = inputsOf(node).map(headerOf);
  const known = heldPerPixel[node.name];
  if (known === undefined) return 2 * Math.max(imageBytes(headerOf(node)), ...inputs.map(imageBytes));
  return Math.max(0, ...inputs.map(({ width, height, pages }) => width * height * pages)) * known;
}
