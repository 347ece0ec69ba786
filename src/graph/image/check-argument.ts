/**
 * Checks an argument against what its operation accepts, before anything native is called.
 * Not here: rules over several arguments, such as matching sizes, which libvips checks on headers.
 * Read next: graph/image/operation-call.
 */
import { UsageError } from "../../core/errors.ts";
import type { ArgumentShape, ArgumentValue } from "../recipe/nodes.ts";

/** @throws {UsageError} with the operation, the argument, the expected kind and the value. */
export function checkArgument(operation: string, shape: ArgumentShape, value: unknown): ArgumentValue {
  const checked = accept(shape, value);
  if (checked !== undefined) return checked;
  throw new UsageError(`${operation}: argument ${shape.name}: expected ${expected(shape)}, got ${shown(value)}`, {
    cure: shape.blurb === "" ? "Pass a value of that kind." : `${shape.name} is: ${shape.blurb}.`,
  });
}

/**
 * The value for the recipe, or undefined where it is not accepted. Lists are copied, so that later changes have no
 * effect.
 */
function accept(shape: ArgumentShape, value: unknown): ArgumentValue | undefined {
  switch (shape.kind) {
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "int":
      return Number.isSafeInteger(value) && inRange(shape, value as number) ? (value as number) : undefined;
    case "double":
      return typeof value === "number" && inRange(shape, value) ? value : undefined;
    case "enum":
      return typeof value === "string" && shape.values?.includes(value) === true ? value : undefined;
    case "flags":
      return typeof value === "string" && value.split(":").every((word) => shape.values?.includes(word))
        ? value
        : undefined;
    case "string":
    case "interpolate":
      return typeof value === "string" && !value.includes("\0") ? value : undefined;
    case "ints":
    case "doubles":
      return numbers(value, shape.kind === "ints");
    case "blob":
      return value instanceof Uint8Array ? value : undefined;
    default:
      return undefined;
  }
}

/** A number counts as a list of one. */
function numbers(value: unknown, whole: boolean): readonly number[] | undefined {
  const list = typeof value === "number" ? [value] : value;
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const fits = (each: unknown): boolean => (whole ? Number.isSafeInteger(each) : typeof each === "number");
  return list.every(fits) ? Object.freeze([...(list as readonly number[])]) : undefined;
}

function inRange({ range }: ArgumentShape, value: number): boolean {
  return !Number.isNaN(value) && (range === undefined || (value >= range.minimum && value <= range.maximum));
}

const words: Readonly<Record<ArgumentShape["kind"], string>> = {
  image: "an image, a number, or a number for each band",
  images: "an array of images",
  boolean: "true or false",
  int: "a whole number",
  double: "a number",
  string: "a text without zero characters",
  enum: "one of",
  flags: 'words joined with ":" of',
  ints: "an array of whole numbers",
  doubles: "an array of numbers",
  blob: "a Uint8Array",
  interpolate: "an interpolator's name",
  source: "a source",
  target: "a target",
};

function expected({ kind, range, values }: ArgumentShape): string {
  if (values !== undefined) return `${words[kind]} ${values.map((value) => `"${value}"`).join(", ")}`;
  return range === undefined ? words[kind] : `${words[kind]} from ${range.minimum} to ${range.maximum}`;
}

function shown(value: unknown): string {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return `a ${value.constructor?.name ?? "object"}`;
  return (JSON.stringify(value) ?? String(value)).slice(0, 60);
}
