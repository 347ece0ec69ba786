/**
 * Arithmetic on the samples of two pictures, and libvips' rules for pictures that differ in format, size or bands.
 * Not here: complex numbers, or operations with constants (arithmetic-constant-cases).
 * Read next: test/operations/shapes.ts.
 */
import type { PixelFormat } from "../../../src/core/pixel-format.ts";
import { type CaseArguments, type OperationCase, pictureIn } from "../case.ts";
import {
  allFormats,
  at,
  castTo,
  complexFormats,
  expectPicture,
  isComplex,
  isInteger,
  lowBits,
  mapPair,
  type NumberRange,
  noise,
  paint,
  picture,
  ramp,
  realFormats,
  type Tolerance,
} from "../pictures.ts";
import { commonFormat, forEachShape, nameOf, resultFormats, type Shape } from "../shapes.ts";

/** An operation on the samples of two pictures. */
export interface PairRule {
  readonly operation: string;
  readonly about?: string;
  readonly args?: CaseArguments;
  readonly result: Readonly<Record<PixelFormat, PixelFormat>>;
  readonly of: (left: number, right: number, format: PixelFormat) => number;
  /** The range of the 32-bit formats, or of all formats, that the result can hold. */
  readonly range?: NumberRange;
  readonly formats?: readonly PixelFormat[];
  readonly tolerance?: Tolerance;
  readonly few?: boolean;
}

const { same, wider, widerSigned, fraction, bits } = resultFormats;
const toUchar = Object.fromEntries(Object.keys(same).map((format) => [format, "uchar"])) as PairRule["result"];
const single: Tolerance = { relative: 1e-6, absolute: 1e-6 };
const degrees = 180 / Math.PI;

/** Numbers of which two can be multiplied in 32 bits. */
const factors: NumberRange = { from: -20_000, to: 40_000 };
/** Few numbers, so that two are often the same. */
const digits: NumberRange = { from: -3, to: 9 };

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  equal: (left, right) => left === right,
  noteq: (left, right) => left !== right,
  less: (left, right) => left < right,
  lesseq: (left, right) => left <= right,
  more: (left, right) => left > right,
  moreeq: (left, right) => left >= right,
};

const bitwise: Readonly<Record<string, (left: number, right: number) => number>> = {
  and: (left, right) => left & right,
  or: (left, right) => left | right,
  eor: (left, right) => left ^ right,
  lshift: (left, right) => left << right,
  rshift: (left, right) => left >> right,
};

/** Whole numbers: like C's remainder, with the sign of the left one. Others: from the next whole number below. */
export function remainderOf(left: number, right: number, format: PixelFormat): number {
  if (right === 0) return lowBitsOf(-1, format);
  return isInteger(format) ? left % right : left - right * Math.floor(left / right);
}

const lowBitsOf = (value: number, format: PixelFormat): number => (isInteger(format) ? lowBits(value, format) : value);

const power = (left: number, right: number): number => (left === 0 && right < 0 ? 0 : left ** right);
const angle = (y: number, x: number): number => (Math.atan2(y, x) * degrees + 360) % 360;

export const pairFormulas = { comparisons, bitwise, power, angle };

const rules: readonly PairRule[] = [
  { operation: "add", result: wider, of: (left, right) => left + right },
  { operation: "subtract", result: widerSigned, of: (left, right) => left - right },
  { operation: "multiply", result: wider, of: (left, right) => left * right, range: factors },
  { operation: "divide", result: fraction, of: (left, right) => (right === 0 ? 0 : left / right), tolerance: single },
  { operation: "maxpair", result: same, of: (left, right) => Math.max(left, right) },
  { operation: "minpair", result: same, of: (left, right) => Math.min(left, right) },
  { operation: "remainder", result: same, of: remainderOf, range: { from: -90, to: 120 }, tolerance: single },
  {
    operation: "remainder",
    about: "by 0, which gives -1 as the format has it,",
    result: same,
    of: (left, right, format) => remainderOf(left, right, format),
    range: { from: 0, to: 2 },
    tolerance: single,
    few: true,
  },
  ...Object.entries(comparisons).map(([relational, of]) => ({
    operation: "relational",
    about: relational,
    args: { relational },
    result: toUchar,
    of: (left: number, right: number) => (of(left, right) ? 255 : 0),
    range: digits,
    few: true,
  })),
  ...Object.entries(bitwise).map(([boolean, of]) => ({
    operation: "boolean",
    about: boolean,
    args: { boolean },
    result: bits,
    of: (left: number, right: number, format: PixelFormat) =>
      lowBits(of(Math.trunc(left), Math.trunc(right)), bits[format]),
    range: boolean.endsWith("shift") ? { from: 0, to: 7 } : {},
    few: true,
  })),
  ...Object.entries({ pow: power, wop: (left: number, right: number) => power(right, left), atan2: angle }).map(
    ([math2, of]) => ({
      operation: "math2",
      about: math2,
      args: { math2 },
      result: fraction,
      of,
      range: math2 === "atan2" ? { from: -50, to: 50 } : { from: 0, to: 6 },
      tolerance: single,
      few: true,
    }),
  ),
];

export function rangeWithin(range: NumberRange, format: PixelFormat): NumberRange {
  const bound = (value: number | undefined) => (value === undefined ? undefined : castTo(value, format));
  const [from, to] = [bound(range.from), bound(range.to)];
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function caseOf(rule: PairRule, format: PixelFormat, shape: Shape): OperationCase {
  const { operation, about = "", args = {}, result, of, tolerance = 0, range = {} } = rule;
  const [left, right] = [11, 12].map((seed) => noise(seed, ...shape, format, rangeWithin(range, format))) as [
    never,
    never,
  ];
  return {
    operation,
    about: `${about} of two ${format}, ${nameOf(shape)}`.trimStart(),
    args: { left, right, ...args },
    judge: (results) => {
      const expected = mapPair(left, right, (a, b) => of(a, b, format), result[format]);
      expectPicture(pictureIn(results), expected, tolerance);
    },
  };
}

/**
 * Every pair of formats: each picture is cast to the common one first. The common format of double and complex is
 * complex, so that the doubles lose half of their bits.
 */
const mixedFormats: readonly OperationCase[] = allFormats.flatMap((one) =>
  allFormats.map((other): OperationCase => {
    const [left, right] = [ramp(7, 5, 2, one, { from: 0, to: 90 }), noise(2, 7, 5, 2, other, { from: 1, to: 90 })];
    return {
      operation: "add",
      about: `of ${one} and ${other}`,
      args: { left, right },
      judge: (results) => {
        const result = wider[commonFormat(one, other)];
        const parts = isComplex(result) ? [0, 1] : [0];
        const numbers = Array.from({ length: 70 * parts.length }, (_, index) => {
          const [sample, part] = [Math.floor(index / parts.length), index % parts.length];
          const both = [numberOf(left.data, sample, part, one), numberOf(right.data, sample, part, other)];
          return both.map((value) => castTo(value, result)).reduce((a, b) => a + b);
        });
        expectPicture(
          pictureIn(results),
          picture(
            [7, 5, 2],
            result,
            numbers.map((value) => castTo(value, result)),
          ),
        );
      },
    };
  }),
);

/** The real part (0) or the imaginary part (1) of a sample of any format. */
function numberOf(data: ArrayLike<number>, sample: number, part: number, format: PixelFormat): number {
  if (isComplex(format)) return data[sample * 2 + part] as number;
  return part === 0 ? (data[sample] as number) : 0;
}

/** Two pictures of different sizes: the result is as large as both, and missing pixels count as 0. */
const mixedSizes: readonly OperationCase[] = (
  [
    [7, 5, 7, 5],
    [7, 5, 4, 3],
    [7, 2, 3, 5],
    [1, 1, 7, 5],
  ] as const
).flatMap(([width, height, otherWidth, otherHeight]) =>
  (
    [
      ["subtract", (a, b) => a - b],
      ["maxpair", Math.max],
    ] as const satisfies [string, (a: number, b: number) => number][]
  ).map(([operation, of]): OperationCase => {
    const left = noise(3, width, height, 2, "int");
    const right = noise(4, otherWidth, otherHeight, 2, "int");
    return {
      operation,
      about: `of ${width} x ${height} and ${otherWidth} x ${otherHeight}`,
      args: { left, right },
      judge: (results) => {
        const within = (given: typeof left, x: number, y: number, band: number) =>
          x < given.width && y < given.height ? at(given, x, y, band) : 0;
        const size = [Math.max(width, otherWidth), Math.max(height, otherHeight), 2] as const;
        expectPicture(
          pictureIn(results),
          paint(size, "int", (x, y, band) => of(within(left, x, y, band), within(right, x, y, band))),
        );
      },
    };
  }),
);

/** One band goes with any number of bands; other numbers have to be the same. */
const mixedBands: readonly OperationCase[] = [2, 3, 4].map((bands): OperationCase => {
  const [left, right] = [noise(5, 7, 5, 1, "uchar"), noise(6, 7, 5, bands, "uchar")];
  return {
    operation: "add",
    about: `of 1 band and ${bands}`,
    args: { left, right },
    judge: (results) =>
      expectPicture(
        pictureIn(results),
        paint([7, 5, bands], "ushort", (x, y, band) => at(left, x, y) + at(right, x, y, band)),
      ),
  };
});

const refusals: readonly OperationCase[] = [
  {
    operation: "add",
    about: "of 2 bands and 3 fails",
    args: { left: noise(1, 2, 2, 2, "uchar"), right: noise(1, 2, 2, 3, "uchar") },
    fails: "one band or 3 bands",
    judge: () => {},
  },
  ...["boolean", "remainder"].flatMap((operation) =>
    complexFormats.map((format) => ({
      operation,
      about: `of ${format} fails`,
      args: {
        left: ramp(2, 2, 1, format),
        right: ramp(2, 2, 1, format),
        ...(operation === "boolean" ? { boolean: "and" } : {}),
      },
      fails: "must be non-complex",
      judge: () => {},
    })),
  ),
];

export const pairCases: readonly OperationCase[] = [
  ...rules.flatMap((rule) =>
    forEachShape(rule.formats ?? realFormats, (format, shape) => caseOf(rule, format, shape), rule.few),
  ),
  ...mixedFormats,
  ...mixedSizes,
  ...mixedBands,
  ...refusals,
];
