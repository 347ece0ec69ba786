/**
 * Colours in fewer bits: LabQ in 32 bits a pixel, LabS in three shorts, and Radiance's shared exponent.
 * Not here: colour spaces (colour-space-cases).
 * Read next: test/operations/colour/formulas.ts.
 */
import { type CaseValue, type OperationCase, type Picture, pictureIn } from "../case.ts";
import { as, castTo, expectPicture, mapPixels, picture, pixelsOf, type Tolerance } from "../pictures.ts";
import { type Colour, labToXyz, scRgbToSrgb, xyzToScRgb } from "./formulas.ts";
import { colours } from "./space-cases.ts";

type Steps = readonly [l: number, a: number, b: number];

const clamp = (value: number, from: number, to: number): number => Math.min(to, Math.max(from, value));

/** L in 1023 steps of 100, a and b in eighths from -128 to 127.875. */
const stepsOf = ([l, a, b]: Colour): Steps => [
  clamp(Math.round(l * 10.23), 0, 1023),
  clamp(Math.round(a * 8), -1024, 1023),
  clamp(Math.round(b * 8), -1024, 1023),
];
/** Four bytes: the high eight bits of each, then the two low bits of L and three each of a and b. */
const packed = ([l, a, b]: Steps): number[] => [
  l >> 2,
  (a >> 3) & 255,
  (b >> 3) & 255,
  ((l & 3) << 6) | ((a & 7) << 3) | (b & 7),
];
const fromSteps = ([l, a, b]: Steps): Colour => [l / 10.23, a / 8, b / 8];

const lab = colours("lab", 301, "float");
const edges = as(
  "lab",
  picture([5, 1, 3], "float", [0, 0, 0, 100, 0, 0, 120, 200, -200, 50, -128, 127.875, 33.3, -0.2, 0.2]),
);
/** Only an operation can make an image with this coding. */
const inLabQ = (given: Picture): CaseValue => ({ operation: "Lab2LabQ", args: { in: given } });
const inLabS = (given: Picture): CaseValue => ({ operation: "Lab2LabS", args: { in: given } });

const shortsOf = ([l, a, b]: Colour): number[] =>
  [castTo(l * 327.67, "short"), castTo(a * 256, "short"), castTo(b * 256, "short")].map((value, index) =>
    index === 0 ? Math.max(0, value) : value,
  );

/**
 * Converts to the steps of a short. Half a step is added to positive numbers and subtracted from negative ones, and
 * all are rounded down.
 */
const stepOf = (value: number): number => clamp((value + (value < 0 ? -16 : 16)) >> 5, -1024, 1023);

interface Coding {
  readonly operation: string;
  readonly about: string;
  readonly args: (given: Picture) => CaseValue;
  readonly of: (colour: Colour) => readonly number[];
  readonly to: string;
  readonly format: Picture["format"];
  readonly tolerance?: Tolerance;
}

const codings: readonly Coding[] = [
  {
    operation: "Lab2LabQ",
    about: "rounds to its steps",
    args: (given) => given,
    of: (colour) => packed(stepsOf(colour)),
    to: "labq",
    format: "uchar",
  },
  {
    operation: "LabQ2Lab",
    about: "gives the steps",
    args: inLabQ,
    of: (colour) => fromSteps(stepsOf(colour)),
    to: "lab",
    format: "float",
    tolerance: 1e-4,
  },
  {
    operation: "LabQ2LabS",
    about: "moves the steps up, so that white is 32736",
    args: inLabQ,
    of: (colour) => stepsOf(colour).map((step) => step * 32),
    to: "labs",
    format: "short",
  },
  {
    operation: "Lab2LabS",
    about: "cuts off what is below a step",
    args: (given) => given,
    of: shortsOf,
    to: "labs",
    format: "short",
    tolerance: 1,
  },
  {
    operation: "LabS2Lab",
    about: "divides",
    args: inLabS,
    of: (colour) => shortsOf(colour).map((value, index) => value / (index === 0 ? 327.67 : 256)),
    to: "lab",
    format: "float",
    tolerance: 5e-3,
  },
  {
    operation: "LabS2LabQ",
    about: "rounds positive numbers, and takes negative ones half a step further down,",
    args: inLabS,
    of: (colour) => packed(shortsOf(colour).map(stepOf) as unknown as Steps),
    to: "labq",
    format: "uchar",
  },
  {
    operation: "LabQ2sRGB",
    about: "goes by a table of few steps, and is off by as much as 20 of 255,",
    args: inLabQ,
    of: (colour) => scRgbToSrgb(xyzToScRgb(labToXyz(fromSteps(stepsOf(colour))))).map(Math.round),
    to: "srgb",
    format: "uchar",
    tolerance: 20,
  },
];

const coded: readonly OperationCase[] = codings.flatMap(({ operation, about, args, of, to, format, tolerance = 0 }) =>
  [lab, edges].map(
    (given, index): OperationCase => ({
      operation,
      about: `${about} ${index === 0 ? "of colours" : "of numbers at the edges"}`,
      args: { in: args(given) },
      judge: (results) => {
        const expected = mapPixels(given, (pixel) => of(pixel as unknown as Colour), format);
        expectPicture(pictureIn(results), as(to, expected), tolerance);
      },
    }),
  ),
);

/** Three mantissas with one exponent, by Ward's own code: nearly 256 steps, and half a step added on the way back. */
function shared(colour: Colour): number[] {
  const max = Math.max(...colour);
  if (max <= 1e-32) return [0, 0, 0, 0];
  const exponent = Math.floor(Math.log2(max)) + 1;
  const mantissa = max / 2 ** exponent;
  return [...colour.map((value) => (value > 0 ? Math.trunc((value * mantissa * 255.9999) / max) : 0)), exponent + 128];
}
const unshared = ([r = 0, g = 0, b = 0, exponent = 0]: readonly number[]): number[] =>
  [r, g, b].map((mantissa) => (exponent === 0 ? 0 : (mantissa + 0.5) * 2 ** (exponent - 136)));

const light = as(
  "scrgb",
  mapPixels(colours("scrgb", 302, "float"), ([r = 0, g = 0, b = 0]) => [
    Math.abs(r) * 900,
    Math.abs(g),
    Math.abs(b) * 0.01,
  ]),
);
const radiance: readonly OperationCase[] = [
  {
    operation: "float2rad",
    about: "of bright and dark light",
    args: { in: light },
    judge: (results) =>
      expectPicture(
        pictureIn(results),
        mapPixels(light, (pixel) => shared(pixel as unknown as Colour), "uchar"),
        1,
      ),
  },
  {
    operation: "float2rad",
    about: "of black",
    args: { in: as("scrgb", picture([1, 1, 3], "float", [0, 0, 0])) },
    judge: (results) => expectPicture(pictureIn(results), picture([1, 1, 4], "uchar", [0, 0, 0, 0])),
  },
  {
    operation: "rad2float",
    about: "of bright and dark light: within a step of the brightest of three",
    args: { in: { operation: "float2rad", args: { in: light } } },
    judge: (results) => {
      const brightest = Math.max(...pixelsOf(light).map((pixel) => Math.max(...pixel)));
      const expected = mapPixels(light, (pixel) => unshared(shared(pixel as unknown as Colour)));
      expectPicture(pictureIn(results), as("scrgb", expected), brightest / 128);
    },
  },
];

const refusals: readonly OperationCase[] = [
  ...["LabQ2Lab", "LabQ2LabS", "LabQ2sRGB"].map((operation) => [operation, "labq"] as const),
  ["rad2float", "rad"] as const,
].map(([operation, coding]) => ({
  operation,
  about: "of pixels without that coding fails",
  args: { in: lab },
  fails: `coding '${coding}' only`,
  judge: () => {},
}));

export const codingCases: readonly OperationCase[] = [...coded, ...radiance, ...refusals];
