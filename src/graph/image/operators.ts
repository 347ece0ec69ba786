/**
 * Short names for operations that take a word: comparisons, boolean and mathematical functions, parts of complex
 * numbers.
 * Not here: the operations themselves, which have methods of their own.
 * Read next: graph/image/operation-methods.
 */
import type { Image } from "./image.ts";
import type { ImageOperand } from "./operand.ts";

/** Compares or combines, pixel by pixel, with an image, a number, or a number for each band. */
export type BinaryName =
  | ("equal" | "notEqual" | "less" | "lessEqual" | "more" | "moreEqual")
  | ("and" | "or" | "eor" | "lshift" | "rshift")
  | ("pow" | "wop" | "atan2");
/** Each maps every sample, or combines the bands of a pixel. */
export type UnaryName =
  | ("sin" | "cos" | "tan" | "asin" | "acos" | "atan" | "sinh" | "cosh" | "tanh" | "asinh" | "acosh" | "atanh")
  | ("log" | "log10" | "exp" | "exp10")
  | ("rint" | "floor" | "ceil")
  | ("real" | "imag" | "polar" | "rect" | "conj")
  | ("bandand" | "bandor" | "bandeor");

/** Comparisons give 255 where they hold and 0 elsewhere, in uchar. Angles are in degrees, as in libvips. */
export type ImageOperators = { readonly [Name in UnaryName]: () => Image } & {
  readonly [Name in BinaryName]: (right: ImageOperand) => Image;
};

interface Operator {
  readonly operation: string;
  /** The argument that takes the word. */
  readonly argument: string;
  readonly word: string;
  readonly binary: boolean;
}

const operator =
  (operation: string, argument: string, binary: boolean) =>
  (name: string, word = name): [string, Operator] => [name, { operation, argument, word, binary }];

const relational = operator("relational", "relational", true);
const boolean = operator("boolean", "boolean", true);
const math2 = operator("math2", "math2", true);
const math = operator("math", "math", false);
const round = operator("round", "round", false);
const complex = operator("complex", "cmplx", false);
const complexget = operator("complexget", "get", false);
const bandbool = operator("bandbool", "boolean", false);

export const operators: ReadonlyMap<string, Operator> = new Map([
  ...[relational("equal"), relational("notEqual", "noteq"), relational("less"), relational("lessEqual", "lesseq")],
  ...[relational("more"), relational("moreEqual", "moreeq")],
  ...["and", "or", "eor", "lshift", "rshift"].map((name) => boolean(name)),
  ...["pow", "wop", "atan2"].map((name) => math2(name)),
  ...["sin", "cos", "tan", "asin", "acos", "atan"].map((name) => math(name)),
  ...["sinh", "cosh", "tanh", "asinh", "acosh", "atanh"].map((name) => math(name)),
  ...["log", "log10", "exp", "exp10"].map((name) => math(name)),
  ...["rint", "floor", "ceil"].map((name) => round(name)),
  ...["polar", "rect", "conj"].map((name) => complex(name)),
  ...["real", "imag"].map((name) => complexget(name)),
  ...["and", "or", "eor"].map((name) => bandbool(`band${name}`, name)),
]);
