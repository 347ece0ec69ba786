/**
 * Replaces a constant operand by the cheaper operation that takes constants, or by an image of that value.
 * Not here: checking arguments (graph/image/check-argument).
 * Read next: graph/image/operation-call.
 */
import type { PixelFormat } from "../../core/pixel-format.ts";
import { type ImageHeader, plainHeader } from "./header.ts";
import { headerOf } from "./node.ts";
import type { ConstantNode, OperationArguments, RecipeNode } from "./nodes.ts";

interface Constant {
  readonly name: string;
  readonly args: OperationArguments;
}

type Rewrite = (constant: readonly number[], args: OperationArguments) => Constant;

/** a × in + b, for each band. */
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

/** Binary operations of libvips that have a form with a constant on the right. */
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

/** libvips has an operation of its own that appends constant bands. */
export function rewriteBandjoin(images: readonly unknown[]): Constant | undefined {
  const [first, ...others] = images;
  if (others.length === 0 || !others.every((value) => typeof value === "number")) return undefined;
  return { name: "bandjoin_const", args: { in: first as RecipeNode, c: others as number[] } };
}

/** The form of the operation that takes the right constant without an image of it; undefined where there is none. */
export function rewriteConstant(
  name: string,
  constant: readonly number[],
  args: OperationArguments,
): Constant | undefined {
  return rewrites[name]?.(constant, args);
}

/**
 * An image of one colour. It takes its size and interpretation from another image, and its format where that can hold
 * the colour. The other image's header is read only when this header is needed.
 */
export function constantLike(like: RecipeNode, value: readonly number[]): ConstantNode {
  let known: ImageHeader | undefined;
  const header = (): ImageHeader => {
    known ??= headerLike(headerOf(like), value);
    return known;
  };
  return Object.freeze({ kind: "constant", value: Object.freeze([...value]), header });
}

function headerLike(like: ImageHeader, value: readonly number[]): ImageHeader {
  const format = value.every((each) => holds(like.format, each)) ? like.format : "float";
  const { width, height, pages, interpretation } = like;
  return plainHeader({ width, height, pages, interpretation, format, bands: value.length });
}

const wholeRanges: Readonly<Partial<Record<PixelFormat, readonly [min: number, max: number]>>> = {
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
