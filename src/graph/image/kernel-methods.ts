/**
 * Methods of Image that take a user's function: over tiles, over pixels, and to fold all tiles into one value.
 * Not here: kernels of several images (graph/image/image-statics), or running them (run/kernel/image).
 * Read next: graph/recipe/kernel, graph/recipe/kernel-node.
 */
import { UsageError } from "../../core/errors.ts";
import type { PixelFormat } from "../../core/pixel-format.ts";
import type {
  FoldOptions,
  MapKernelOptions,
  MapPixelsOptions,
  ModuleKernel,
  PixelKernel,
  TileKernel,
} from "../recipe/kernel.ts";
import { kernelCall, kernelNode } from "../recipe/kernel-node.ts";
import { forOperations } from "../recipe/node.ts";
import { engineOf, type Image, imageOf, recipeOf } from "./image.ts";

export interface ImageKernels {
  /**
   * This image with other pixels, which your function computes tile by tile; a step of the recipe like any other. A
   * function runs on this thread; a function that a module exports (`kernel()`) runs in worker threads.
   *
   * @example
   * image.map((tile, out) => { for (let at = 0; at < out.data.length; at += 1) out.data[at] = 255 - tile.data[at]; });
   * image.map(kernel(new URL("./median.js", import.meta.url)), { halo: 1 });
   * @throws {UsageError} for an option out of range. @throws {KernelError} from the run, when the kernel fails.
   */
  map<G extends PixelFormat = PixelFormat>(kernel: TileKernel<G> | ModuleKernel, options?: MapKernelOptions<G>): Image;
  /**
   * As {@link map}, with a function of one pixel: `image.mapPixels(([red, green]) => red - green, { bands: 1 })`. It is
   * shorter to write; a function of a tile is faster.
   */
  mapPixels<G extends PixelFormat = PixelFormat>(
    kernel: PixelKernel | ModuleKernel,
    options?: MapPixelsOptions<G>,
  ): Image;
  /**
   * Computes the image and folds all its tiles into one value, from the top down: `fold({ start: () => 0, step: (sum, tile) =>
   * … })`. A function on this thread gets each tile with the value that the last call returned. The kernel of a module computes
   * a value for each tile in worker threads, starting from a new `start()`. `combine` combines these values here, in the
   * order of the tiles, so that the result is the same for any number of threads. Values are posted as messages.
   *
   * It is not called `reduce`, because that is libvips' name for making an image smaller.
   * @throws {UsageError} for a kernel of a module without `combine`. @throws {KernelError} when the kernel fails.
   */
  fold<T>(options: FoldOptions<T>): Promise<T>;
}

export const kernelMethods: { readonly [Name in keyof ImageKernels]: (image: Image, ...given: never[]) => unknown } = {
  map: (image, kernel: TileKernel | ModuleKernel, options: MapKernelOptions = {}) =>
    imageOf(engineOf(image), kernelNode([forOperations(recipeOf(image))], kernel, "tile", options)),
  mapPixels: (image, kernel: PixelKernel | ModuleKernel, options: MapPixelsOptions = {}) =>
    imageOf(engineOf(image), kernelNode([forOperations(recipeOf(image))], kernel, "pixel", options)),
  fold: async (image, options: FoldOptions<unknown>) => {
    if (typeof options !== "object") {
      throw new UsageError("fold takes an object", { cure: "Call fold({ start: () => 0, step: (sum, tile) => … })." });
    }
    const { start, step, combine, ...settings } = options;
    const call = kernelCall(step, "fold", settings);
    const fold = { call, init: start, merge: combine };
    return await engineOf(image).streams.fold(forOperations(recipeOf(image)), fold, settings);
  },
};
