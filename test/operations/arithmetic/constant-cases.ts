/**
 * Arithmetic on a picture and constants: comparisons, bits, remainders and powers, with a constant for each band.
 * Not here: two pictures (arithmetic-pair-cases), or complex numbers (arithmetic-complex-cases).
 * Read next: test/operations/arithmetic/pair-cases.ts.
 */
import type { PixelFormat } from "../../../src/core/pixel-format.ts";
import { type CaseArguments, type OperationCase, pictureIn } from "../case.ts";
import {
  complexFormats,
  expectPicture,
  isInteger,
  lowBits,
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
import { pairFormulas, rangeWithin, remainderOf } from "./pair-cases.ts";

/** An operation on each sample and the constant of its band. */
interface ConstantRule {
  readonly operation: string;
  readonly about: string;
  readonly args?: CaseArguments;
  readonly constant: number;
  readonly result: (format: PixelFormat) => PixelFormat;
  readonly of: (value: number, constant: number, format: PixelFormat) => number;
  readonly range: NumberRange;
  readonly tolerance?: Tolerance;
  readonly few?: boolean;
}

const { bits, fraction } = resultFormats;
const { comparisons, bitwise, power, angle } = pairFormulas;
const single: Tolerance = { relative: 1e-6, absolute: 1e-6 };
const digits: NumberRange = { from: -3, to: 9 };

const powers = {
  pow: [power, 2.5],
  wop: [(value: number, constant: number) => power(constant, value), 1.5],
  atan2: [angle, 3],
} as const;

const rules: readonly ConstantRule[] = [
  ...Object.entries(comparisons).flatMap(([relational, of]) =>
    [4, 4.5].map((constant) => ({
      operation: "relational_const",
      about: `${relational} ${constant}`,
      args: { relational },
      constant,
      result: () => "uchar" as const,
      of: (value: number) => (of(value, constant) ? 255 : 0),
      range: digits,
      few: true,
    })),
  ),
  ...Object.entries(bitwise).map(([boolean, of]) => ({
    operation: "boolean_const",
    about: `${boolean} 3.7, which counts as 3,`,
    args: { boolean },
    constant: 3.7,
    result: (format: PixelFormat) => bits[format],
    of: (value: number, constant: number, format: PixelFormat) =>
      lowBits(of(Math.trunc(value), Math.trunc(constant)), bits[format]),
    range: { from: -40, to: 90 },
    few: true,
  })),
  ...[7, 7.9, 0].map((constant) => ({
    operation: "remainder_const",
    about: `by ${constant}${constant === 7.9 ? ", which counts as 7 even of fractions," : ""}`,
    constant,
    result: (format: PixelFormat) => format,
    of: (value: number, divisor: number, format: PixelFormat) => remainderOf(value, Math.trunc(divisor), format),
    range: { from: -50, to: 90 },
    tolerance: single,
    few: constant !== 7,
  })),
  ...Object.entries(powers).map(([math2, [of, constant]]) => ({
    operation: "math2_const",
    about: `${math2} ${constant}`,
    args: { math2 },
    constant,
    result: (format: PixelFormat) => fraction[format],
    of,
    range: math2 === "atan2" ? { from: -50, to: 50 } : { from: 0, to: 12 },
    tolerance: single,
    few: true,
  })),
];

function caseOf(rule: ConstantRule, format: PixelFormat, shape: Shape): OperationCase {
  const { operation, about, args = {}, constant, result, of, range, tolerance = 0 } = rule;
  const given = ramp(...shape, format, rangeWithin(range, format));
  return {
    operation,
    about: `${about} of ${format}, ${nameOf(shape)}`,
    args: { in: given, c: [constant], ...args },
    judge: (results) =>
      expectPicture(
        pictureIn(results),
        map(given, (value) => of(value, constant, format), result(format)),
        tolerance,
      ),
  };
}

/** A constant for each band. A picture of one band is expanded to as many bands as there are constants. */
const byBand: readonly OperationCase[] = [1, 2, 3, 4].flatMap((bands) => {
  const constants = bands === 1 ? [40, 90, 200] : [40, 90, 200, 11].slice(0, bands);
  const given = noise(bands, 7, 5, bands, "uchar");
  const expected = (of: (value: number, constant: number) => number) =>
    mapPixels(given, (pixel) =>
      constants.map((constant, band) => of(pixel[bands === 1 ? 0 : band] as number, constant)),
    );
  const table: readonly (readonly [string, CaseArguments, (value: number, constant: number) => number])[] = [
    ["relational_const", { relational: "more" }, (value, constant) => (value > constant ? 255 : 0)],
    ["boolean_const", { boolean: "eor" }, (value, constant) => value ^ constant],
    ["remainder_const", {}, (value, constant) => value % constant],
  ];
  return table.map(
    ([operation, args, of]): OperationCase => ({
      operation,
      about: `with ${constants.length} constants, of ${bands} ${bands === 1 ? "band" : "bands"}`,
      args: { in: given, c: constants, ...args },
      judge: (results) => expectPicture(pictureIn(results), expected(of)),
    }),
  );
});

/** A negative constant beside unsigned numbers. */
const negative: readonly OperationCase[] = (["uchar", "ushort", "uint"] as const).flatMap((format) => {
  const given = picture([4, 1, 1], format, [0, 1, 12, 255]);
  const isUint = format === "uint";
  return [
    {
      operation: "relational_const",
      about: `more than -1 of ${format}${isUint ? ", where libvips takes -1 for 2^32 - 1" : ""}`,
      args: { in: given, c: [-1], relational: "more" },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          map(given, () => (isUint ? 0 : 255), "uchar"),
        ),
    },
    {
      operation: "remainder_const",
      about: `by -5 of ${format}${isUint ? ", where libvips takes -5 for 2^32 - 5" : ""}`,
      args: { in: given, c: [-5] },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          map(given, (value) => (isUint ? value : value % 5)),
        ),
    },
  ] satisfies OperationCase[];
});

const refusals: readonly OperationCase[] = [
  {
    operation: "relational_const",
    about: "with 2 constants, of 3 bands, fails",
    args: { in: ramp(2, 2, 3, "uchar"), c: [1, 2], relational: "more" },
    fails: "vector must have 1 or 3 elements",
    judge: () => {},
  },
  ...complexFormats.flatMap((format): OperationCase[] =>
    (
      [
        ["boolean_const", { boolean: "and" }],
        ["remainder_const", {}],
        ["math2_const", { math2: "pow" }],
        ["math", { math: "sin" }],
      ] as const
    ).map(([operation, args]) => ({
      operation,
      about: `of ${format} fails`,
      args: { in: ramp(2, 2, 1, format), ...(operation === "math" ? {} : { c: [1] }), ...args },
      fails: "must be non-complex",
      judge: () => {},
    })),
  ),
];

/** Unsigned numbers have no signs to change, and whole ones no fractions, so their samples cover the format's range. */
export const constantCases: readonly OperationCase[] = [
  ...rules.flatMap((rule) =>
    forEachShape(
      realFormats,
      (format, shape) => caseOf({ ...rule, range: wholeRange(rule.range, format) }, format, shape),
      rule.few,
    ),
  ),
  ...byBand,
  ...negative,
  ...refusals,
];

function wholeRange({ from = 0, to = 0 }: NumberRange, format: PixelFormat): NumberRange {
  return isInteger(format) ? { from: Math.ceil(from), to: Math.floor(to) } : { from, to };
}
