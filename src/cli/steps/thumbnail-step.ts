/**
 * `thumbnail` as a step of a pipeline: Sluice's own operation, which decodes at the smallest scale
 * that the result needs.
 * Not here: libvips' operation of that name, which takes a file instead of an image.
 * Read next: graph/recipe/thumbnail, cli/steps/read-pipeline.
 */
import type { Image } from "../../graph/image/image.ts";
import type { ArgumentShape, OperationShape } from "../../graph/recipe/nodes.ts";
import { crops, fits, type ThumbnailOptions, thumbnailSpec } from "../../graph/recipe/thumbnail.ts";
import type { PipelineCall } from "./arguments.ts";
import type { KnownOperations } from "./read-pipeline.ts";

const name = "thumbnail";

function argument(argument: Omit<ArgumentShape, "required">, required = false): ArgumentShape {
  return Object.freeze({ ...argument, required });
}

const shape: OperationShape = Object.freeze({
  name,
  description: "resample into a box, decoding no more than that needs",
  inputs: [
    argument({ name: "in", kind: "image", blurb: "input image" }, true),
    argument({ name: "size", kind: "string", blurb: "500 or 500x400 (a box), 500x (a width), x500 (a height)" }, true),
    argument({ name: "fit", kind: "enum", values: fits, default: "inside", blurb: "how the box is met" }),
    argument({ name: "crop", kind: "enum", values: crops, default: "centre", blurb: "what fit=cover keeps" }),
    argument({ name: "enlarge", kind: "boolean", default: false, blurb: "let smaller images grow" }),
    argument({ name: "background", kind: "doubles", blurb: "behind alpha and as padding, 1 or 3 values of 0 to 255" }),
    argument({ name: "pages", kind: "enum", values: ["first", "all"], default: "first", blurb: "of an animation" }),
    argument({
      name: "colour",
      kind: "enum",
      values: ["srgb", "keep"],
      default: "srgb",
      blurb: "convert to sRGB, or keep what the profile says",
    }),
  ],
  outputs: [argument({ name: "out", kind: "image", blurb: "output image" }, true)],
});

/** The same operations, with this one in place of libvips'. */
export function withThumbnail(operations: KnownOperations): KnownOperations {
  return {
    names: () => [...new Set([...operations.names(), name])].sort(),
    shape: (asked) => (asked === name ? shape : operations.shape(asked)),
  };
}

export function isThumbnail(call: PipelineCall): boolean {
  return call.name === name;
}

/** @throws {UsageError} when the size is invalid. */
export function checkThumbnail({ args: { size, ...options } }: PipelineCall): void {
  thumbnailSpec(size as string, options as ThumbnailOptions);
}

export function thumbnailStep(image: Image, { args: { size, ...options } }: PipelineCall): Image {
  return image.thumbnail(size as string, options as ThumbnailOptions);
}
