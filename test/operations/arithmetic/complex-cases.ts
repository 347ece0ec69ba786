/**
 * Arithmetic on complex numbers: their own operations, and how other operations treat a real and an imaginary part.
 * Not here: Fourier transforms, which make complex pictures.
 * Read next: test/operations/arithmetic/pair-cases.ts.
 */
import type { PixelFormat } from "../../../src/core/pixel-format.ts";
import { type CaseArguments, type OperationCase, type Picture, pictureIn } from "../case.ts";
import { complexFormats, expectPicture, isComplex, noise, picture, realFormats, type Tolerance } from "../pictures.ts";
import { commonFormat, forEachShape, nameOf, resultFormats, type Shape } from "../shapes.ts";

export type Complex = readonly [real: number, imaginary: number];
type Both = (left: Complex, right: Complex) => readonly number[];

const single: Tolerance = { relative: 4e-6, absolute: 4e-6 };
const degrees = 180 / Math.PI;

const modulus = ([re, im]: Complex): number => Math.hypot(re, im);
const turned = ([re, im]: Complex): number => (Math.atan2(im, re) * degrees + 360) % 360;
const byParts =
  (of: (value: number) => number) =>
  ([re, im]: Complex): Complex => [of(re), of(im)];
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const unit = (value: Complex): Complex => {
  const length = modulus(value);
  return length === 0 ? [0, 0] : [value[0] / length, value[1] / length];
};
function over(left: Complex, [re, im]: Complex): Complex {
  const length = re * re + im * im;
  return length === 0 ? [0, 0] : times(left, [re / length, -im / length]);
}

function complexesOf({ data, format }: Picture): Complex[] {
  if (!isComplex(format)) return Array.from(data, (value) => [value, 0] as const);
  return Array.from({ length: data.length / 2 }, (_, index) => [data[index * 2], data[index * 2 + 1]] as never);
}

interface ComplexRule {
  readonly operation: string;
  readonly about?: string;
  readonly args?: CaseArguments;
  readonly result?: (format: PixelFormat) => PixelFormat;
  readonly of: (value: Complex) => readonly number[];
}

const unary: readonly ComplexRule[] = [
  {
    operation: "abs",
    about: "is the modulus",
    result: (format) => resultFormats.part[format],
    of: (value) => [modulus(value)],
  },
  { operation: "invert", about: "changes the sign of the real part alone", of: ([re, im]) => [-re, im] },
  { operation: "sign", about: "is the unit vector", of: unit },
  { operation: "round", about: "floor rounds both parts", args: { round: "floor" }, of: byParts(Math.floor) },
  {
    operation: "clamp",
    about: "brings both parts to the limits",
    args: { min: -4, max: 5 },
    of: byParts((value) => Math.min(5, Math.max(-4, value))),
  },
  {
    operation: "linear",
    about: "multiplies and adds to the real part, and leaves the imaginary one as it was",
    args: { a: [2], b: [3] },
    of: ([re, im]) => [2 * re + 3, im],
  },
  ...complexRules((cmplx) => ({ operation: "complex", args: { cmplx } })),
  ...(["real", "imag"] as const).map((get, index) => ({
    operation: "complexget",
    about: get,
    args: { get },
    result: (format: PixelFormat) => resultFormats.part[format],
    of: (value: Complex) => [value[index] as number],
  })),
];

function complexRules(of: (cmplx: string) => Pick<ComplexRule, "operation" | "args">): ComplexRule[] {
  const turns: Readonly<Record<string, ComplexRule["of"]>> = {
    polar: (value) => [modulus(value), turned(value)],
    rect: ([length, angle]) => [length * Math.cos(angle / degrees), length * Math.sin(angle / degrees)],
    conj: ([re, im]) => [re, -im],
  };
  return Object.entries(turns).map(([name, formula]) => ({ ...of(name), about: name, of: formula }));
}

function unaryCase(rule: ComplexRule, format: PixelFormat, shape: Shape): OperationCase {
  const { operation, about = "", args = {}, result = (same) => same, of } = rule;
  const given = noise(21, ...shape, format, { from: -9, to: 9 });
  return {
    operation,
    about: `${about} of ${format}, ${nameOf(shape)}`.trimStart(),
    args: { in: given, ...args },
    judge: (results) =>
      expectPicture(pictureIn(results), picture(shape, result(format), complexesOf(given).flatMap(of)), single),
  };
}

/** `complex` and `complexget` of real numbers, which count as complex ones without an imaginary part. */
function realCase(rule: ComplexRule, format: PixelFormat, shape: Shape): OperationCase {
  const { operation, about = "", args = {}, of } = rule;
  const unsigned = format.startsWith("u");
  const given = noise(22, ...shape, format, { from: unsigned ? 0 : -9, to: 9 });
  const result = operation === "complex" ? resultFormats.complex[format] : format;
  return {
    operation,
    about: `${about} of ${format}, ${nameOf(shape)}`,
    args: { in: given, ...args },
    judge: (results) =>
      expectPicture(pictureIn(results), picture(shape, result, complexesOf(given).flatMap(of)), single),
  };
}

const ordered =
  (of: (left: number, right: number) => boolean): Both =>
  (left, right) => [of(modulus(left), modulus(right)) ? 255 : 0];
const same: Both = (left, right) => [left[0] === right[0] && left[1] === right[1] ? 255 : 0];

const pairs: readonly (readonly [
  operation: string,
  about: string,
  args: CaseArguments,
  of: Both,
  result?: PixelFormat,
])[] = [
  ["add", "adds both parts", {}, (left, right) => [left[0] + right[0], left[1] + right[1]]],
  ["subtract", "subtracts both parts", {}, (left, right) => [left[0] - right[0], left[1] - right[1]]],
  ["multiply", "is the complex product", {}, times],
  ["divide", "is the complex quotient, and 0 where it divides by 0,", {}, over],
  [
    "maxpair",
    "takes the larger of each part",
    {},
    (left, right) => left.map((value, part) => Math.max(value, right[part] as number)),
  ],
  [
    "minpair",
    "takes the smaller of each part",
    {},
    (left, right) => left.map((value, part) => Math.min(value, right[part] as number)),
  ],
  ["relational", "equal compares both parts", { relational: "equal" }, same, "uchar"],
  [
    "relational",
    "noteq compares both parts",
    { relational: "noteq" },
    (left, right) => [255 - (same(left, right)[0] as number)],
    "uchar",
  ],
  ["relational", "less compares the moduli", { relational: "less" }, ordered((left, right) => left < right), "uchar"],
  ["relational", "more compares the moduli", { relational: "more" }, ordered((left, right) => left > right), "uchar"],
  [
    "complex2",
    "cross-phase, of which libvips takes the arguments in another order: the phase of (re left + i re right) / (im left + i im right)",
    { cmplx: "cross-phase" },
    (left, right) => unit(over([left[0], right[0]], [left[1], right[1]])),
  ],
];

const pairCases: readonly OperationCase[] = pairs.flatMap(([operation, about, args, of, result]) =>
  forEachShape(complexFormats, (format, shape): OperationCase => {
    // Whole numbers, so that some are equal; one sample divides by 0.
    const [left, right] = [23, 24].map((seed) => {
      const { data } = noise(seed, ...shape, format, { from: -3, to: 3 });
      return picture(shape, format, Array.from(data, Math.round));
    }) as [Picture, Picture];
    right.data.fill(0, 0, 2);
    if (operation === "complex2") for (const given of [left, right]) given.data.forEach(oddValue(given.data));
    return {
      operation,
      about: `${about} of ${format}, ${nameOf(shape)}`,
      args: { left, right, ...args },
      judge: (results) => {
        const numbers = complexesOf(left).flatMap((value, index) => of(value, complexesOf(right)[index] as Complex));
        expectPicture(pictureIn(results), picture(shape, result ?? format, numbers), single);
      },
    };
  }),
);

/** Makes numbers odd halves, so that none is 0: libvips' cross-phase of 0 is NaN or 0. */
function oddValue(data: Picture["data"]): (value: number, index: number) => void {
  return (value, index) => {
    data[index] = value + 0.5;
  };
}

/** Pictures of real and imaginary parts, of every pair of real formats. */
const forms: readonly OperationCase[] = realFormats.flatMap((one) =>
  realFormats.map((other): OperationCase => {
    const [left, right] = [
      noise(25, 5, 3, 2, one, { from: 0, to: 50 }),
      noise(26, 5, 3, 2, other, { from: 0, to: 50 }),
    ];
    const result = resultFormats.complex[commonFormat(one, other)];
    return {
      operation: "complexform",
      about: `of ${one} and ${other}`,
      args: { left, right },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          picture(
            [5, 3, 2],
            result,
            Array.from(left.data).flatMap((value, index) => [value, right.data[index] as number]),
          ),
        ),
    };
  }),
);

export const complexCases: readonly OperationCase[] = [
  ...unary.flatMap((rule) => forEachShape(complexFormats, (format, shape) => unaryCase(rule, format, shape))),
  ...unary
    .filter(({ operation }) => operation.startsWith("complex"))
    .flatMap((rule) => forEachShape(realFormats, (format, shape) => realCase(rule, format, shape), true)),
  ...pairCases,
  ...forms,
];
