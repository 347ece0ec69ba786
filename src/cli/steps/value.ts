/**
 * Turns one word of a pipeline into the value of an argument, by the argument's kind.
 * Not here: which word is for which argument (cli/steps/arguments).
 * Read next: cli/steps/arguments.
 */
import type { ArgumentShape } from "../../graph/recipe/nodes.ts";
import { expectedOf } from "./expected-value.ts";
import { suggestion, wordNamed } from "./words.ts";

/** A file to open and pass as an image. */
export interface FileRequest {
  readonly kind: "file";
  readonly path: string;
}

/** A file, one value for every band, or one value per band. */
export type ImageRequest = FileRequest | number | readonly number[];

export type PipelineValue = boolean | number | string | readonly number[] | FileRequest | readonly ImageRequest[];

/** A value, or what was expected instead: the end of a sentence such as `sigma is "x" and must be …`. */
export type Reading = { readonly value: PipelineValue } | { readonly expected: string };

export function readWord(argument: ArgumentShape, text: string): Reading {
  switch (argument.kind) {
    case "int":
    case "double":
      return readNumber(argument, text);
    case "boolean":
      return orExpected(argument, booleanNamed(text));
    case "enum":
      return readEnum(argument, text);
    case "flags":
      return readFlags(argument, text);
    case "ints":
    case "doubles":
      return orExpected(argument, numbersIn(text, argument.kind === "ints"));
    case "image":
      return orExpected(argument, imageIn(text));
    case "images": {
      const image = imageIn(text);
      return orExpected(argument, image === undefined ? undefined : [image]);
    }
    case "string":
      return { value: text };
    case "interpolate":
      return readEnum(argument, text);
    case "blob":
    case "source":
    case "target":
      return { expected: expectedOf(argument) };
  }
}

function orExpected(argument: ArgumentShape, value: PipelineValue | undefined): Reading {
  return value === undefined ? { expected: expectedOf(argument) } : { value };
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

function numberIn(text: string, whole: boolean): number | undefined {
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) && (!whole || Number.isInteger(value)) ? value : undefined;
}

function readNumber(argument: ArgumentShape, text: string): Reading {
  const value = numberIn(text, argument.kind === "int");
  const { minimum, maximum } = argument.range ?? { minimum: -Infinity, maximum: Infinity };
  return orExpected(argument, value !== undefined && value >= minimum && value <= maximum ? value : undefined);
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["yes", true],
  ["false", false],
  ["no", false],
]);

/** Undefined for any other word. */
export function booleanNamed(text: string): boolean | undefined {
  return booleans.get(text.toLowerCase());
}

function readEnum(argument: ArgumentShape, text: string): Reading {
  const { values = [] } = argument;
  if (values.length === 0) return { value: text };
  const value = wordNamed(text, values);
  return value === undefined ? { expected: expectedOf(argument) + suggestion(text, values) } : { value };
}

function readFlags(argument: ArgumentShape, text: string): Reading {
  const { values = [] } = argument;
  const words = text.split(/[:,\s]+/).map((word) => ({ word, value: wordNamed(word, values) }));
  const unknown = words.find(({ value }) => value === undefined);
  if (unknown !== undefined) return { expected: expectedOf(argument) + suggestion(unknown.word, values) };
  return { value: words.map(({ value }) => value).join(":") };
}

/** `1,2,3`, `1 2 3`, or either in brackets. */
function numbersIn(text: string, whole: boolean): number[] | undefined {
  const inner = /^\s*\[(.*)\]\s*$/s.exec(text)?.[1] ?? text;
  const numbers = inner
    .trim()
    .split(/\s*,\s*|\s+/)
    .map((part) => numberIn(part, whole));
  return numbers.every((value) => value !== undefined) ? numbers : undefined;
}

function imageIn(text: string): ImageRequest | undefined {
  if (text.startsWith("@")) return text.length > 1 ? Object.freeze({ kind: "file", path: text.slice(1) }) : undefined;
  const numbers = numbersIn(text, false);
  return numbers?.length === 1 ? numbers[0] : numbers;
}
