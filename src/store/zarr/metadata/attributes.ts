/**
 * Stores the attributes of an image as JSON: numbers, texts and lists of numbers as they are, bytes (ICC, EXIF) in base
 * 64.
 * Not here: attributes that describe the array itself (store/zarr/metadata/ome, store/zarr/metadata/metadata-v2).
 * Read next: store/zarr/write/create.
 */
import { UsageError } from "../../../core/errors.ts";
import type { Attribute, Attributes } from "../../chunks/store.ts";

/** Names that have a meaning in the metadata of arrays and groups. */
const reserved: readonly string[] = [
  ...["_ARRAY_DIMENSIONS", "multiscales", "ome", "omero", "labels", "plate", "well", "bioformats2raw.layout"],
  ...["image-label", "coordinateTransformations"],
];

/** Bytes in JSON, for example of an ICC profile: `{ "base64": "AAAC…" }`. */
interface Bytes64 {
  readonly base64: string;
}

/** @throws {UsageError} for a reserved name, and for numbers that JSON cannot hold. */
export function attributesToJson(attributes: Attributes): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, toJson(name, value)]));
}

function toJson(name: string, value: Attribute): string | number | readonly number[] | Bytes64 {
  if (reserved.includes(name)) throw refused(name, "means something else in Zarr", "Give it another name.");
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString("base64") };
  const numbers = typeof value === "string" ? [] : typeof value === "number" ? [value] : value;
  if (!numbers.every(Number.isFinite))
    throw refused(name, "is no finite number, and JSON has no other", "Leave it out.");
  return value;
}

function refused(name: string, words: string, cure: string): UsageError {
  return new UsageError(`the attribute "${name}" ${words}`, { cure });
}

/** The values of the kinds that attributes have; others are left out. */
export function attributesFromJson(json: Readonly<Record<string, unknown>>): Attributes {
  const found: [string, Attribute][] = [];
  for (const [name, value] of Object.entries(json)) {
    const attribute = reserved.includes(name) ? undefined : fromJson(value);
    if (attribute !== undefined) found.push([name, attribute]);
  }
  return Object.fromEntries(found);
}

function fromJson(value: unknown): Attribute | undefined {
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  if (Array.isArray(value)) return value.every((item) => typeof item === "number") ? value : undefined;
  const base64 = (value as Partial<Bytes64> | null)?.base64;
  return typeof base64 === "string" ? new Uint8Array(Buffer.from(base64, "base64")) : undefined;
}
