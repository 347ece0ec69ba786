/**
 * Reads and sets metadata fields of native images.
 * Not here: pixels, or the header's own fields (native/operation/image-header).
 * Read next: graph/recipe/metadata.
 */
import type { MetadataValue } from "../../graph/recipe/nodes.ts";
import type { Pointer } from "../library/declarations.ts";
import { native } from "../library/library.ts";
import { copyPointers, readText } from "../library/read-memory.ts";
import { ValueBox } from "./gvalue.ts";
import type { ImageHandle } from "./image-handle.ts";

/** Every field that is a number, a text, bytes, or an array of numbers. */
export function metadataOf(image: ImageHandle): Readonly<Record<string, MetadataValue>> {
  const fields: Record<string, MetadataValue> = {};
  for (const name of fieldNames(image)) {
    using box = new ValueBox();
    if (native().vips_image_get(image.address, name, box.memory) !== 0) continue;
    const value = box.get();
    if (typeof value === "object" ? isData(value) : typeof value !== "boolean" && value !== undefined) {
      fields[name] = value as MetadataValue;
    }
  }
  return fields;
}

function isData(value: object): boolean {
  return value instanceof Uint8Array || Array.isArray(value);
}

function fieldNames(image: ImageHandle): string[] {
  const list = native().vips_image_get_fields(image.address) as Pointer;
  const names: string[] = [];
  for (let at = list; ; at += 8n) {
    const [text] = copyPointers(at, 1);
    if (text === undefined || text === 0n) break;
    names.push(readText(text));
  }
  native().g_strfreev(list);
  return names;
}

/** Fields that describe the pixels themselves: setting them would change what the image is. */
const ofPixels = new Set(
  "width height bands format coding interpretation xoffset yoffset xres yres filename".split(" "),
);

/**
 * Copies all fields of one image, of any type, and its resolution to an image with no other owner, and returns the
 * latter. Setting an EXIF block also sets the fields inside it. This restores the fields that the first image has
 * changed or removed since.
 */
export function copyMetadata(from: ImageHandle, to: ImageHandle): ImageHandle {
  const functions = native();
  const names = fieldNames(from);
  const wanted = new Set([...names, ...fieldNames(to), ...ofPixels]);
  for (const name of names) {
    if (ofPixels.has(name)) continue;
    using box = new ValueBox();
    if (functions.vips_image_get(from.address, name, box.memory) === 0) {
      functions.vips_image_set(to.address, name, box.memory);
    }
  }
  for (const name of fieldNames(to)) {
    if (!wanted.has(name)) functions.vips_image_remove(to.address, name);
  }
  for (const name of ["xres", "yres"]) {
    using box = new ValueBox();
    functions.vips_image_get(from.address, name, box.memory);
    functions.g_object_set_property(to.address, name, box.memory);
  }
  return to;
}

/** Sets fields of an image that has no other owner, and returns it. */
export function setMetadata(
  image: ImageHandle,
  fields: Readonly<Record<string, MetadataValue | undefined>>,
): ImageHandle {
  const { address } = image;
  const functions = native();
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) functions.vips_image_remove(address, name);
    else if (typeof value === "string") functions.vips_image_set_string(address, name, value);
    else if (value instanceof Uint8Array) functions.vips_image_set_blob_copy(address, name, value, value.length);
    else if (typeof value === "object") {
      functions.vips_image_set_array_int(address, name, Int32Array.from(value), value.length);
    } else if (Number.isInteger(value)) functions.vips_image_set_int(address, name, value);
    else functions.vips_image_set_double(address, name, value);
  }
  return image;
}
