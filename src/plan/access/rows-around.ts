/**
 * Counts the rows above and below its own that a row of a streaming operation's result needs, from the arguments.
 * Not here: the buffers of threads for them (plan/cost/thread-buffers), or the images held because of them
 * (plan/access/held-images).
 * Read next: plan/access/held-images.
 */
import { headerOf, inputsOf } from "../../graph/recipe/node.ts";
import type { OperationNode, RecipeNode } from "../../graph/recipe/nodes.ts";

/** The rows of the input on either side. Zero for operations that need one pixel, or its direct neighbours. */
export function rowsAround(node: OperationNode): number {
  const { name, args } = node;
  const number = (argument: string, otherwise: number): number => {
    const value = args[argument];
    return typeof value === "number" ? value : otherwise;
  };
  switch (name) {
    case "gaussblur":
      return gaussianRadius(number("sigma", 1.5), number("min_ampl", 0.2));
    case "canny":
      return gaussianRadius(number("sigma", 1.4), 0.2);
    case "sharpen":
      return gaussianRadius(number("sigma", 0.5), 0.1);
    case "rank":
    case "stdif":
      return Math.ceil(number("height", 3) / 2);
    case "merge":
      return overlapRows(node);
    default:
      return maskRows(node);
  }
}

/**
 * The rows in which two merged images overlap. Where one image is below the other, libvips searches all of these rows
 * for their outermost pixels before it computes the first one. Side by side, it searches each row by itself.
 */
export function overlapRows(node: OperationNode): number {
  if (node.name !== "merge" || node.args["direction"] === "horizontal") return 0;
  const both = inputsOf(node).reduce((sum, input) => sum + headerOf(input).height, 0);
  return Math.max(0, both - headerOf(node).height);
}

/** Whether an operation reduces an image's height, for which it keeps rows of its input. */
export function resamples(node: RecipeNode): boolean {
  if (node.kind !== "operation" || !/^(?:resize|reducev?|shrinkv?|thumbnail_image)$/.test(node.name)) return false;
  const [input] = inputsOf(node);
  return input !== undefined && headerOf(node).height < headerOf(input).height;
}

/** The distance at which a Gaussian falls below the amplitude where libvips cuts it off. */
function gaussianRadius(sigma: number, leastAmplitude: number): number {
  return Math.ceil(sigma * Math.sqrt(-2 * Math.log(leastAmplitude)));
}

/**
 * Half the mask, or half the reference image. A mask that is rotated, or used both ways, may be as high as it is wide.
 */
function maskRows({ args }: OperationNode): number {
  const mask = args["mask"] ?? args["ref"];
  if (mask === undefined || typeof mask !== "object" || !("kind" in mask)) return 0;
  const { width, height } = headerOf(mask);
  return Math.ceil(Math.max(width, height) / 2);
}
