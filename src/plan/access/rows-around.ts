/**
 * How many rows above and below its own a row of a streaming operation's result is made of, from the arguments.
 * Not here: what threads hold for it (plan/cost/thread-buffers), or what is held because of it (plan/access/held-images).
 * Read next: plan/access/held-images.
 */
import { headerOf, inputsOf } from "../../graph/recipe/node.ts";
import type { OperationNode, RecipeNode } from "../../graph/recipe/nodes.ts";

/** Rows of the input on either side. Nought for operations that see one pixel, or its next neighbours. */
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
 * Rows in which two merged images lie over each other. Where one is below the other, libvips searches all of these rows
 * for their outermost pixels before it makes the first of them; where they are side by side, each row for itself.
 */
export function overlapRows(node: OperationNode): number {
  if (node.name !== "merge" || node.args["direction"] === "horizontal") return 0;
  const both = inputsOf(node).reduce((sum, input) => sum + headerOf(input).height, 0);
  return Math.max(0, both - headerOf(node).height);
}

/** Whether an operation makes an image lower, for which it keeps rows of its input. */
export function resamples(node: RecipeNode): boolean {
  if (node.kind !== "operation" || !/^(?:resize|reducev?|shrinkv?|thumbnail_image)$/.test(node.name)) return false;
  const [input] = inputsOf(node);
  return input !== undefined && headerOf(node).height < headerOf(input).height;
}

/** Where a Gaussian falls below the amplitude at which libvips cuts it off. */
function gaussianRadius(sigma: number, leastAmplitude: number): number {
  return Math.ceil(sigma * Math.sqrt(-2 * Math.log(leastAmplitude)));
}

/** Half the mask, or half the picture that is looked for. One that is turned, or used both ways, may be as high as wide. */
function maskRows({ args }: OperationNode): number {
  const mask = args["mask"] ?? args["ref"];
  if (mask === undefined || typeof mask !== "object" || !("kind" in mask)) return 0;
  const { width, height } = headerOf(mask);
  return Math.ceil(Math.max(width, height) / 2);
}
