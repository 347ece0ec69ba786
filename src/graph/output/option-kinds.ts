/**
 * The kinds of values that output options have, and what is wrong with a value of each.
 * Not here: which option has which kind (graph/output/options), or reading a value from text (the command's options).
 * Read next: graph/output/options.
 */
import { toBytes } from "../../core/bytes.ts";
import { isSluiceError } from "../../core/errors.ts";

/** Kinds of metadata that `keep` names. */
export const metadataKinds = ["exif", "icc", "xmp", "iptc", "other"] as const;
export type MetadataKind = (typeof metadataKinds)[number];
/** Words that `keep` may be instead of a list. */
export const keepWords = ["all", "none", "credit"] as const;
export function isKeepWord(text: string): text is (typeof keepWords)[number] {
  return isIn(keepWords)(text);
}
/** Of the kinds that are kept with `credit`, EXIF has only the author and the copyright. */
export const creditKinds: readonly MetadataKind[] = ["exif", "icc"];

/** Whether an EXIF field, by libvips' name, says who made a picture and whose it is. */
export function isCredit(field: string): boolean {
  return /^exif-ifd0-(?:Artist|Copyright|XPAuthor)$/.test(field);
}

export type OptionKind =
  | { readonly type: "flag" | "text" | "chunk" | "colour" | "keep" | "bytes" | "fields" }
  /** Whole numbers; `only`: no others between. */
  | { readonly type: "integer"; readonly min: number; readonly max: number; readonly only?: readonly number[] }
  /** One whole number, or a list of them. */
  | { readonly type: "integers"; readonly min: number; readonly max: number }
  | { readonly type: "number"; readonly min: number; readonly max: number }
  /** `also` are accepted, too, and not offered. */
  | { readonly type: "word"; readonly words: readonly string[]; readonly also?: readonly string[] };

const maxChunk = 16_384;

/** What a value must be, as the end of a sentence such as `quality must be …`. */
export function expectedOf(kind: OptionKind): string {
  switch (kind.type) {
    case "flag":
      return "true or false";
    case "text":
      return "a text";
    case "chunk":
      return `whole numbers from 1 to ${maxChunk}: a side, or width and height`;
    case "colour":
      return "a list of 1 or 3 numbers from 0 to 255";
    case "keep":
      return `${keepWords.map((word) => `"${word}"`).join(", ")} or a list of ${metadataKinds.join(", ")}`;
    case "bytes":
      return "a number of bytes, or a text such as 2MB";
    case "fields":
      return "an object of names with texts, or null to drop a field";
    case "integer":
      return kind.only === undefined
        ? `a whole number from ${kind.min} to ${kind.max}`
        : `one of ${kind.only.join(", ")}`;
    case "integers":
      return `a whole number from ${kind.min} to ${kind.max}, or a list of them`;
    case "number":
      return `a number from ${kind.min} to ${kind.max}`;
    case "word":
      return `one of ${kind.words.join(", ")}`;
  }
}

/** Whether a value is of a kind. */
export function isOfKind(kind: OptionKind, value: unknown): boolean {
  switch (kind.type) {
    case "flag":
      return typeof value === "boolean";
    case "text":
      return typeof value === "string" && value.trim() !== "";
    case "chunk":
      return isChunk(value);
    case "colour":
      return Array.isArray(value) && (value.length === 1 || value.length === 3) && value.every(isLevel);
    case "keep":
      return Array.isArray(value) ? value.every(isIn(metadataKinds)) : isIn(keepWords)(value);
    case "bytes":
      return isBytes(value);
    case "fields":
      return isFields(value);
    case "integer":
      return isWhole(kind, value) && (kind.only === undefined || kind.only.includes(value as number));
    case "integers":
      return Array.isArray(value)
        ? value.length > 0 && value.every((each) => isWhole(kind, each))
        : isWhole(kind, value);
    case "number":
      return isBetween(kind, value);
    case "word":
      return isIn([...kind.words, ...(kind.also ?? [])])(value);
  }
}

function isChunk(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isSide(value);
  return "width" in value && "height" in value && isSide(value.width) && isSide(value.height);
}

function isSide(value: unknown): boolean {
  return Number.isInteger(value) && isBetween({ min: 1, max: maxChunk }, value);
}

function isBytes(value: unknown): boolean {
  if (typeof value !== "number" && typeof value !== "string") return false;
  try {
    toBytes(value);
    return true;
  } catch (error) {
    if (isSluiceError(error, "usage")) return false;
    throw error;
  }
}

/** Which names there are is checked with the option (graph/output/check-options). */
function isFields(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((text) => text === null || (typeof text === "string" && text.trim() !== ""));
}

function isWhole(range: { readonly min: number; readonly max: number }, value: unknown): boolean {
  return Number.isInteger(value) && isBetween(range, value);
}

function isBetween({ min, max }: { readonly min: number; readonly max: number }, value: unknown): boolean {
  return typeof value === "number" && value >= min && value <= max;
}

function isLevel(value: unknown): boolean {
  return isBetween({ min: 0, max: 255 }, value);
}

function isIn(words: readonly string[]): (value: unknown) => boolean {
  return (value) => typeof value === "string" && words.includes(value);
}
