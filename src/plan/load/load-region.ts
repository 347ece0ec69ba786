/**
 * Finds the part of a store's image that is needed, where only crops read it. Only the chunks of that part are decoded.
 * Not here: files that libvips reads, which crops while it decodes, or the reading (run/rows/store-feed).
 * Read next: plan/load/choose-loads, run/lowering/cropped-load.
 */
import type { Rect, Size } from "../../core/rect.ts";
import type { OpenNode, RecipeNode } from "../../graph/recipe/nodes.ts";
import type { LoadChoice } from "./load-choice.ts";

/** The rectangle of an operation that only crops its image. */
export function cropOf(node: RecipeNode): Rect | undefined {
  if (node.kind !== "operation" || node.name !== "extract_area") return undefined;
  const { left, top, width, height } = node.args;
  const numbers = [left, top, width, height];
  return numbers.every(Number.isSafeInteger) ? ({ left, top, width, height } as Rect) : undefined;
}

/**
 * Limits the load of a store to the smallest rectangle that contains the crops of all its readers. `readers` are all
 * nodes that compute from the node, in all recipes that are loaded together.
 */
export function loadedRegion(node: OpenNode, load: LoadChoice, readers: readonly RecipeNode[]): LoadChoice {
  if (node.source.kind !== "store" || load.pages > 1 || readers.length === 0) return load;
  const crops = readers.map(cropOf).filter((crop) => crop !== undefined && isInside(crop, load.size)) as Rect[];
  if (crops.length < readers.length) return load;
  const [left, top] = [Math.min(...crops.map((crop) => crop.left)), Math.min(...crops.map((crop) => crop.top))];
  const width = Math.max(...crops.map((crop) => crop.left + crop.width)) - left;
  const height = Math.max(...crops.map((crop) => crop.top + crop.height)) - top;
  const isWhole = width === load.size.width && height === load.size.height;
  return isWhole ? load : { ...load, region: { left, top, width, height }, size: { width, height } };
}

/** A crop that is not inside is left to libvips, which reports the error. */
function isInside({ left, top, width, height }: Rect, size: Size): boolean {
  const begins = left >= 0 && top >= 0 && width >= 1 && height >= 1;
  return begins && left + width <= size.width && top + height <= size.height;
}
