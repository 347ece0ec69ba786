/**
 * Turning a whole image by quarters and turning it over: which operations do just that, and where a part of the image
 * comes to lie.
 * Not here: any other angle, which mixes pixels.
 * Read next: plan/turned.
 */
import type { Rect } from "../core/rect.ts";
import type { Size } from "./header.ts";
import { headerOf, type RecipeNode } from "./node.ts";
import type { OperationNode } from "./operation.ts";

/** A call of libvips' that moves pixels and changes none. */
export type Turn =
  | { readonly name: "rot"; readonly args: { readonly angle: "d90" | "d180" | "d270" } }
  | { readonly name: "flip"; readonly args: { readonly direction: "horizontal" | "vertical" } };

/** A part of an image, and the image's size. */
export interface Part {
  readonly rect: Rect;
  readonly size: Size;
}

const quarter: Turn = { name: "rot", args: { angle: "d90" } };
const half: Turn = { name: "rot", args: { angle: "d180" } };
const threeQuarters: Turn = { name: "rot", args: { angle: "d270" } };
const mirror: Turn = { name: "flip", args: { direction: "horizontal" } };
const upsideDown: Turn = { name: "flip", args: { direction: "vertical" } };

/** By EXIF orientation, 1 to 8: what makes the image upright. */
const upright: readonly (readonly Turn[])[] = [
  [],
  [mirror],
  [half],
  [upsideDown],
  [quarter, mirror],
  [quarter],
  [threeQuarters, mirror],
  [threeQuarters],
];

/** What an operation does where it turns all of its input, or turns it over, and nothing else; undefined otherwise. */
export function turnsOf(node: RecipeNode): readonly Turn[] | undefined {
  if (node.kind !== "operation") return undefined;
  switch (node.name) {
    case "rot":
      return rotOf(node);
    case "flip":
      return [node.args.direction === "vertical" ? upsideDown : mirror];
    case "autorot":
      return upright[headerOf(node.args.in as RecipeNode).orientation - 1];
    default:
      return undefined;
  }
}

function rotOf({ args }: OperationNode): readonly Turn[] {
  const byAngle = { d0: [], d90: [quarter], d180: [half], d270: [threeQuarters] };
  return byAngle[(args.angle ?? "d90") as keyof typeof byAngle];
}

/** Where a part lies once the whole is turned. */
export function turnedPart(part: Part, turns: readonly Turn[]): Part {
  return turns.reduce(turnedOnce, part);
}

function turnedOnce({ rect, size }: Part, turn: Turn): Part {
  const { left, top, width, height } = rect;
  const fromRight = size.width - left - width;
  const fromBottom = size.height - top - height;
  const sideways = { width: size.height, height: size.width };
  if (turn.name === "flip") {
    const isMirror = turn.args.direction === "horizontal";
    return { rect: isMirror ? { ...rect, left: fromRight } : { ...rect, top: fromBottom }, size };
  }
  switch (turn.args.angle) {
    case "d90":
      return { rect: { left: fromBottom, top: left, width: height, height: width }, size: sideways };
    case "d180":
      return { rect: { ...rect, left: fromRight, top: fromBottom }, size };
    case "d270":
      return { rect: { left: top, top: fromRight, width: height, height: width }, size: sideways };
  }
}

/** Whether rows become columns. */
export function isSideways(turns: readonly Turn[]): boolean {
  return turns.filter(({ args }) => "angle" in args && args.angle !== "d180").length % 2 === 1;
}
