/**
 * Calls the operation of a case: converts pictures to libvips' images, and its images back to pictures.
 * Not here: the expected results (the case has them). To call operations in another way, change only this file.
 * Read next: test/operations/case.ts, src/native/operation/call.ts.
 */
import { pixelFormats, samplesFrom } from "../../src/core/pixel-format.ts";
import type { Pointer } from "../../src/native/library/declarations.ts";
import { native } from "../../src/native/library/library.ts";
import { copyBytes, OutPointer } from "../../src/native/library/read-memory.ts";
import type { NativeValue } from "../../src/native/object/gvalue.ts";
import { Handle } from "../../src/native/object/handle.ts";
import { ImageHandle } from "../../src/native/object/image-handle.ts";
import { callForImage, callInWorker, type Results } from "../../src/native/operation/call.ts";
import type { CaseArguments, CaseResult, CaseResults, CaseValue, Made, OperationCase, Picture } from "./case.ts";

/** Calls an operation, and returns all its results as plain values. */
export async function runCase({ operation, args }: Pick<OperationCase, "operation" | "args">): Promise<CaseResults> {
  const handles: Handle[] = [];
  try {
    const results = await callWith(operation, args, handles);
    return Object.fromEntries(Object.entries(results).map(([name, value]) => [name, fromNative(name, value)]));
  } finally {
    for (const handle of handles) handle.dispose();
  }
}

/** Adds every handle that it makes, for an argument or as a result, to `handles`. */
async function callWith(operation: string, args: CaseArguments, handles: Handle[]): Promise<Results> {
  const given: Record<string, NativeValue> = {};
  for (const [name, value] of Object.entries(args)) given[name] = await toNative(value, handles);
  const results = await callInWorker(operation, given);
  handles.push(...Object.values(results).flatMap(handlesIn));
  return results;
}

async function toNative(value: CaseValue, handles: Handle[]): Promise<NativeValue> {
  if (typeof value !== "object" || value instanceof Uint8Array) return value;
  if ("data" in value) {
    const image = imageOf(value);
    handles.push(image);
    return image;
  }
  if ("operation" in value) return made(value, handles);
  if (!isImages(value)) return value as readonly number[];
  const images: NativeValue[] = [];
  for (const item of value) images.push(await toNative(item, handles));
  return images as ImageHandle[];
}

function isImages(value: readonly unknown[]): value is readonly (Picture | Made)[] {
  return value.length > 0 && value.every((item) => typeof item === "object");
}

async function made({ operation, args, result = "out" }: Made, handles: Handle[]): Promise<NativeValue> {
  const value = (await callWith(operation, args, handles))[result];
  if (value === undefined) throw new Error(`${operation} gives no ${result}`);
  return value;
}

/** An image with a picture's samples, which libvips copies. The caller owns the handle. */
export function imageOf(picture: Picture): ImageHandle {
  const { width, height, bands, format, data, interpretation = "multiband", orientation } = picture;
  const code = pixelFormats.indexOf(format);
  const address = native().vips_image_new_from_memory_copy(data, data.byteLength, width, height, bands, code);
  if (address === null) throw new Error(`libvips made no image of ${width} x ${height} x ${bands} ${format}`);
  using plain = new ImageHandle(address as Pointer);
  const image = callForImage("copy", { in: plain, interpretation });
  if (orientation !== undefined) image.setInt("orientation", orientation);
  return image;
}

function handlesIn(value: NativeValue): readonly Handle[] {
  return [value].flat().filter((item) => item instanceof Handle);
}

function fromNative(name: string, value: NativeValue): CaseResult {
  if (value instanceof ImageHandle) return pictureOf(value);
  if (handlesIn(value).length > 0) throw new Error(`${name} is neither an image nor a value`);
  return value as CaseResult;
}

/** All pixels of an image, computed now. */
export function pictureOf(image: ImageHandle): Picture {
  const { width, height, bands, format, interpretation } = image;
  const size = new OutPointer();
  const address = native().vips_image_write_to_memory(image.address, size);
  if (address === null) throw new Error("the image could not be computed");
  const bytes = copyBytes(address, size.size);
  native().g_free(address);
  const orientation = image.has("orientation") ? image.orientation : undefined;
  return { width, height, bands, format, interpretation, orientation, data: samplesFrom(format, bytes) };
}
