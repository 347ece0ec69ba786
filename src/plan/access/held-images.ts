/**
 * Decides which images of a recipe are held in memory, and which only stream through.
 * Not here: the cost of either (plan/cost/operation).
 * Read next: plan/access/operation-memory.
 */

import type { OperationName } from "../../graph/image/operations.generated.ts";
import { headerOf, inputsOf, nodesOf } from "../../graph/recipe/node.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";
import { type MemoryClass, memoryClasses, memoryClassOf } from "./operation-memory.ts";
import { resamples, rowsAround } from "./rows-around.ts";

/** The memory class of a node. An unknown operation may need anything. */
export function classOf(node: RecipeNode): MemoryClass {
  if (node.kind !== "operation") return { kind: "creates" };
  // A saver reads its image in order, like a reducing operation.
  if (/save(?:_|$)/.test(node.name)) return { kind: "reduces", to: "what the encoder holds" };
  if (!(node.name in memoryClasses)) return { kind: "whole image", holds: "nobody knows what" };
  return memoryClassOf(node.name as OperationName, node.args);
}

/**
 * The images that must be held. These are files, and images computed from files, where a reader reads them out of order
 * or needs more rows at once than are kept. Also held is an image with several readers, unless all of them read it row
 * by row in step. Images after a held image can be computed in any order, and are not held again.
 * `rowsAtOnce` is how many rows libvips works on at a time; `shared` are images that are held for other recipes, too.
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

/** Images with several readers that do not all read row by row in step. Goes from the result back. */
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
 * Images with several readers, where one path to the node that joins them again leads through a kernel. A kernel runs
 * ahead of the other paths by the work of its threads.
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
    /** The number of open paths: they have left a reached node, and have not come to their next node. */
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
 * Images whose readers together need more rows above and below their own than libvips works on at a time. Its threads
 * may be two tiles of rows apart, and the line cache of a sequential file keeps four. With one above and one below, all
 * rows are there; with more, a slow thread asks for rows that are gone. Goes from the result back.
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

/** The rows on either side that a reader needs, where `further` rows of its own result are needed. */
function rowsSeen(reader: RecipeNode, further: number): number {
  if (reader.kind === "metadata") return further;
  // A reducing operation has a cache of its own, and a kernel has windows.
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

/** Operations that stream, but move rows to another place. */
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
 * Whether rows can be read again and in any order: the image is in memory, is made of constants only, or is cheaply
 * computed from such images.
 */
function isRandomAccess(node: RecipeNode, inAnyOrder: ReadonlySet<RecipeNode>): boolean {
  if (node.kind === "pixels" || node.kind === "constant" || node.kind === "thumbnail") return true;
  if (node.kind === "open" || node.kind === "strips" || node.kind === "kernel") return false;
  const inputs = inputsOf(node);
  return inputs.every((input) => inAnyOrder.has(input));
}
