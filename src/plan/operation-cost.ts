/**
 * What the operations of a recipe hold while it runs: images that are held, and the buffers of what streams.
 * Not here: decoders and encoders, or which images are held (plan/placement).
 * Read next: plan/make-plan.
 */
import { imageBytes, pelBytes } from "../graph/header.ts";
import { headerOf, inputsOf, type RecipeNode } from "../graph/node.ts";
import type { OperationNode } from "../graph/operation.ts";
import { linesAtOnce } from "./pipeline-cost.ts";
import { classOf } from "./placement.ts";
import { type Term, term } from "./term.ts";

/** A first price, by the operation's class: later work measures each. */
export function operationTerms(node: RecipeNode, threads: number): Term[] {
  if (node.kind !== "operation") return [];
  const header = headerOf(node);
  const rows = Math.min(header.height * header.pages, linesAtOnce(threads));
  const buffers = term("thread buffers", `${node.name} buffers`, rows * header.width * pelBytes(header) + 100_000);
  switch (classOf(node).kind) {
    case "whole image":
      return [buffers, term("pixels", `${node.name}, whole`, wholeBytes(node))];
    case "reduces":
      return [buffers, term("pixels", `${node.name}`, imageBytes(header) + 1_000_000)];
    default:
      return [buffers];
  }
}

/** Bytes a pixel of the input, measured on 20 megapixels of noise, where they hold most. */
const heldPerPixel: Readonly<Record<string, number>> = { labelregions: 30, fill_nearest: 22 };

/** Beside inputs that are held: mostly at most twice the larger of an input and the result. */
function wholeBytes(node: OperationNode): number {
  const pixels = Math.max(
    0,
    ...inputsOf(node)
      .map(headerOf)
      .map(({ width, height, pages }) => width * height * pages),
  );
  const known = heldPerPixel[node.name];
  if (known !== undefined) return pixels * known;
  return 2 * Math.max(imageBytes(headerOf(node)), ...inputBytes(node));
}

function inputBytes(node: RecipeNode): number[] {
  return inputsOf(node).map((input) => imageBytes(headerOf(input)));
}

/** An image in memory. */
export function heldTerm(node: RecipeNode): Term {
  const name = node.kind === "operation" ? node.name : node.kind === "open" ? node.header.codec : node.kind;
  return term("pixels", `${name}, held`, imageBytes(headerOf(node)));
}
