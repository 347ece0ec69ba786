/**
 * Crops of an image of which only a part is loaded: the same pixels, counted from where that part begins.
 * Not here: choosing the part (plan/load/load-region), or loading it (run/rows/store-feed).
 * Read next: plan/load/load-region, run/lowering/lowering.
 */
import type { Rect } from "../../core/rect.ts";
import { inputsOf } from "../../graph/recipe/node.ts";
import type { OperationNode } from "../../graph/recipe/nodes.ts";
import { cropOf } from "../../plan/load/load-region.ts";
import type { Plan } from "../../plan/plan.ts";

/** A crop and where it lies in what is loaded; undefined for all that reads no part of an image. */
export interface LoadedCrop {
  readonly args: OperationNode["args"];
  /** In the whole image. */
  readonly crop: Rect;
}

export function cropOfLoaded(node: OperationNode, loads: Plan["loads"]): LoadedCrop | undefined {
  const crop = cropOf(node);
  const [input] = inputsOf(node);
  const region = input?.kind === "open" ? loads.get(input)?.region : undefined;
  if (crop === undefined || region === undefined) return undefined;
  return { args: { ...node.args, left: crop.left - region.left, top: crop.top - region.top }, crop };
}
