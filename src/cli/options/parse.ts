/**
 * Reads the values of options: numbers, colours, chunks, lists, and which metadata to keep.
 * Not here: sizes of memory (core/bytes) and of images (graph/recipe/thumbnail).
 * Read next: cli/thumb/command.
 */
import { UsageError } from "../../core/errors.ts";
import type { ExifFields } from "../../graph/output/exif-fields.ts";
import type { EncodeOptions } from "../../graph/output/format-options.generated.ts";
import { isKeepWord, type MetadataKind } from "../../graph/output/option-kinds.ts";

/** A parser for whole numbers in a range. @throws {UsageError} naming the option and the range. */
export function wholeNumber(option: string, min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    const range = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `${min} to ${max}`;
    throw new UsageError(`${option} is "${text}" and must be a whole number, ${range}`, {
      cure: "Correct the number.",
    });
  };
}

/** A parser for numbers in a range, fractions included. @throws {UsageError} naming the option and the range. */
export function numberBetween(option: string, min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && value >= min && value <= max) return value;
    throw new UsageError(`${option} is "${text}" and must be a number, ${min} to ${max}`, {
      cure: "Correct the number.",
    });
  };
}

/** The sides of a chunk: `256`, or `256x128` for a width and a height. */
export const chunkPattern = "^[1-9][0-9]*(x[1-9][0-9]*)?$";

/** @throws {UsageError} when it is neither; how large it may be is the encoder's to say (graph/output/encoding). */
export function parseChunk(text: string): number | { readonly width: number; readonly height: number } {
  if (!new RegExp(chunkPattern).test(text)) {
    throw new UsageError(`"${text}" is no size of chunks`, { cure: "Write 256, or 256x128 for a width and a height." });
  }
  const [width = 0, height] = text.split("x").map(Number);
  return height === undefined ? width : { width, height };
}

/** Reads `#rrggbb`, `#rgb`, `255` or `255,255,255`. @throws {UsageError} when it is none of these. */
export function parseColour(text: string): number[] {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1];
  if (hex !== undefined) {
    const digits = hex.length === 3 ? [...hex].map((digit) => digit + digit) : (hex.match(/../g) as string[]);
    return digits.map((pair) => Number.parseInt(pair, 16));
  }
  const numbers = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const inRange = numbers.every((value) => Number.isInteger(value) && value >= 0 && value <= 255);
  if (inRange && (numbers.length === 1 || numbers.length === 3)) return numbers;
  throw new UsageError(`"${text}" is not a colour`, { cure: "Write #ffffff, 255, or 255,255,255." });
}

/** `all`, `none`, or kinds with commas between them. */
export function parseKeep(text: string): NonNullable<EncodeOptions["keep"]> {
  return isKeepWord(text) ? text : (text.split(",") as MetadataKind[]);
}

/** `Artist=A. Person`, or `Artist=` to drop it; one field each time. @throws {UsageError} without a name and a `=`. */
export function parseField(text: string, before: ExifFields = {}): ExifFields {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name !== undefined) return { ...before, [name.trim()]: value?.trim() ? value : null };
  throw new UsageError(`"${text}" is no field with a text`, {
    cure: 'Write Artist="A. Person" to set a field, or Artist= to drop it.',
  });
}

/** Values with commas between them. What is given takes the place of `defaults`, the option's default. */
export function listed(defaults: readonly string[] = []) {
  return (text: string, before: readonly string[] = defaults): readonly string[] => [
    ...(before === defaults ? [] : before),
    ...text.split(",").map((part) => part.trim()),
  ];
}

/** One value each time, such as a path, which may have commas in it. */
export function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
