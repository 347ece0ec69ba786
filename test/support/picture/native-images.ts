/**
 * Makes small images from samples in a test, and reads an image's samples, through the C API directly.
 * Not here: any of Sluice's own encoding or decoding, so that a test judges only the operations.
 * Read next: test/native/operation/arguments.test.ts.
 */
import { type PixelFormat, pixelFormats, sampleBytes } from "../../../src/core/pixel-format.ts";
import type { Pointer } from "../../../src/native/library/declarations.ts";
import { native } from "../../../src/native/library/library.ts";
import { copyBytes, OutPointer } from "../../../src/native/library/read-memory.ts";
import type { NativeValue } from "../../../src/native/object/gvalue.ts";
import { ImageHandle } from "../../../src/native/object/image-handle.ts";
import type { Results } from "../../../src/native/operation/call.ts";

/** The formats that the tests need, with the arrays that hold them. */
const arrays = { uchar: Uint8Array, ushort: Uint16Array, int: Int32Array, float: Float32Array, double: Float64Array };
type TestFormat = keyof typeof arrays;

export interface Shape {
  readonly width: number;
  readonly height: number;
  readonly bands?: number;
  readonly format?: TestFormat;
}

/** An image with these samples, row by row, bands interleaved; libvips gets a copy. */
export function imageOf(
  { width, height, bands = 1, format = "uchar" }: Shape,
  samples: readonly number[],
): ImageHandle {
  if (samples.length !== width * height * bands) throw new Error(`${samples.length} samples for this shape`);
  const data = arrays[format].from(samples);
  const code = pixelFormats.indexOf(format);
  const address = native().vips_image_new_from_memory_copy(data, data.byteLength, width, height, bands, code);
  return new ImageHandle(address as Pointer);
}

/** An image with the same value everywhere. */
export function flat(shape: Shape, value: number): ImageHandle {
  return imageOf(shape, new Array<number>(shape.width * shape.height * (shape.bands ?? 1)).fill(value));
}

/** All samples of an image, computed now. */
export function samplesOf(image: ImageHandle): number[] {
  const size = new OutPointer();
  const address = native().vips_image_write_to_memory(image.address, size);
  if (address === null) throw new Error("the image could not be computed");
  const data = copyBytes(address, size.size);
  native().g_free(address);
  if (data.length % sampleBytes(image.format) !== 0) throw new Error("not a whole number of samples");
  return Array.from(new (arrayFor(image.format))(data.buffer as ArrayBuffer));
}

function arrayFor(format: PixelFormat): (typeof arrays)[TestFormat] {
  if (format in arrays) return arrays[format as TestFormat];
  throw new Error(`tests read no ${format}`);
}

/** The result `name`, which has to be an image; the test disposes of it with the others by {@link dispose}. */
export function image(results: Results, name = "out"): ImageHandle {
  const value = results[name];
  if (value instanceof ImageHandle) return value;
  throw new Error(`${name} is no image`);
}

/** The result `name`, which has to be bytes. */
export function blob(results: Results, name = "buffer"): Uint8Array {
  const value: NativeValue | undefined = results[name];
  if (value instanceof Uint8Array) return value;
  throw new Error(`${name} is no bytes`);
}
