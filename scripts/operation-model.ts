/**
 * The operations to generate methods for: what each is called on, what it takes by position and by name, what it gives.
 * Not here: TypeScript or its comments (scripts/operation-types.ts, scripts/operation-docs.ts).
 * Read next: scripts/operation-types.ts.
 */
import { camelCase } from "../src/graph/image/operation-call.ts";
import { typeName } from "../src/native/object/gtype.ts";
import { type ArgumentInfo, introspect, operationNames } from "../src/native/operation/introspect.ts";
import { foreignNames, leftOut } from "./operations-left-out.ts";

export interface OperationModel {
  /** libvips' nickname. */
  readonly name: string;
  readonly method: string;
  readonly description: string;
  /** What the method is called on; undefined for operations that create an image. */
  readonly receiver: ArgumentInfo | undefined;
  /** Whether the receiver is the first of an array of images, the rest of which is the first position. */
  readonly takesOthers: boolean;
  /** Required inputs besides the receiver, in libvips' order. */
  readonly positional: readonly ArgumentInfo[];
  readonly optional: readonly ArgumentInfo[];
  /** What is always computed; of a draw operation, the image drawn on. */
  readonly results: readonly OperationResult[];
  /** What is computed on demand. */
  readonly extraResults: readonly OperationResult[];
}

/** A result; a draw operation's `out` is no argument of libvips', but the input that it drew on. */
export interface OperationResult {
  readonly name: string;
  readonly argument: ArgumentInfo;
}

export function isImage({ type }: ArgumentInfo): boolean {
  return typeName(type) === "VipsImage";
}

export function isImages({ type }: ArgumentInfo): boolean {
  return typeName(type) === "VipsArrayImage";
}

/** Every operation that gets a method, by libvips' order of nicknames. */
export function operationModels(): OperationModel[] {
  const foreign = foreignNames();
  return operationNames()
    .filter((name) => !foreign.has(name) && !(name in leftOut) && !introspect(name).deprecated)
    .map(model);
}

/**
 * Loaders and savers of files and of bytes. Those of sources and targets have no counterpart in JavaScript, and
 * matrixprint writes to the terminal.
 */
export function foreignModels(): OperationModel[] {
  const foreign = foreignNames();
  return operationNames()
    .filter(
      (name) => foreign.has(name) && /(?:load|save)(?:_buffer|_mime)?$/.test(name) && !introspect(name).deprecated,
    )
    .map((name) => ({ ...model(name), extraResults: [] }));
}

function model(name: string): OperationModel {
  const { description, arguments: all } = introspect(name);
  const current = all.filter(({ deprecated }) => !deprecated);
  const inputs = current.filter(({ direction }) => direction === "input");
  const outputs = current.filter(({ direction }) => direction === "output");
  const required = inputs.filter((input) => input.required);
  const receiver = required.find((input) => isImage(input) || isImages(input));
  const drawnOn = inputs.filter(({ modified }) => modified).map((argument) => ({ name: "out", argument }));
  const results = outputs.map((argument) => ({ name: argument.name, argument }));
  return {
    name,
    method: camelCase(name),
    description,
    receiver,
    takesOthers: receiver !== undefined && isImages(receiver),
    positional: required.filter((input) => input !== receiver),
    optional: inputs.filter((input) => !input.required),
    results: [...drawnOn, ...results.filter(({ argument }) => argument.required)],
    extraResults: results.filter(({ argument }) => !argument.required),
  };
}
