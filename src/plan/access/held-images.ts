/**
 * Decides which images of a recipe are computed into memory on the way, and which only stream through.
 * Not here: what either costs (plan/cost/operation).
 * Read next: plan/access/operation-memory.
 */

import type { OperationName } from "../../graph/image/operations.generated.ts";
import { headerOf, inputsOf, nodesOf } from "../../graph/recipe/node.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";
import { type MemoryClass, memoryClasses, memoryClassOf } from "./operation-memory.ts";
import { resamples, rowsAround } from "./rows-around.ts";

/** What a node does to memory. An operation that the table does not know may need anything. */
export function classOf(node: RecipeNode): MemoryClass {
  if (node.kind !== "operation") return { kind: "creates" };
  // A saver reads its image in order, as a reducing operation does.
  if (/save(?:_|$)/.test(node.name)) return { kind: "reduces", to: "what the encoder holds" };
  if (!(node.name in memoryClasses)) return { kind: "whole image", holds: "nobody knows what" };
  return memoryClassOf(node.name as OperationName, node.args);
}

/**
 * The images that are held: files, and what is computed from files, wherever something reads them out of order, or more
 * of their rows at once than are kept; and what is read by several, unless all of them go through it row by row together. What follows from a held image can be
 * computed in any order, and is not held again. `rowsAtOnce`: those that libvips
 * works on at a time. `shared`: what is held for other recipes, too.
 */
export function heldNodes(
  recipe: RecipeNode,
  rowsAtOnce: number,
  shared: ReadonlySet<RecipeNode> = new Set(),
): ReadonlySet<RecipeNode> {
  const order = [...nodesOf(recipe)];
  const users = new Map<RecipeNode, RecipeNode[]>();
  for (const node of order) {
    for (const input of inputsOf(node)) users.set(input, [...(users.get(input) ?? []), node]);
  }
  const outOfStep = new Set([
    ...readOutOfStep(order, users),
    ...readBesideKernels(order, users),
    ...readFarAround(order, users, rowsAtOnce),
  ]);
  const held = new Set<RecipeNode>();
  const inAnyOrder = new Set<RecipeNode>();
  for (const node of order) {
    const readers = users.get(node) ?? [];
    const outOfOrder = readers.some((reader) => !streamsThrough(reader));
    if (!shared.has(node) && isRandomAccess(node, inAnyOrder)) inAnyOrder.add(node);
    else if (shared.has(node) || outOfOrder || outOfStep.has(node)) {
      held.add(node);
      inAnyOrder.add(node);
    }
  }
  return held;
}

/** What several read, of which not all go through it row by row together. From the result back. */
function readOutOfStep(
  order: readonly RecipeNode[],
  users: ReadonlyMap<RecipeNode, readonly RecipeNode[]>,
): ReadonlySet<RecipeNode> {
  const inStep = new Set<RecipeNode>();
  for (const node of order.toReversed()) {
    const readers = users.get(node) ?? [];
    if (readers.length <= 1 || readers.every((reader) => inStep.has(reader) && keepsRows(reader, node)))
      inStep.add(node);
  }
  return new Set(order.filter((node) => !inStep.has(node)));
}

/**
 * What is read by several, where one way from it to where all meet again leads through a kernel: that runs ahead of the
 * others by whatever its threads have in work.
 */
function readBesideKernels(
  order: readonly RecipeNode[],
  users: ReadonlyMap<RecipeNode, readonly RecipeNode[]>,
): readonly RecipeNode[] {
  if (!order.some(({ kind }) => kind === "kernel")) return [];
  return order.filter((node, index) => {
    const readers = users.get(node) ?? [];
    if (readers.length <= 1) return false;
    const reached = new Set([node]);
    /** Ways that have left what was reached, and have not come to their next node. */
    let open = readers.length;
    for (const next of order.slice(index + 1)) {
      const arriving = inputsOf(next).filter((input) => reached.has(input)).length;
      if (arriving === 0) continue;
      open -= arriving;
      if (open === 0) return false;
      if (next.kind === "kernel") return true;
      reached.add(next);
      open += users.get(next)?.length ?? 0;
    }
    return false;
  });
}

/**
 * What is read by operations that together see more rows above and below theirs than libvips works on at a time. Its
 * threads may be two lots of rows apart, and the cache of a file that is read in order has four: with a lot above and
 * one below, they are all there; with more, a thread that is behind asks for rows that are gone. From the result back.
 */
function readFarAround(
  order: readonly RecipeNode[],
  users: ReadonlyMap<RecipeNode, readonly RecipeNode[]>,
  rowsAtOnce: number,
): ReadonlySet<RecipeNode> {
  const around = new Map<RecipeNode, number>();
  const found = new Set<RecipeNode>();
  for (const node of order.toReversed()) {
    const readers = users.get(node) ?? [];
    const rows = Math.max(0, ...readers.map((reader) => rowsSeen(reader, around.get(reader) ?? 0)));
    const isTooMany = rows > rowsAtOnce;
    if (isTooMany) found.add(node);
    around.set(node, isTooMany ? 0 : rows);
  }
  return found;
}

/** Rows on either side that a reader asks for, where `further` of its own are asked for. */
function rowsSeen(reader: RecipeNode, further: number): number {
  if (reader.kind === "metadata") return further;
  // What makes an image lower has a cache of its own, and a kernel windows.
  if (reader.kind !== "operation" || resamples(reader)) return 0;
  const memory = classOf(reader);
  if (memory.kind !== "streams") return 0;
  return further + (memory.halo === "none" ? 0 : rowsAround(reader));
}

/** Whether a reader takes its input row by row, without looking back. */
function streamsThrough(reader: RecipeNode): boolean {
  if (reader.kind !== "operation") return true;
  const { kind } = classOf(reader);
  return kind === "streams" || kind === "reduces";
}

/** Operations that stream, and put rows elsewhere than where they were. */
const movesRows = new Set([
  "embed",
  "extract_area",
  "gravity",
  "insert",
  "join",
  "merge",
  "arrayjoin",
  "replicate",
  "wrap",
]);

/** Whether row y of the result comes from about row y of the input. */
function keepsRows(reader: RecipeNode, input: RecipeNode): boolean {
  if (reader.kind === "metadata" || reader.kind === "kernel") return true;
  if (reader.kind !== "operation" || classOf(reader).kind !== "streams" || movesRows.has(reader.name)) return false;
  const [result, source] = [headerOf(reader), headerOf(input)];
  return result.height * result.pages === source.height * source.pages;
}

/**
 * Whether rows can be asked for in any order and again: in memory already, made of nothing but numbers, or computed from
 * such at a small cost a pixel.
 */
function isRandomAccess(node: RecipeNode, inAnyOrder: ReadonlySet<RecipeNode>): boolean {
  if (node.kind === "pixels" || node.kind === "constant" || node.kind === "thumbnail") return true;
  if (node.kind === "open" || node.kind === "strips" || node.kind === "kernel") return false;
  const inputs = inputsOf(node);
  return inputs.every((input) => inAnyOrder.has(input));
}
