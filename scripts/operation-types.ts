/**
 * libvips' types as TypeScript: unions for enums, operands for images, and what a method gives back.
 * Not here: which arguments there are (scripts/operation-model.ts).
 * Read next: scripts/operation-docs.ts.
 */
import { camelCase } from "../src/graph/image/operation-call.ts";
import { native } from "../src/native/library/library.ts";
import { childTypes, namedValues, typeName, typeNamed } from "../src/native/object/gtype.ts";
import { kindOf, type ValueKind } from "../src/native/object/gvalue.ts";
import type { ArgumentInfo } from "../src/native/operation/introspect.ts";
import { isImage, type OperationModel, type OperationResult } from "./operation-model.ts";

/**
 * Where a constant means something in place of an image: it is spread to the size of the other. A mask, a table, a map or
 * an image to be found in another is an image.
 */
const constantOperands: ReadonlySet<string> = new Set([
  ...[
    "add",
    "boolean",
    "complex2",
    "complexform",
    "dE00",
    "dE76",
    "dECMC",
    "divide",
    "math2",
    "maxpair",
    "minpair",
  ].map((name) => `${name}.right`),
  ...["multiply", "relational", "remainder", "subtract"].map((name) => `${name}.right`),
  ...["ifthenelse.in1", "ifthenelse.in2", "composite2.overlay", "draw_mask.mask"],
  ...["bandjoin.in", "bandrank.in", "composite.in", "sum.in", "case.cases", "switch.tests"],
]);

const plainTypes: Readonly<Partial<Record<ValueKind, string>>> = {
  boolean: "boolean",
  int: "number",
  uint64: "number",
  double: "number",
  string: "string",
  VipsRefString: "string",
  VipsArrayDouble: "number | readonly number[]",
  VipsArrayInt: "number | readonly number[]",
  VipsBlob: "Uint8Array",
};

export function acceptsConstant(operation: string, argument: ArgumentInfo): boolean {
  return constantOperands.has(`${operation}.${argument.name}`);
}

/** The type of an argument that is passed. */
export function inputType(operation: string, argument: ArgumentInfo): string {
  const image = acceptsConstant(operation, argument) ? "ImageOperand" : "Image";
  const name = typeName(argument.type);
  if (name === "VipsImage") return image;
  if (name === "VipsArrayImage") return `readonly ${image}[]`;
  if (name === "VipsInterpolate") return "Interpolator";
  return plainTypes[kindOf(argument.type)] ?? namedType(argument);
}

function outputType({ argument }: OperationResult): string {
  if (isImage(argument)) return "Image";
  const plain = plainTypes[kindOf(argument.type)] ?? namedType(argument);
  return plain.includes("readonly number[]") ? "readonly number[]" : plain;
}

/** What a method gives: one result as it is, several as an object; a promise where any of them is no image. */
export function returnType(results: readonly OperationResult[], asObject = results.length > 1): string {
  if (results.length === 0) return "Promise<void>";
  const fields = results.map((result) => `readonly ${camelCase(result.name)}: ${outputType(result)}`);
  const type = asObject ? `{ ${fields.join("; ")} }` : outputType(results[0] as OperationResult);
  return isComputed(results) ? `Promise<${type}>` : type;
}

export function isComputed(results: readonly OperationResult[]): boolean {
  return results.length === 0 || !results.every(({ argument }) => isImage(argument));
}

/** `Kernel` for `VipsKernel`. */
function namedType({ type }: ArgumentInfo): string {
  return typeName(type).replace(/^Vips/, "");
}

/** `GaussblurOptions` for `gaussblur`. */
export function optionsType({ method }: OperationModel): string {
  return `${method[0]?.toUpperCase()}${method.slice(1)}Options`;
}

/** A named union, with libvips' name for it. */
export interface NamedUnion {
  readonly name: string;
  readonly origin: string;
  readonly members: string;
}

/** The unions that these operations speak of, sorted. */
export function namedUnions(models: readonly OperationModel[]): NamedUnion[] {
  const all = models.flatMap(({ positional, optional, results, extraResults }) => [
    ...[...positional, ...optional],
    ...[...results, ...extraResults].map(({ argument }) => argument),
  ]);
  const named = all.filter(({ type }) => ["enum", "flags"].includes(kindOf(type)));
  const unions = [...new Set(named.map(({ type }) => type))].map(union);
  return [interpolators(), ...unions].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Negative values stand for "unset" and "error", which no caller can mean. */
function union(type: number): NamedUnion {
  const words = namedValues(type).filter(({ value }) => value >= 0);
  const members = words.map(({ name }) => JSON.stringify(name));
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a type in the generated file
  if (kindOf(type) === "flags") members.push("`${string}:${string}`");
  return { name: typeName(type).replace(/^Vips/, ""), origin: typeName(type), members: members.join(" | ") };
}

function interpolators(): NamedUnion {
  const names = childTypes(typeNamed("VipsInterpolate")).map((type) => native().vips_nickname_find(type));
  const members = names.map((name) => JSON.stringify(name)).join(" | ");
  return { name: "Interpolator", origin: "VipsInterpolate", members };
}
