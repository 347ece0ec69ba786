/**
 * Cases of the convolutions with a mask that is given: exact, separable and turned.
 * Not here: approximations (approximate-cases), blurs and edges (edge-cases), or correlation (correlation-cases).
 * Read next: test/operations/convolution/reference.ts.
 */
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { complexFormats, expectPicture, isInteger, map, mapPair, noise, paint, realFormats } from "../pictures.ts";
import { nameOf, shapes } from "../shapes.ts";
import {
  castAll,
  correlate,
  correlateBothWays,
  divided,
  gaussianRow,
  maskOf,
  near,
  type Rows,
  sumOf,
  turnedBy45,
  turnedBy90,
} from "./reference.ts";

/** None of them is symmetric, so that a mask with the wrong orientation is detected. */
const masks: readonly { readonly name: string; readonly rows: Rows }[] = [
  { name: "1 x 1", rows: [[3]] },
  {
    name: "3 x 3",
    rows: [
      [0, 1, 0],
      [1, -3, 2],
      [0, 0, 1],
    ],
  },
  {
    name: "2 x 2",
    rows: [
      [1, 2],
      [3, -5],
    ],
  },
  { name: "4 x 1", rows: [[1, -2, 3, -1]] },
  { name: "1 x 3", rows: [[2], [0], [-1]] },
];

const wholeResult = (sum: Picture, format: (typeof realFormats)[number]): Picture => castAll(sum, format);
const floatFormat = (format: string): "float" | "double" => (format === "double" ? "double" : "float");
const sampled = (
  seed: number,
  shape: readonly [number, number, number],
  format: (typeof realFormats)[number],
): Picture => noise(seed, ...shape, format, { from: format === "char" ? -100 : 0, to: format === "char" ? 100 : 255 });

const ofEachMask = masks.flatMap(({ name, rows }) =>
  realFormats.flatMap((format) => {
    const given = sampled(1, [7, 5, 2], format);
    const sum = correlate(given, rows);
    const whole = format === "uint" && sum.data.some((value) => value < 0) ? [] : (["conv", "convi"] as const);
    return [
      ...whole.map(
        (operation): OperationCase => ({
          operation,
          about: `${name} in whole numbers, of ${format}`,
          args: { in: given, mask: maskOf(rows), ...(operation === "conv" && { precision: "integer" }) },
          judge: (results) => expectPicture(pictureIn(results), wholeResult(sum, format), isInteger(format) ? 0 : 1e-3),
        }),
      ),
      ...(["conv", "convf"] as const).map(
        (operation): OperationCase => ({
          operation,
          about: `${name} in floating point, of ${format}`,
          args: { in: given, mask: maskOf(rows), ...(operation === "conv" && { precision: "float" }) },
          judge: (results) => expectPicture(pictureIn(results), castAll(sum, floatFormat(format)), 1e-3),
        }),
      ),
    ];
  }),
);

const sharp: Rows = [
  [-1, -1, 0],
  [-1, 8, -1],
  [0, -1, -2],
];

const ofEachShape = shapes.flatMap((shape) =>
  (["conv", "convi", "convf"] as const).map((operation): OperationCase => {
    const given = noise(2, ...shape, "uchar");
    const format = operation === "convi" ? "uchar" : "float";
    return {
      operation,
      about: `of ${nameOf(shape)}; conv is in floating point when no precision is given`,
      args: { in: given, mask: maskOf(sharp) },
      judge: (results) => expectPicture(pictureIn(results), castAll(correlate(given, sharp), format), 1e-3),
    };
  }),
);

const ofComplex = complexFormats.flatMap((format) => {
  const given = noise(3, 4, 3, 1, format, { from: -10, to: 10 });
  const parts: Picture = { ...given, bands: 2, format: "double" };
  const weights = [1, 2, 3] as const;
  return [
    {
      operation: "conv",
      about: `a mask of one pixel, of ${format}`,
      args: { in: given, mask: maskOf([[3]]) },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          map(given, (value) => 3 * value),
          1e-4,
        ),
    },
    {
      operation: "conv",
      about: `a row, of ${format}: libvips 8.18 steps by a number where it should by a pixel, and mixes the parts`,
      args: { in: given, mask: maskOf([weights]) },
      judge: (results) => {
        const sum = paint([4, 3, 2], "double", (x, y, part) =>
          weights.reduce((total, weight, step) => {
            const number = 2 * x + part + step - 2;
            return total + weight * near(parts, Math.floor(number / 2), y, (number + 2) % 2);
          }, 0),
        );
        expectPicture(pictureIn(results), { ...sum, bands: 1, format }, 1e-4);
      },
    },
  ] satisfies OperationCase[];
});

const separable = (["uchar", "short", "float", "double"] as const).flatMap((format) => {
  const given = noise(4, 7, 5, 2, format, { from: 0, to: 20 });
  const row = [1, 3, -2];
  const sum = correlateBothWays(given, row);
  const inTwoSteps = castAll(
    correlate(
      castAll(correlate(given, [row]), format),
      row.map((weight) => [weight]),
    ),
    format,
  );
  return [
    {
      operation: "convsep",
      about: `along the rows, then the columns, of ${format}`,
      args: { in: given, mask: maskOf([row]) },
      judge: (results) => expectPicture(pictureIn(results), castAll(sum, floatFormat(format)), 1e-3),
    },
    {
      operation: "convsep",
      about: `in whole numbers, of ${format}: the first pass is brought to the format before the second`,
      args: { in: given, mask: maskOf([row]), precision: "integer" },
      judge: (results) => expectPicture(pictureIn(results), inTwoSteps, isInteger(format) ? 0 : 1e-3),
    },
  ] satisfies OperationCase[];
});

/** A mask that an operation made carries its sum as the divisor of the result. */
const scaled = (["short", "int", "float"] as const).map((format): OperationCase => {
  const given = noise(8, 7, 5, 2, format, { from: 0, to: 255 });
  const row = gaussianRow(1, 0.1, false);
  const sum = correlate(given, [row]);
  return {
    operation: "conv",
    about: `a Gaussian with its scale, in whole numbers, of ${format}`,
    args: {
      in: given,
      mask: { operation: "gaussmat", args: { sigma: 1, min_ampl: 0.1, separable: true } },
      precision: "integer",
    },
    judge: (results) =>
      expectPicture(pictureIn(results), divided(sum, sumOf([row]), format), isInteger(format) ? 0 : 1e-3),
  };
});

const compassRows: Rows = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, -9],
];
const combined = { max: Math.max, min: Math.min, sum: (a: number, b: number) => a + b } as const;

const compass = [
  ...(Object.keys(combined) as (keyof typeof combined)[]).flatMap((combine) =>
    shapes.map((shape): OperationCase => {
      const given = noise(7, ...shape, "int", { from: -100, to: 100 });
      const size = (rows: Rows): Picture => map(correlate(given, rows), Math.abs, "float");
      const expected = mapPair(size(compassRows), size(turnedBy90(compassRows)), combined[combine]);
      return {
        operation: "compass",
        about: `the ${combine} of the sizes by a mask and by that mask turned by 90 degrees, ${nameOf(shape)}`,
        args: { in: given, mask: maskOf(compassRows), times: 2, angle: "d90", combine },
        judge: (results) => expectPicture(pictureIn(results), expected),
      };
    }),
  ),
  {
    operation: "compass",
    about: "the sum of all eight directions, in whole numbers",
    args: {
      in: paint([7, 5, 1], "short", (x, y) => ((x * 13 + y * 7) % 11) - 5),
      mask: maskOf(compassRows),
      times: 8,
      angle: "d45",
      combine: "sum",
      precision: "integer",
    },
    judge: (results) => {
      const given = paint([7, 5, 1], "short", (x, y) => ((x * 13 + y * 7) % 11) - 5);
      let rows = compassRows;
      let sum = paint([7, 5, 1], "int", () => 0);
      for (let turn = 0; turn < 8; turn += 1) {
        sum = mapPair(sum, map(correlate(given, rows), Math.abs), (a, b) => a + b);
        rows = turnedBy45(rows);
      }
      expectPicture(pictureIn(results), { ...sum, format: pictureIn(results).format });
      if (!isInteger(pictureIn(results).format)) throw new Error("whole numbers in, whole numbers out");
    },
  } satisfies OperationCase,
];

export const convolutionCases: readonly OperationCase[] = [
  ...ofEachMask,
  ...ofEachShape,
  ...ofComplex,
  ...separable,
  ...scaled,
  ...compass,
];
