/**
 * Crops of an image that is loaded only in part: the same pixels, with coordinates relative to that part.
 * Not here: choosing the part (plan/load/load-region), or loading it (run/rows/store-feed).
 * Read next: plan/load/load-region, run/lowering/lowering.
 */
import type { Rect } from "../../core/rect.ts";
import { inputsOf } from "../../graph/recipe/node.ts";
import type { OperationNode } from "../../graph/recipe/nodes.ts";
import { cropOf } from "../../plan/load/load-region.ts";
import type { Plan } from "../../plan/plan.ts";

/** A crop, with arguments relative to the loaded part; undefined where no part is loaded. */
export interface LoadedCrop {
  readonly args: OperationNode["args"];
  /** The crop in coordinates of the whole image. */
  readonly crop: Rect;
}

export function cropOfLoaded(node: OperationNode, loads: Plan["loads"]): LoadedCrop | undefined {
  const crop = cropOf(node);
  const [input] = inputsOf(node);
  const region = input?.kind === "open" ? loads.get(input)?.region : undefined;
  if (crop === undefined || region === undefined) return undefined;
  return { args: { ...node.args, left: crop.left - region.left, top: crop.top - region.top }, crop };
}
