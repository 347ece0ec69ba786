/**
 * Arithmetic on each sample of one picture: the formula of each operation, tried on every format that it takes.
 * Not here: complex numbers, or operations with a second picture or with constants.
 * Read next: test/operations/arithmetic/arithmetic.test.ts, test/operations/arithmetic/pair-cases.ts.
 */
import type { PixelFormat } from "../../../src/core/pixel-format.ts";
import { type CaseArguments, type OperationCase, pictureIn } from "../case.ts";
import {
  castTo,
  expectPicture,
  isInteger,
  limitsOf,
  map,
  mapPixels,
  type NumberRange,
  noise,
  picture,
  ramp,
  realFormats,
  type Tolerance,
} from "../pictures.ts";
import { forEachShape, nameOf, resultFormats, type Shape } from "../shapes.ts";

/** An operation that does the same to every sample. */
interface UnaryRule {
  readonly operation: string;
  readonly about?: string;
  readonly args?: CaseArguments;
  readonly result: Readonly<Record<PixelFormat, PixelFormat>>;
  readonly of: (value: number, format: PixelFormat, band: number) => number;
  readonly range?: NumberRange;
  readonly tolerance?: Tolerance;
  /** One shape for each format: where an operation has many variants. */
  readonly few?: boolean;
}

const { same, fraction } = resultFormats;
const radians = Math.PI / 180;
const single: Tolerance = { relative: 2e-6, absolute: 1e-6 };

/** The smallest number of a signed format has no counterpart, so these cases exclude it; see the cases below. */
const withoutLowest = (format: PixelFormat): NumberRange =>
  isInteger(format) && limitsOf(format)[0] < 0 ? { from: Math.max(limitsOf(format)[0] + 1, -100_000) } : {};

const toChar = Object.fromEntries(Object.keys(same).map((format) => [format, "char"])) as UnaryRule["result"];

/** The functions of `math`, with numbers that they are defined for. Angles are in degrees. */
const functions: Readonly<Record<string, readonly [of: (value: number) => number, from: number, to: number]>> = {
  sin: [(value) => Math.sin(value * radians), -127, 127],
  cos: [(value) => Math.cos(value * radians), -127, 127],
  tan: [(value) => Math.tan(value * radians), -80, 80],
  asin: [(value) => Math.asin(value) / radians, -1, 1],
  acos: [(value) => Math.acos(value) / radians, -1, 1],
  atan: [(value) => Math.atan(value) / radians, -127, 127],
  log: [Math.log, 1, 127],
  log10: [Math.log10, 1, 127],
  exp: [Math.exp, -20, 20],
  exp10: [(value) => 10 ** value, -20, 20],
  sinh: [Math.sinh, -20, 20],
  cosh: [Math.cosh, -20, 20],
  tanh: [Math.tanh, -20, 20],
  asinh: [Math.asinh, -127, 127],
  acosh: [Math.acosh, 1, 127],
  atanh: [Math.atanh, -0.9, 0.9],
};

const rules: readonly UnaryRule[] = [
  { operation: "abs", result: same, of: Math.abs },
  {
    operation: "invert",
    about: "takes unsigned numbers from the largest, and changes the sign of others,",
    result: same,
    of: (value, format) => (format.startsWith("u") ? limitsOf(format)[1] - value : -value),
  },
  { operation: "sign", result: toChar, of: Math.sign, range: { from: -1.5, to: 1.5 } },
  ...Object.entries({ rint: nearestEven, ceil: Math.ceil, floor: Math.floor }).map(([round, of]) => ({
    operation: "round",
    about: `${round}`,
    args: { round },
    result: same,
    of,
    range: { from: -50, to: 50 },
    few: true,
  })),
  { operation: "clamp", about: "from 0 to 1", result: same, of: (value) => clamp(value, 0, 1) },
  {
    operation: "clamp",
    about: "from 20 to 90",
    args: { min: 20, max: 90 },
    result: same,
    of: (value) => clamp(value, 20, 90),
  },
  {
    operation: "linear",
    about: "2.5 a - 3",
    args: { a: [2.5], b: [-3] },
    result: fraction,
    of: (value) => value * 2.5 - 3,
    tolerance: single,
  },
  {
    operation: "linear",
    about: "2.5 a - 3 as uchar, cut off and brought to the limits,",
    args: { a: [2.5], b: [-3], uchar: true },
    result: Object.fromEntries(Object.keys(same).map((format) => [format, "uchar"])) as UnaryRule["result"],
    of: (value) => castTo(value * 2.5 - 3, "uchar"),
    range: { from: -100, to: 200 },
  },
  ...Object.entries(functions).map(([name, [of, from, to]]) => ({
    operation: "math",
    about: name,
    args: { math: name },
    result: fraction,
    of,
    range: { from, to },
    tolerance: single,
    few: true,
  })),
];

const clamp = (value: number, lowest: number, highest: number): number => Math.min(highest, Math.max(lowest, value));

/** To the nearest whole number, and halves to the even one. */
function nearestEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

function caseOf(rule: UnaryRule, format: PixelFormat, shape: Shape): OperationCase {
  const { operation, about = "", args = {}, result, of, tolerance = 0 } = rule;
  const [width, height, bands] = shape;
  const given = ramp(width, height, bands, format, rangeFor(rule, format));
  return {
    operation,
    about: `${about} of ${format}, ${nameOf(shape)}`.trimStart(),
    args: { in: given, ...args },
    judge: (results) => {
      const expected = map(given, (value, band) => of(value, format, band), result[format]);
      expectPicture(pictureIn(results), expected, tolerance);
    },
  };
}

function rangeFor({ range = {} }: UnaryRule, format: PixelFormat): NumberRange {
  const [lowest, highest] = limitsOf(format);
  const { from, to } = { ...withoutLowest(format), ...range };
  const whole = isInteger(format);
  return {
    ...(from === undefined ? {} : { from: Math.max(lowest, whole ? Math.ceil(from) : from) }),
    ...(to === undefined ? {} : { to: Math.min(highest, whole ? Math.floor(to) : to) }),
  };
}

/** Single numbers that the rule does not cover. */
function valueCase(
  operation: string,
  about: string,
  args: CaseArguments,
  format: PixelFormat,
  [from, to]: readonly [from: readonly number[], to: readonly number[]],
  result: PixelFormat = format,
): OperationCase {
  return {
    operation,
    about,
    args: { in: picture([from.length, 1, 1], format, from), ...args },
    judge: (results) => expectPicture(pictureIn(results), picture([to.length, 1, 1], result, to)),
  };
}

const special: readonly OperationCase[] = [
  valueCase("abs", "of the smallest char, which has no positive: it stays", {}, "char", [[-128], [-128]]),
  valueCase("abs", "of the smallest short, which has no positive: it stays", {}, "short", [[-32768], [-32768]]),
  valueCase("sign", "of NaN, which counts as negative", {}, "float", [[Number.NaN], [-1]], "char"),
  valueCase(
    "math",
    "log of 0, which libvips gives as 0",
    { math: "log" },
    "uchar",
    [
      [0, 1],
      [0, 0],
    ],
    "float",
  ),
  valueCase("math", "log10 of 0, which libvips gives as 0", { math: "log10" }, "float", [
    [0, 100],
    [0, 2],
  ]),
  valueCase("round", "rint of halves, to the even number", { round: "rint" }, "double", [
    [-1.5, -0.5, 0.5, 1.5, 2.5],
    [-2, 0, 0, 2, 2],
  ]),
];

/** `linear` with a number for each band, which also makes bands of a picture that has one. */
const linearByBand: readonly OperationCase[] = [1, 3].map((bands) => {
  const given = noise(1, 7, 5, bands, "uchar");
  const [a, b] = [
    [2, 0.5, -1],
    [1, -4, 7],
  ] as const;
  return {
    operation: "linear",
    about: `with three numbers, of ${bands} bands`,
    args: { in: given, a, b },
    judge: (results) => {
      const three = bands === 3 ? given : mapPixels(given, ([value = 0]) => [value, value, value]);
      const expected = map(three, (value, band) => value * (a[band] as number) + (b[band] as number), "float");
      expectPicture(pictureIn(results), expected);
    },
  };
});

export const unaryCases: readonly OperationCase[] = [
  ...rules.flatMap((rule) => forEachShape(realFormats, (format, shape) => caseOf(rule, format, shape), rule.few)),
  ...special,
  ...linearByBand,
];
