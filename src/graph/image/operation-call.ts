/**
 * Turns the call of an operation into recipe nodes and promises: names, positions, constants and checks.
 * Not here: the methods that users call (graph/image/image), or running anything.
 * Read next: graph/image/check-argument, graph/recipe/constant.
 */
import { UsageError } from "../../core/errors.ts";
import { constantLike, rewriteBandjoin, rewriteConstant } from "../recipe/constant.ts";
import { isRecipe } from "../recipe/node.ts";
import type {
  ArgumentShape,
  ArgumentValue,
  OperationNode,
  OperationShape,
  RecipeNode,
  ResultValue,
} from "../recipe/nodes.ts";
import { checkArgument } from "./check-argument.ts";
import type { Compute, Operations, RunOptions } from "./engine.ts";
import { lazyHeaders } from "./lazy-headers.ts";

/** The arguments of a call, with recipes in place of images. */
export type CallArguments = Readonly<Record<string, unknown>>;

/** The results of a call: nodes at once, values when they are requested. */
export interface CallResult {
  readonly shape: OperationShape;
  readonly images: Readonly<Record<string, OperationNode>>;
  /** Runs the operation for its results that are not images. */
  values(options: RunOptions): Promise<Readonly<Record<string, ResultValue>>>;
}

/** The receiver of a method: the first required input that is an image, or a list of images. */
export function receiverOf({ inputs }: OperationShape): ArgumentShape | undefined {
  return inputs.find(({ required, kind }) => required && (kind === "image" || kind === "images"));
}

/** The inputs for positional values, in their order. A list of images continues after the receiver. */
export function positionalInputs({ inputs }: OperationShape, receiver: ArgumentShape | undefined): ArgumentShape[] {
  return inputs.filter((input) => input.required && (input !== receiver || input.kind === "images"));
}

/** `extractArea` for `extract_area`. */
export function camelCase(name: string): string {
  if (!name.includes("_")) return name;
  return name.replace(/_([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
}

/**
 * Calls an operation on recipes. `args` use libvips' names or camelCase; the receiver is the first image.
 * @throws {UsageError} for an argument that is unknown, missing, or not of its kind or range.
 * @throws {OperationError} when libvips refuses the arguments together.
 */
export function callOperation(
  operations: Operations,
  compute: Compute,
  name: string,
  receiver: RecipeNode | undefined,
  args: CallArguments,
): CallResult {
  const shape = operations.shape(name);
  const named = namedArguments(shape, receiver, args);
  const rewritten = constantOnTheRight(shape, named);
  if (rewritten !== undefined) return callOperation(operations, compute, rewritten.name, undefined, rewritten.args);
  const checked: Record<string, ArgumentValue> = {};
  // For a choice between a constant and an image, the constant takes the image's format, not the condition's.
  const ordered = name === "ifthenelse" ? [named["in1"], named["in2"], named["cond"]] : Object.values(named);
  const like = ordered.flatMap(recipes)[0];
  for (const input of shape.inputs) {
    const value = named[input.name];
    if (value !== undefined) checked[input.name] = checkOrConstant(shape, input, value, like);
  }
  const frozen = Object.freeze(checked);
  const headers = lazyHeaders(operations, name, frozen, callOperation);
  const images: Record<string, OperationNode> = {};
  for (const output of imageOutputs(shape)) {
    images[output] = Object.freeze({ kind: "operation", name, args: frozen, output, headers });
  }
  return { shape, images, values: (options) => compute.values(name, frozen, options) };
}

function imageOutputs({ outputs, drawsOn }: OperationShape): readonly string[] {
  const named = outputs.filter(({ kind }) => kind === "image").map(({ name }) => name);
  return drawsOn === undefined ? named : ["out", ...named];
}

/** Every argument by libvips' name, including the receiver. */
function namedArguments(shape: OperationShape, receiver: RecipeNode | undefined, args: CallArguments): CallArguments {
  const named: Record<string, unknown> = {};
  const first = receiverOf(shape);
  for (const [name, value] of Object.entries(args)) {
    if (value === undefined) continue;
    const input = shape.inputs.find((each) => each.name === name || camelCase(each.name) === name);
    if (input === undefined) throw wrongNames(shape, `there is no argument "${name}"`);
    named[input.name] = value;
  }
  if (receiver !== undefined && first !== undefined) {
    const others = named[first.name];
    named[first.name] = first.kind === "images" ? [receiver, ...(Array.isArray(others) ? others : [])] : receiver;
  }
  const missing = shape.inputs.filter(({ name, required }) => required && named[name] === undefined);
  if (missing.length > 0) {
    throw wrongNames(shape, missing.map(({ name }) => `the argument "${camelCase(name)}" is missing`).join("; "));
  }
  return named;
}

function wrongNames({ name, inputs }: OperationShape, problem: string): UsageError {
  const list = inputs.map((input) => (input.required ? camelCase(input.name) : `${camelCase(input.name)}?`));
  return new UsageError(`${name}: ${problem}`, { cure: `${name} takes ${list.join(", ")}.` });
}

function constantOnTheRight({ name }: OperationShape, named: CallArguments): ReturnType<typeof rewriteConstant> {
  if (name === "bandjoin" && Array.isArray(named["in"])) return rewriteBandjoin(named["in"]);
  const { right } = named;
  const constant = typeof right === "number" ? [right] : right;
  if (!isNumbers(constant) || !isRecipeValue(named["left"])) return undefined;
  return rewriteConstant(name, constant, named as Readonly<Record<string, ArgumentValue>>);
}

function checkOrConstant(
  { name }: OperationShape,
  input: ArgumentShape,
  value: unknown,
  like: RecipeNode | undefined,
): ArgumentValue {
  const image = (each: unknown): RecipeNode => {
    if (isRecipeValue(each)) return each;
    const constant = typeof each === "number" ? [each] : each;
    if (isNumbers(constant) && like !== undefined) return constantLike(like, constant);
    return checkArgument(name, { ...input, kind: "image" }, each) as RecipeNode;
  };
  if (input.kind === "image") return image(value);
  if (input.kind === "images" && Array.isArray(value) && value.length > 0) return Object.freeze(value.map(image));
  return checkArgument(name, input, value);
}

function recipes(value: unknown): RecipeNode[] {
  return (Array.isArray(value) ? value : [value]).filter(isRecipeValue);
}

function isRecipeValue(value: unknown): value is RecipeNode {
  return typeof value === "object" && value !== null && isRecipe(value as ArgumentValue);
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "number");
}
