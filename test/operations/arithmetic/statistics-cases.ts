/**
 * Numbers about a whole picture: means, deviations, extremes and where they are, patches of a chart, and edges to trim.
 * Not here: numbers for each row or column, or histograms (arithmetic-histogram-cases).
 * Read next: test/operations/arithmetic/arithmetic.test.ts.
 */
import { expect } from "vitest";
import { numberIn, numbersIn, type OperationCase, type Picture, pictureIn } from "../case.ts";
import {
  as,
  at,
  complexFormats,
  expectPicture,
  flat,
  limitsOf,
  noise,
  paint,
  perBand,
  picture,
  ramp,
  realFormats,
} from "../pictures.ts";
import { forEachShape, nameOf } from "../shapes.ts";

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Of a sample: divided by one less than the count. */
function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

function expectNear(actual: number, expected: number, relative = 1e-9): void {
  if (Object.is(actual, expected)) return;
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.max(1, Math.abs(expected)));
}

const wholes: readonly OperationCase[] = forEachShape(realFormats, (format, shape) => {
  const given = noise(31, ...shape, format);
  const samples = Array.from(given.data);
  const single = samples.length === 1;
  const table: readonly (readonly [string, number])[] = [
    ["avg", mean(samples)],
    // One sample has no deviation: 0 / 0, which libvips cannot give as a number.
    ...(single ? [] : [["deviate", deviation(samples)] as const]),
    ["max", Math.max(...samples)],
    ["min", Math.min(...samples)],
  ];
  return table.map(
    ([operation, expected]): OperationCase => ({
      operation,
      about: `of ${format}, ${nameOf(shape)}`,
      args: { in: given },
      judge: (results) => expectNear(numberIn(results), expected),
    }),
  );
}).flat();

const complexes: readonly OperationCase[] = complexFormats.flatMap((format) => {
  const given = noise(32, 7, 5, 2, format, { from: -9, to: 9 });
  const moduli = Array.from({ length: 70 }, (_, index) =>
    Math.hypot(given.data[index * 2] as number, given.data[index * 2 + 1] as number),
  );
  const found = { avg: mean(moduli), max: Math.max(...moduli), min: Math.min(...moduli) };
  return Object.entries(found).map(
    ([operation, expected]): OperationCase => ({
      operation,
      about: `of ${format} is that of the moduli`,
      args: { in: given },
      judge: (results) => expectNear(numberIn(results), expected, 1e-6),
    }),
  );
});

/** A picture in which every sample is another number, so that each extreme is in one place. */
const distinct: Picture = paint([13, 7, 2], "short", (x, y, band) => ((band * 91 + y * 13 + x) * 89) % 182);

/** `size` extremes. The most extreme one is also a result of its own; the array begins with the least extreme. */
const extremes: readonly OperationCase[] = (["max", "min"] as const).flatMap((operation) =>
  [1, 3, 8].map((size): OperationCase => {
    const order = operation === "max" ? 1 : -1;
    const places = Array.from(distinct.data, (value, index) => ({
      value,
      x: Math.floor(index / 2) % 13,
      y: Math.floor(index / 26),
    })).sort((a, b) => order * (a.value - b.value));
    const wanted = places.slice(-size);
    const last = wanted.at(-1);
    return {
      operation,
      about: `of 182 different numbers, ${size} of them`,
      args: { in: distinct, size },
      judge: (results) => {
        expect({ out: results["out"], x: results["x"], y: results["y"] }).toEqual({
          out: last?.value,
          x: last?.x,
          y: last?.y,
        });
        expect(numbersIn(results, "out_array")).toEqual(wanted.map(({ value }) => value));
        expect(numbersIn(results, "x_array")).toEqual(wanted.map(({ x }) => x));
        expect(numbersIn(results, "y_array")).toEqual(wanted.map(({ y }) => y));
      },
    };
  }),
);

/** Minimum, maximum, sum, sum of squares, mean and deviation. */
function summary(values: readonly number[]): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  const squares = values.reduce((total, value) => total + value * value, 0);
  const spread = values.length === 1 ? Number.NaN : deviation(values);
  return [Math.min(...values), Math.max(...values), sum, squares, mean(values), spread];
}

/** A row for all bands together, then one for each; a deviation of one pixel is NaN. */
const stats: readonly OperationCase[] = forEachShape(realFormats, (format, shape): OperationCase => {
  const given = noise(33, ...shape, format, { from: format.startsWith("u") ? 0 : -100, to: 100 });
  return {
    operation: "stats",
    about: `of ${format}, ${nameOf(shape)}`,
    args: { in: given },
    judge: (results) => {
      const out = pictureIn(results);
      expect([out.width, out.height, out.bands, out.format]).toEqual([10, shape[2] + 1, 1, "double"]);
      [Array.from(given.data), ...perBand(given, (samples) => samples)].forEach((samples, row) => {
        summary(samples).forEach((expected, column) => {
          expectNear(at(out, column, row), expected, 1e-7);
        });
        const isAt = (column: number, band: number): boolean =>
          at(given, at(out, column, row), at(out, column + 1, row), band) === at(out, column === 6 ? 0 : 1, row);
        const bands = row === 0 ? Array.from({ length: shape[2] }, (_, band) => band) : [row - 1];
        expect([6, 8].map((column) => bands.some((band) => isAt(column, band)))).toEqual([true, true]);
      });
    },
  };
});

/** Each patch of a chart: the mean of its middle, which is half as wide and high. */
const chart = paint([20, 16, 2], "uchar", (x, y, band) => 100 + ((x * 7 + y * 13 + band * 5) % 11));
const measures: readonly OperationCase[] = (
  [
    [2, 2, { left: 0, top: 0, width: 20, height: 16 }],
    [5, 4, { left: 0, top: 0, width: 20, height: 16 }],
    [1, 1, { left: 4, top: 4, width: 8, height: 8 }],
  ] as const
).map(([across, down, box]): OperationCase => {
  const whole = box.width === 20;
  return {
    operation: "measure",
    about: `of ${across} x ${down} patches${whole ? "" : " in a box"}`,
    args: { in: chart, h: across, v: down, ...(whole ? {} : box) },
    judge: (results) => {
      const [width, height] = [box.width / across, box.height / down];
      const expected = paint([2, across * down, 1], "double", (band, patch) => {
        const left = Math.trunc(box.left + (patch % across) * width + (width + 2) / 4);
        const top = Math.trunc(box.top + Math.floor(patch / across) * height + (height + 2) / 4);
        const inside: number[] = [];
        for (let y = top; y < top + Math.round(height / 2); y += 1) {
          for (let x = left; x < left + Math.round(width / 2); x += 1) inside.push(at(chart, x, y, band));
        }
        return mean(inside);
      });
      expectPicture(pictureIn(results), expected, 1e-9);
    },
  };
});

const points: readonly OperationCase[] = [
  ...forEachShape(realFormats, (format, shape): OperationCase => {
    const given = noise(34, ...shape, format);
    const [x, y] = [shape[0] - 1, Math.floor(shape[1] / 2)];
    return {
      operation: "getpoint",
      about: `of ${format}, ${nameOf(shape)}`,
      args: { in: given, x, y },
      judge: (results) =>
        expect(numbersIn(results)).toEqual(Array.from({ length: shape[2] }, (_, band) => at(given, x, y, band))),
    };
  }),
  ...[false, true].map((unpack_complex): OperationCase => {
    const given = picture([2, 1, 1], "complex", [1, 2, 3, -4]);
    return {
      operation: "getpoint",
      about: `of complex gives ${unpack_complex ? "both parts" : "the real part"}`,
      args: { in: given, x: 1, y: 0, unpack_complex },
      judge: (results) => expect(numbersIn(results)).toEqual(unpack_complex ? [3, -4] : [3]),
    };
  }),
  {
    operation: "getpoint",
    about: "outside fails",
    args: { in: ramp(2, 2, 1, "uchar"), x: 2, y: 0 },
    fails: "bad extract area",
    judge: () => {},
  },
];

interface Trim {
  readonly about: string;
  readonly given: Picture;
  readonly args?: OperationCase["args"];
  /** Left, top, width, height. */
  readonly found: readonly [number, number, number, number];
}

/** A box of one value in a field of another. */
const boxIn = (field: number, value: number, format: "uchar" | "ushort" = "uchar", bands = 1): Picture =>
  paint([20, 16, bands], format, (x, y) => (x >= 4 && x < 11 && y >= 5 && y < 12 ? value : field));
const dot = paint([20, 16, 1], "uchar", (x, y) => (x === 6 && y === 9 ? 0 : 255));
/** The box is opaque, all else transparent; everything is black. */
const seeThrough = as(
  "srgb",
  paint([20, 16, 4], "uchar", (x, y, band) => (band === 3 && x >= 4 && x < 11 && y >= 5 && y < 12 ? 255 : 0)),
);

const trims: readonly Trim[] = [
  { about: "of a box on white", given: boxIn(255, 10), found: [4, 5, 7, 7] },
  { about: "of a box in 3 bands on white", given: boxIn(255, 10, "uchar", 3), found: [4, 5, 7, 7] },
  { about: "of a box on a background", given: boxIn(30, 90), args: { background: [30] }, found: [4, 5, 7, 7] },
  {
    about: "of a box within the threshold",
    given: boxIn(30, 90),
    args: { background: [30], threshold: 60 },
    found: [20, 16, 0, 0],
  },
  {
    about: "of a box just past the threshold",
    given: boxIn(30, 91),
    args: { background: [30], threshold: 60 },
    found: [4, 5, 7, 7],
  },
  { about: "of a dot, which the median takes away", given: dot, found: [20, 16, 0, 0] },
  { about: "of a dot as line art", given: dot, args: { line_art: true }, found: [6, 9, 1, 1] },
  { about: "of nothing but background", given: flat(5, 4, [255]), found: [5, 4, 0, 0] },
  { about: "of no background", given: flat(5, 4, [0]), found: [0, 0, 5, 4] },
  {
    about: "of 16 bits, where white is 65535",
    given: as("grey16", boxIn(limitsOf("ushort")[1], 9, "ushort")),
    found: [4, 5, 7, 7],
  },
  { about: "of a picture with alpha, laid on the background first", given: seeThrough, found: [4, 5, 7, 7] },
];

const trimCases = trims.map(
  ({ about, given, args = {}, found: [left, top, width, height] }): OperationCase => ({
    operation: "find_trim",
    about,
    args: { in: given, ...args },
    judge: (results) => expect(results).toEqual({ left, top, width, height }),
  }),
);

export const statisticsCases: readonly OperationCase[] = [
  ...wholes,
  ...complexes,
  ...extremes,
  ...stats,
  ...measures,
  ...points,
  ...trimCases,
];
