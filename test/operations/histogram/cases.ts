/**
 * Cases of operations on a histogram: summing it up, scaling, matching, drawing and measuring it.
 * Not here: computing one, or applying one to a picture (lookup-cases), or histograms of neighbourhoods
 * (neighbourhood-cases).
 * Read next: test/operations/histogram/lookup-cases.ts.
 */
import { numberIn, type OperationCase, type Picture, pictureIn } from "../case.ts";
import {
  as,
  at,
  castTo,
  expectPicture,
  isInteger,
  map,
  noise,
  paint,
  perBand,
  picture,
  realFormats,
} from "../pictures.ts";

/** One entry, an odd number of them, and as many as bytes have values; with each number of bands. */
const shapes = [
  [1, 1],
  [7, 1],
  [7, 2],
  [7, 3],
  [7, 4],
  [256, 1],
] as const;

const histogram = (seed: number, [entries, bands]: readonly [number, number], format: Picture["format"]): Picture =>
  noise(seed, entries, 1, bands, format, { from: 0, to: 120 });
const named = ([entries, bands]: readonly [number, number]): string => `${entries} x 1, bands ${bands}`;

/** The sums of each band up to each entry. */
function summed(given: Picture, format: Picture["format"]): Picture {
  const totals = new Array<number>(given.bands).fill(0);
  return map(
    given,
    (value, band) => {
      totals[band] = castTo((totals[band] as number) + value, format);
      return totals[band] as number;
    },
    format,
  );
}

const sums = realFormats.flatMap((format) => {
  const unsigned = format.startsWith("u") ? "uint" : "int";
  const result = isInteger(format) ? unsigned : format;
  return shapes.map((shape): OperationCase => {
    const given = histogram(1, shape, format);
    return {
      operation: "hist_cum",
      about: `of ${format}, ${named(shape)}`,
      args: { in: given },
      judge: (results) => expectPicture(pictureIn(results), as("histogram", summed(given, result))),
    };
  });
});

const refusedSums: OperationCase[] = [
  {
    operation: "hist_cum",
    about: "of a column, which libvips 8.18 lays down and sums no further than its first entry",
    args: { in: picture([1, 3, 1], "uchar", [5, 6, 7]) },
    judge: (results) => {
      const { width, height, data } = pictureIn(results);
      if (width !== 3 || height !== 1 || data[0] !== 5) throw new Error(`${width} x ${height}, first ${data[0]}`);
    },
  },
  {
    operation: "hist_cum",
    about: "refuses what is more than one row or column",
    args: { in: noise(2, 7, 5, 1, "uchar") },
    fails: "must have width or height 1",
    judge: () => {},
  },
];

/** The largest entry of each band becomes the last index; fractions are cut off. */
function scaled(given: Picture): Picture {
  const largest = perBand(given, (samples) => Math.max(...samples));
  const last = given.width * given.height - 1;
  return map(given, (value, band) => Math.trunc((value * last) / (largest[band] as number)), "uchar");
}

const scales = shapes.flatMap((shape) =>
  realFormats.map((format): OperationCase => {
    const given = map(histogram(3, shape, format), (value) => value + 1);
    return {
      operation: "hist_norm",
      about: `of ${format}, ${named(shape)}`,
      args: { in: given },
      judge: (results) => expectPicture(pictureIn(results), scaled(given), 1),
    };
  }),
);

const longScale: OperationCase = {
  operation: "hist_norm",
  about: "300 entries need two bytes",
  args: { in: paint([300, 1, 1], "uint", (x) => 2 * x) },
  judge: (results) =>
    expectPicture(
      pictureIn(results),
      paint([300, 1, 1], "ushort", (x) => x),
      1,
    ),
};

/** The sum of -p log2 p over all entries, where p is an entry's fraction of the total. */
function entropy({ data }: Picture): number {
  const values = Array.from(data).filter((value) => value > 0);
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.reduce((sum, value) => sum - (value / total) * Math.log2(value / total), 0);
}

const entropies = [
  { name: "one value: nothing to tell", given: picture([4, 1, 1], "uint", [0, 9, 0, 0]) },
  { name: "two as likely: one bit", given: picture([2, 1, 1], "uint", [5, 5]) },
  { name: "256 as likely: eight bits", given: paint([256, 1, 1], "uint", () => 3) },
  { name: "1, 1, 2: one bit and a half", given: picture([4, 1, 1], "uint", [1, 1, 2, 0]) },
  { name: "several bands, taken together", given: noise(4, 7, 1, 3, "uint", { from: 0, to: 50 }) },
  { name: "one entry", given: picture([1, 1, 1], "uint", [7]) },
].map(
  ({ name, given }): OperationCase => ({
    operation: "hist_entropy",
    about: name,
    args: { in: given },
    judge: (results) => expectNear(numberIn(results), entropy(given)),
  }),
);

function expectNear(actual: number, expected: number): void {
  if (Math.abs(actual - expected) > 1e-6) throw new Error(`${actual}, expected ${expected}`);
}

const monotonic = [
  { name: "rising", numbers: [1, 2, 3, 4], is: true },
  { name: "equal", numbers: [3, 3, 3], is: true },
  { name: "with a step down", numbers: [1, 3, 2, 4], is: false },
  { name: "falling", numbers: [4, 3, 2, 1], is: false },
  { name: "one entry", numbers: [9], is: true },
].flatMap(({ name, numbers, is }) =>
  realFormats.flatMap((format) =>
    (
      [
        [numbers.length, 1],
        [1, numbers.length],
      ] as const
    ).map(
      ([width, height]): OperationCase => ({
        operation: "hist_ismonotonic",
        about: `${name}, of ${format}, ${width} x ${height}${format === "char" ? ": libvips 8.18 denies it of any" : ""}`,
        args: { in: picture([width, height, 1], format, numbers) },
        judge: ({ monotonic: found }) => {
          const expected = is && format !== "char";
          if (found !== expected) throw new Error(`monotonic is ${found}, expected ${expected}`);
        },
      }),
    ),
  ),
);

/**
 * For each entry the first index of the other histogram that reaches it, as libvips matches one histogram to another.
 */
function matched(given: Picture, ref: Picture): Picture {
  const { width, bands } = given;
  return paint([width, 1, bands], "uint", (x, _y, band) => {
    const value = at(given, x, 0, band);
    const index = Array.from({ length: width - 1 }, (_, entry) => entry).find(
      (entry) => value <= at(ref, entry, 0, band),
    );
    if (index === undefined) return at(ref, width - 1, 0, band);
    // libvips' rounding: half of the next entry is added to this one, instead of the mean of both.
    return value < at(ref, index, 0, band) + at(ref, index + 1, 0, band) / 2 ? index : index + 1;
  });
}

const matches = shapes.map((shape): OperationCase => {
  const rising = (seed: number): Picture => {
    const sum = summed(
      map(histogram(seed, shape, "uint"), (value) => 1 + (value % 5)),
      "uint",
    );
    const last = perBand(sum, (samples) => samples.at(-1) as number);
    return map(sum, (value, band) => Math.round((value * (shape[0] - 1)) / (last[band] as number)));
  };
  return {
    operation: "hist_match",
    about: `two scaled sums, ${named(shape)}`,
    args: { in: rising(5), ref: rising(6) },
    judge: (results) => expectPicture(pictureIn(results), as("histogram", matched(rising(5), rising(6)))),
  };
});

/** Bars from below, as high as the entries. For a column, bars from the left and one longer, as libvips draws them. */
function plotted(bars: Picture, high: number): Picture {
  if (bars.width > 1) {
    return paint([bars.width, high, bars.bands], "uchar", (x, y, band) => (at(bars, x, 0, band) < high - y ? 0 : 255));
  }
  return paint([high, bars.height, bars.bands], "uchar", (x, y, band) => (at(bars, 0, y, band) < x ? 0 : 255));
}

const numbers = [1, 3, 4, 2, 0, 5, 3];
const plots = [1, 2, 3].flatMap((bands) =>
  (
    [
      [7, 1],
      [1, 7],
    ] as const
  ).flatMap(([width, height]) => {
    const of = (format: Picture["format"], f: (value: number) => number): Picture =>
      paint([width, height, bands], format, (x, y, band) => f(numbers[(x + y + band) % 7] as number));
    const drawn = of("double", (value) => value);
    const cases = [
      { name: "of bytes, always 256 high", given: of("uchar", (value) => value), bars: drawn, high: 256 },
      { name: "of ushort, as high as its largest", given: of("ushort", (value) => value), bars: drawn, high: 5 },
      { name: "of uint", given: of("uint", (value) => value), bars: drawn, high: 5 },
      { name: "of short, moved up to 0", given: of("short", (value) => value - 3), bars: drawn, high: 5 },
      { name: "of int", given: of("int", (value) => value - 3), bars: drawn, high: 5 },
      {
        name: "of float, scaled to a square",
        given: of("float", (value) => value / 2 - 1),
        bars: map(drawn, (value) => (value * 7) / 5),
        high: 7,
      },
    ];
    return cases.map(
      ({ name, given, bars, high }): OperationCase => ({
        operation: "hist_plot",
        about: `${name}, ${width} x ${height}, bands ${bands}`,
        args: { in: given },
        judge: (results) => expectPicture(pictureIn(results), as("histogram", plotted(bars, high))),
      }),
    );
  }),
);

export const histogramCases: readonly OperationCase[] = [
  ...sums,
  ...refusedSums,
  ...scales,
  longScale,
  ...entropies,
  ...monotonic,
  ...matches,
  ...plots,
];
