/**
 * The static methods of Image: creators, pixels from arrays, recipes from JSON.
 * Not here: opening files, which open() does.
 * Read next: graph/image/operation-methods.
 */
import type { PixelFormat, Samples, SamplesOf } from "../../core/pixel-format.ts";
import type { RecipeJson } from "../recipe/json.ts";
import type { MapKernelOptions, MapPixelsOptions, ModuleKernel, PixelKernel, TilesKernel } from "../recipe/kernel.ts";
import { kernelNode } from "../recipe/kernel-node.ts";
import { forOperations } from "../recipe/node.ts";
import { type PixelsHeader, pixelsNode, type StripsHeader, stripsNode } from "../recipe/pixels-node.ts";
import type { GivenStrips } from "../recipe/strip-source.ts";
import type { Engine, OpenOptions } from "./engine.ts";
import { replay } from "./from-json.ts";
import { type Image, imageOf, recipeOf } from "./image.ts";
import type { OperationInput } from "./operand.ts";
import { camelCase } from "./operation-call.ts";
import { callInOrder, callNamed } from "./operation-methods.ts";
import { foreignNames, type ImageCreators, operationNames } from "./operations.generated.ts";

export interface ImageStatics extends ImageCreators {
  /**
   * An image over an array: row by row, bands interleaved. The array is used without a copy: do not change it for as
   * long as the image is used.
   * @throws {UsageError} when the sizes do not agree with the array's length.
   */
  fromPixels<F extends PixelFormat>(samples: SamplesOf<F>, header: PixelsHeader & { readonly format: F }): Image;
  fromPixels(samples: Samples | Uint8ClampedArray, header: PixelsHeader): Image;
  /**
   * An image whose pixels a program produces, strip by strip from the top down, while the image is saved or read. Each
   * strip is requested when there is room for it, so that an image of any size passes through a few rows of memory. A
   * strip is an array of whole rows, or an object with such an array as its `data`, such as a strip of another image.
   * The image can run only once, because its strips come only once.
   *
   * @example
   * await Image.fromStrips({ width, height, bands: 3 }, inverted(image.strips())).save("inverted.tif");
   * @throws {UsageError} when a size is out of range; and from the run, when the strips do not agree with the header.
   * The run also throws any error of the strips' own code.
   */
  fromStrips(header: StripsHeader, strips: GivenStrips): Image;
  /**
   * As {@link Image.map}, over several images of one size: the kernel gets the same tile of each, in an array. Format,
   * bands and metadata are those of the first, unless options say otherwise.
   *
   * @example
   * Image.map([nir, red], ([n, r], out) => { … }, { format: "float" });
   * @throws {UsageError} when their sizes differ.
   */
  map<G extends PixelFormat = PixelFormat>(
    images: readonly Image[],
    kernel: TilesKernel<G> | ModuleKernel,
    options?: MapKernelOptions<G>,
  ): Image;
  /**
   * As {@link Image.mapPixels}, over several images: a pixel has the bands of all images, one after the other, in one
   * format.
   */
  mapPixels<G extends PixelFormat = PixelFormat>(
    images: readonly Image[],
    kernel: PixelKernel | ModuleKernel,
    options?: MapPixelsOptions<G>,
  ): Image;
  /** A small one-band image from rows of numbers, in double: a mask, a matrix, a table. */
  matrix(rows: readonly (readonly number[])[]): Image;
  /** The recipe that {@link Image.toJSON} wrote. Opens its sources and reads their headers, and computes nothing. */
  fromJSON(json: RecipeJson, options?: OpenOptions): Promise<Image>;
  /** Calls an operation that has no input image, or whose images are all in `args`. */
  call(
    name: string,
    args?: Readonly<Record<string, OperationInput | undefined>> & { readonly allOutputs?: boolean },
  ): unknown;
}

/** The prototype for the static side of the class, like the object of methods (graph/image/operation-methods). */
export function imageStatics(engine: Engine): ImageStatics {
  const statics: Record<string, unknown> = {};
  for (const name of [...operationNames, ...foreignNames]) {
    statics[camelCase(name)] = (...given: readonly unknown[]) => callInOrder(engine, name, undefined, given);
  }
  Object.assign(statics, {
    fromPixels: (samples: Samples | Uint8ClampedArray, header: PixelsHeader) =>
      imageOf(engine, pixelsNode(samples, header)),
    fromStrips: (header: StripsHeader, strips: GivenStrips) => imageOf(engine, stripsNode(header, strips)),
    map: (images: readonly Image[], kernel: TilesKernel, options: MapKernelOptions = {}) => {
      const inputs = images.map((image) => forOperations(recipeOf(image)));
      return imageOf(engine, kernelNode(inputs, kernel, "tiles", options));
    },
    mapPixels: (images: readonly Image[], kernel: PixelKernel, options: MapPixelsOptions = {}) => {
      const joined = callInOrder(engine, "bandjoin", undefined, [images]) as Image;
      const [first = joined] = images;
      const { bands, format } = first;
      return joined.mapPixels(kernel, { bands, format, ...options });
    },
    matrix: (rows: readonly (readonly number[])[]) => {
      const header = { width: rows[0]?.length ?? 0, height: rows.length, interpretation: "matrix" };
      return imageOf(engine, pixelsNode(Float64Array.from(rows.flat()), header));
    },
    fromJSON: async (json: RecipeJson, options: OpenOptions = {}) =>
      imageOf(engine, await replay(engine, json, options)),
    call: (name: string, args: Readonly<Record<string, unknown>> = {}) => callNamed(engine, name, undefined, args),
  });
  return Object.setPrototypeOf(statics, Function.prototype) as ImageStatics;
}
