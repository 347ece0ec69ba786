/**
 * The memory of a recipe's operations beside thread buffers: rows for resampling, and whole images.
 * Not here: decoders and encoders, which images are held (plan/access/held-images), or threads
 * (plan/cost/thread-buffers).
 * Read next: plan/stages/stage-terms. docs/explanation/memory.md has the measurements.
 */

import { type Term, term } from "../../core/term.ts";
import { imageBytes, pelBytes } from "../../graph/recipe/header.ts";
import { headerOf, inputsOf } from "../../graph/recipe/node.ts";
import type { OperationNode, RecipeNode } from "../../graph/recipe/nodes.ts";
import { classOf } from "../access/held-images.ts";
import { overlapRows, resamples } from "../access/rows-around.ts";
import { allRows, resampleBuffers, resampleCaches } from "./pipeline.ts";
import type { Computing } from "./tile-lines.ts";

/** The memory of an operation, without its inputs and its result. */
export function operationTerms(node: RecipeNode, computing: Computing): Term[] {
  if (node.kind !== "operation") return [];
  switch (classOf(node).kind) {
    case "whole image":
      return [term("pixels", `${node.name}, whole`, wholeBytes(node))];
    case "reduces":
      return [term("pixels", `${node.name}, its result`, imageBytes(headerOf(node)) + 1_000_000)];
    default:
      if (resamples(node)) return resamplingTerms(node, computing);
      return overlapRows(node) > 0 ? [overlapTerm(node)] : [];
  }
}

/** Shrinking averages rows as they come; reducing keeps some rows to go back to. */
function resamplingTerms(node: OperationNode, computing: Computing): Term[] {
  const [input] = inputsOf(node);
  if (input === undefined) return [];
  const header = headerOf(input);
  const [rows, pel] = [allRows(header), pelBytes(header)];
  const { height } = headerOf(node);
  const buffers = resampleBuffers(rows, pel, computing.threads, height);
  return node.name.startsWith("shrink") ? [buffers] : [resampleCaches(rows, pel, computing, height), buffers];
}

/** All rows in which two merged images overlap, of both images, unless they are in memory anyway. */
function overlapTerm(node: OperationNode): Term {
  const header = headerOf(node);
  return term("pixels", "merge, the overlap", 2 * overlapRows(node) * header.width * pelBytes(header));
}

/** Bytes per pixel of the input, measured on noise, where they hold most. */
const heldPerPixel: Readonly<Record<string, number>> = { labelregions: 30, fill_nearest: 22 };

/** Operations that hold one image of the size of their result, and nothing else. */
const holdsItsResult = /^(?:draw_|quadratic$|rot45$)/;

/** Memory beside the held inputs: for most operations, at most twice the larger of an input and the result. */
function wholeBytes(node: OperationNode): number {
  const result = imageBytes(headerOf(node));
  if (holdsItsResult.test(node.name)) return result;
  const inputs = inputsOf(node).map(headerOf);
  const known = heldPerPixel[node.name];
  if (known === undefined) return 2 * Math.max(result, ...inputs.map(imageBytes));
  return Math.max(0, ...inputs.map(({ width, height, pages }) => width * height * pages)) * known;
}
