/**
 * Cases of histograms and tables applied to a picture: equalising, thresholds, look-up tables and choices by index.
 * Not here: operations on a histogram by itself (histogram-cases).
 * Read next: test/operations/histogram/cases.ts.
 */
import { numberIn, type OperationCase, type Picture, pictureIn } from "../case.ts";
import {
  at,
  castTo,
  expectPicture,
  flat,
  limitsOf,
  map,
  noise,
  paint,
  perBand,
  picture,
  realFormats,
} from "../pictures.ts";
import { nameOf, shapes } from "../shapes.ts";

/** How many samples are no larger than a value, scaled to the table's last index without its fraction. */
function shareUpTo(samples: readonly number[], value: number, last: number): number {
  return Math.trunc((samples.filter((sample) => sample <= value).length * last) / samples.length);
}

const largest = (samples: ArrayLike<number>): number => Math.max(...Array.from(samples));
/** The last entry: 255 for bytes, otherwise the largest sample. */
const lastEntry = ({ format, data }: Picture): number => (format === "uchar" ? 255 : largest(data));

function equalised(given: Picture): Picture {
  const samples = perBand(given, (all) => all);
  const last = lastEntry(given);
  const format = last > 255 ? "ushort" : "uchar";
  return map(given, (value, band) => shareUpTo(samples[band] as readonly number[], value, last), format);
}

/**
 * Equalises by the histogram of one band. libvips makes that no longer than its largest sample
 * requires, even for bytes.
 */
function equalisedBy(given: Picture, one: number): Picture {
  const samples = perBand(given, (all) => all)[one] as readonly number[];
  const last = largest(samples);
  return map(given, (value) => shareUpTo(samples, Math.min(value, last), last), last > 255 ? "ushort" : "uchar");
}

const equalising = shapes.flatMap((shape) =>
  (["uchar", "ushort"] as const).flatMap((format): OperationCase[] => {
    const given = noise(1, ...shape, format, { from: 40, to: format === "uchar" ? 90 : 400 });
    const one = shape[2] - 1;
    return [
      {
        operation: "hist_equal",
        about: `each band by itself, of ${format}, ${nameOf(shape)}`,
        args: { in: given },
        judge: (results) => expectPicture(pictureIn(results), equalised(given), 1),
      },
      {
        operation: "hist_equal",
        about: `all bands by band ${one}, of ${format}, no brighter than that band was, ${nameOf(shape)}`,
        args: { in: given, band: one },
        judge: (results) => expectPicture(pictureIn(results), equalisedBy(given, one), 1),
      },
    ];
  }),
);

/** The first value whose cumulative share, as a scaled sum, exceeds the percentage. */
function threshold(given: Picture, percent: number): number {
  const last = lastEntry(given);
  const samples = Array.from(given.data);
  for (let value = 0; value <= last; value += 1) {
    if (shareUpTo(samples, value, last) > (percent / 100) * (last + 1)) return value;
  }
  return last + 1;
}

const percentages = [0, 10, 33, 50, 90, 99, 100].flatMap((percent) =>
  (["uchar", "ushort"] as const).flatMap((format) =>
    shapes
      .filter(([, , bands]) => bands === 1)
      .map((shape): OperationCase => {
        const given = noise(2, ...shape, format, { from: 1, to: format === "uchar" ? 200 : 900 });
        return {
          operation: "percent",
          about: `${percent} %, of ${format}, ${nameOf(shape)}`,
          args: { in: given, percent },
          judge: (results) => expectEqual(numberIn(results, "threshold"), threshold(given, percent)),
        };
      }),
  ),
);

const evenRamp: OperationCase = {
  operation: "percent",
  about: "of each byte once, a quarter is below 64",
  args: { in: paint([256, 1, 1], "uchar", (x) => x), percent: 25 },
  judge: (results) => {
    const found = numberIn(results, "threshold");
    if (Math.abs(found - 64) > 1) throw new Error(`the threshold is ${found}`);
  },
};

function expectEqual(actual: number, expected: number): void {
  if (actual !== expected) throw new Error(`${actual}, expected ${expected}`);
}

/** The entry of a table for a sample. A sample outside the table uses the first or the last entry. */
const entryFor = (lut: Picture, value: number, band: number): number =>
  at(lut, Math.min(lut.width - 1, Math.max(0, Math.trunc(value))), 0, Math.min(band, lut.bands - 1));

const tables = realFormats.flatMap((format) => [
  ...realFormats.map((entries): OperationCase => {
    const [lowest, highest] = limitsOf(format);
    const given = noise(3, 7, 5, 2, format, { from: Math.max(lowest, -20), to: Math.min(highest, 300) });
    const lut = noise(4, 100, 1, 2, entries);
    return {
      operation: "maplut",
      about: `of ${format} by a table of ${entries}`,
      args: { in: given, lut },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          map(given, (v, band) => entryFor(lut, v, band), entries),
        ),
    };
  }),
]);

const tablesOfShapes = shapes.flatMap((shape): OperationCase[] => {
  const given = noise(5, ...shape, "uchar");
  const lut = noise(6, 256, 1, 1, "short");
  const wide = noise(7, 256, 1, 3, "uchar");
  const band = shape[2] - 1;
  return [
    {
      operation: "maplut",
      about: `every band by one table, ${nameOf(shape)}`,
      args: { in: given, lut },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          map(given, (value) => entryFor(lut, value, 0), "short"),
        ),
    },
    {
      operation: "maplut",
      about: `one band of ${nameOf(shape)}, the others as they are`,
      args: { in: given, lut, band },
      judge: (results) => {
        const expected = map(given, (value, at) => (at === band ? entryFor(lut, value, 0) : value), "short");
        expectPicture(pictureIn(results), expected);
      },
    },
    ...(shape[2] === 1
      ? [
          {
            operation: "maplut",
            about: `one band by three tables gives three, ${nameOf(shape)}`,
            args: { in: given, lut: wide },
            judge: (results) => {
              const [width, height] = shape;
              const expected = paint([width, height, 3], "uchar", (x, y, at3) => entryFor(wide, at(given, x, y), at3));
              expectPicture(pictureIn(results), expected);
            },
          } satisfies OperationCase,
        ]
      : []),
  ];
});

const choices = [...realFormats, "complex" as const].flatMap((format) =>
  shapes.map((shape): OperationCase => {
    const [width, height] = shape;
    const index = noise(8, width, height, 1, "uchar", { from: 0, to: 4 });
    const cases = [9, 10, 11].map((seed) => noise(seed, ...shape, format));
    const step = (cases[0] as Picture).data.length / (width * height);
    const expected = Array.from((cases[0] as Picture).data, (_, number) => {
      const chosen = cases[Math.min(2, index.data[Math.floor(number / step)] as number)] as Picture;
      return chosen.data[number] as number;
    });
    return {
      operation: "case",
      about: `of three of ${format}, ${nameOf(shape)}; an index beyond takes the last`,
      args: { index, cases },
      judge: (results) => expectPicture(pictureIn(results), picture(shape, format, expected)),
    };
  }),
);

const unlikeChoices: OperationCase[] = [
  {
    operation: "case",
    about: "of different formats and bands: the wider of both",
    args: {
      index: picture([3, 1, 1], "uchar", [0, 1, 0]),
      cases: [flat(3, 1, [7]), picture([3, 1, 2], "short", [1, -1, 2, -2, 3, -3])],
    },
    judge: (results) => expectPicture(pictureIn(results), picture([3, 1, 2], "short", [7, 7, 2, -2, 7, 7])),
  },
  {
    operation: "case",
    about: "an index of another format is brought to bytes",
    args: {
      index: picture([3, 1, 1], "float", [-3, 1.9, 900]),
      cases: [flat(3, 1, [7]), flat(3, 1, [8]), flat(3, 1, [9])],
    },
    judge: (results) => {
      const expected = [-3, 1.9, 900].map((value) => 7 + Math.min(2, castTo(value, "uchar")));
      expectPicture(pictureIn(results), picture([3, 1, 1], "uchar", expected));
    },
  },
];

export const lookupCases: readonly OperationCase[] = [
  ...equalising,
  ...percentages,
  evenRamp,
  ...tables,
  ...tablesOfShapes,
  ...choices,
  ...unlikeChoices,
];
