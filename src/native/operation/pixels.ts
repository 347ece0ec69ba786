/**
 * Turns pixels that JavaScript holds into libvips images without a copy, and back.
 * Not here: reserving memory for them (run/), or their shape in the public API (graph/image/pixels).
 * Read next: native/operation/image-header.
 */

import { OperationError } from "../../core/errors.ts";
import { pixelFormats } from "../../core/pixel-format.ts";
import { imageBytes } from "../../graph/recipe/header.ts";
import type { PixelsNode } from "../../graph/recipe/nodes.ts";
import type { Pointer } from "../library/declarations.ts";
import { takeErrorText } from "../library/error-text.ts";
import { native } from "../library/library.ts";
import { addressOf, viewBytes } from "../library/read-memory.ts";
import { ImageHandle } from "../object/image-handle.ts";
import { setFields } from "./image-header.ts";

/** An image over bytes. It references the bytes for as long as its handle lives. */
class ImageOverBytes extends ImageHandle {
  readonly bytes: Uint8Array;
  constructor(address: Pointer, bytes: Uint8Array) {
    super(address);
    this.bytes = bytes;
  }
}

/** The image over a node's pixels. The node must outlive every use of the image. */
export function imageOfPixels({ data, header }: PixelsNode): ImageHandle {
  // Small typed arrays live inside the JavaScript heap, where the collector moves them. Reading
  // `buffer` moves them out.
  void data.buffer;
  const { width, bands, format, pages } = header;
  const height = header.height * pages;
  const address = native().vips_image_new_from_memory(
    addressOf(data),
    data.length,
    width,
    height,
    bands,
    pixelFormats.indexOf(format),
  );
  if (address === null) {
    throw new OperationError(takeErrorText(), { operation: "fromPixels", cure: "Check the size of the data." });
  }
  const image = new ImageOverBytes(address as Pointer, data);
  setFields(image, { ...header, height });
  if (pages > 1) {
    image.setInt("n-pages", pages);
    image.setInt("page-height", header.height);
  }
  return image;
}

/** A view of the pixels of an image in memory. Do not use it after the image is disposed. */
export function pixelsOf(image: ImageHandle): Uint8Array {
  const address = native().vips_image_get_data(image.address) as Pointer;
  return viewBytes(address, imageBytes(image));
}
