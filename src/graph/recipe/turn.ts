/**
 * Rotating a whole image by quarters and flipping it: the operations that do only that, and where a part of the image
 * goes.
 * Not here: any other angle, which mixes pixels.
 * Read next: plan/turned.
 */
import type { Rect, Size } from "../../core/rect.ts";
import { headerOf } from "./node.ts";
import type { RecipeNode } from "./nodes.ts";

/** An operation that moves pixels and changes none: an angle of libvips' `rot`, or a direction of its `flip`. */
export type Turn = "d90" | "d180" | "d270" | "horizontal" | "vertical";

/** A part of an image, and the image's size. */
export interface Part {
  readonly rect: Rect;
  readonly size: Size;
}

/** The turns that make an image upright, by EXIF orientation, 1 to 8. */
const upright: readonly (readonly Turn[])[] = [
  [],
  ["horizontal"],
  ["d180"],
  ["vertical"],
  ["d90", "horizontal"],
  ["d90"],
  ["d270", "horizontal"],
  ["d270"],
];

/** The turns of an operation that only rotates or flips its whole input; undefined for any other. */
export function turnsOf(node: RecipeNode): readonly Turn[] | undefined {
  if (node.kind !== "operation") return undefined;
  const { name, args } = node;
  const { angle = "d90", direction } = args as { readonly angle?: Turn | "d0"; readonly direction?: Turn };
  if (name === "rot") return angle === "d0" ? [] : [angle];
  if (name === "flip") return [direction as Turn];
  return name === "autorot" ? upright[headerOf(args.in as RecipeNode).orientation - 1] : undefined;
}

/** The position of a part after the whole image is turned. */
export function turnedPart(part: Part, turns: readonly Turn[]): Part {
  return turns.reduce(turnedOnce, part);
}

function turnedOnce({ rect, size }: Part, turn: Turn): Part {
  const { left, top, width, height } = rect;
  const fromRight = size.width - left - width;
  const fromBottom = size.height - top - height;
  const sideways = { width: size.height, height: size.width };
  switch (turn) {
    case "d90":
      return { rect: { left: fromBottom, top: left, width: height, height: width }, size: sideways };
    case "d180":
      return { rect: { ...rect, left: fromRight, top: fromBottom }, size };
    case "d270":
      return { rect: { left: top, top: fromRight, width: height, height: width }, size: sideways };
    case "horizontal":
      return { rect: { ...rect, left: fromRight }, size };
    case "vertical":
      return { rect: { ...rect, top: fromBottom }, size };
  }
}

/** Whether rows become columns. */
export function isSideways(turns: readonly Turn[]): boolean {
  return turns.filter((turn) => turn === "d90" || turn === "d270").length % 2 === 1;
}
