/**
 * Constants where an operation takes an image: the cheaper operation that knows constants, or an image of that value.
 * Not here: checking arguments (graph/check-argument).
 * Read next: graph/operation-call.
 */
import type { PixelFormat } from "../core/pixel-format.ts";
import type { Operations } from "./engine.ts";
import { lazyHeaders } from "./lazy-headers.ts";
import { headerOf, type RecipeNode } from "./node.ts";
import type { OperationArguments, OperationNode } from "./operation.ts";

interface Constant {
  readonly name: string;
  readonly args: OperationArguments;
}

type Rewrite = (constant: readonly number[], args: OperationArguments) => Constant;

/** a × in + b, per band. */
const linear =
  (a: (value: number) => number, b: (value: number) => number): Rewrite =>
  (constant, { left }) => ({
    name: "linear",
    args: { in: left as RecipeNode, a: constant.map(a), b: constant.map(b) },
  });

const withConstant =
  (name: string): Rewrite =>
  (constant, { left, ...rest }) => {
    const kept = Object.fromEntries(Object.entries(rest).filter(([argument]) => argument !== "right"));
    return { name, args: { in: left as RecipeNode, ...kept, c: constant } };
  };

/** Binary operations of libvips that have a form for a constant on the right. */
const rewrites: Readonly<Record<string, Rewrite>> = {
  add: linear(
    () => 1,
    (value) => value,
  ),
  subtract: linear(
    () => 1,
    (value) => -value,
  ),
  multiply: linear(
    (value) => value,
    () => 0,
  ),
  divide: linear(
    (value) => 1 / value,
    () => 0,
  ),
  remainder: withConstant("remainder_const"),
  relational: withConstant("relational_const"),
  boolean: withConstant("boolean_const"),
  math2: withConstant("math2_const"),
};

/** The operation with a constant on the right in a form that needs no image of it; undefined where there is none. */
export function rewriteConstant(
  name: string,
  constant: readonly number[],
  args: OperationArguments,
): Constant | undefined {
  return rewrites[name]?.(constant, args);
}

/** An image of one colour, of the size and interpretation of another, and of its format where that holds the colour. */
export function constantLike(operations: Operations, like: RecipeNode, value: readonly number[]): RecipeNode {
  const { width, height, pages, format, interpretation } = headerOf(like);
  const node = (name: string, args: OperationArguments): OperationNode => {
    const headers = lazyHeaders(operations, name, args, constantLike);
    return Object.freeze({ kind: "operation", name, args: Object.freeze(args), output: "out", headers });
  };
  const black = node("black", { width: 1, height: 1 });
  const pixel = node("linear", { in: black, a: value.map(() => 1), b: value });
  const cast = node("cast", { in: pixel, format: value.every((each) => holds(format, each)) ? format : "float" });
  const named = node("copy", { in: cast, interpretation });
  return node("embed", { in: named, x: 0, y: 0, width, height: height * pages, extend: "copy" });
}

const wholeRanges: Readonly<Partial<Record<PixelFormat, readonly [least: number, most: number]>>> = {
  uchar: [0, 255],
  char: [-128, 127],
  ushort: [0, 65_535],
  short: [-32_768, 32_767],
  uint: [0, 4_294_967_295],
  int: [-2_147_483_648, 2_147_483_647],
};

function holds(format: PixelFormat, value: number): boolean {
  const range = wholeRanges[format];
  return range === undefined || (Number.isInteger(value) && value >= range[0] && value <= range[1]);
}
