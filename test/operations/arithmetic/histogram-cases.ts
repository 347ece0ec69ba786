/**
 * Numbers for each row, column or value: projections, profiles, histograms, and votes for lines and circles.
 * Not here: operations on histograms.
 * Read next: test/operations/arithmetic/arithmetic.test.ts.
 */
import { expect } from "vitest";
import type { PixelFormat } from "../../../src/core/pixel-format.ts";
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { as, at, castTo, expectPicture, flat, noise, paint, picture, realFormats } from "../pictures.ts";
import { forEachShape, nameOf } from "../shapes.ts";

const sumFormats: Readonly<Record<string, PixelFormat>> = {
  uchar: "uint",
  char: "int",
  ushort: "uint",
  short: "int",
  uint: "uint",
  int: "int",
  float: "double",
  double: "double",
};

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const projections: readonly OperationCase[] = forEachShape(realFormats, (format, shape): OperationCase => {
  const [width, height, bands] = shape;
  const given = noise(41, ...shape, format);
  return {
    operation: "project",
    about: `of ${format}, ${nameOf(shape)}`,
    args: { in: given },
    judge: (results) => {
      const result = sumFormats[format] as PixelFormat;
      const columns = paint([width, 1, bands], result, (x, _, band) =>
        total(range(height).map((y) => at(given, x, y, band))),
      );
      const rows = paint([1, height, bands], result, (_, y, band) =>
        total(range(width).map((x) => at(given, x, y, band))),
      );
      expectPicture(pictureIn(results, "columns"), as("histogram", columns), 1e-6);
      expectPicture(pictureIn(results, "rows"), as("histogram", rows), 1e-6);
    },
  };
});

/** The distance to the first sample that is not 0. Without one, the height or the width. */
const profiles: readonly OperationCase[] = forEachShape(realFormats, (format, shape): OperationCase => {
  const [width, height, bands] = shape;
  const seeds = noise(42, ...shape, "uchar");
  const given = paint(shape, format, (x, y, band) => (at(seeds, x, y, band) < 60 ? 1 + (x % 3) : 0));
  const first = (count: number, sampleAt: (index: number) => number): number => {
    const found = range(count).findIndex((index) => sampleAt(index) !== 0);
    return found < 0 ? count : found;
  };
  return {
    operation: "profile",
    about: `of ${format}, ${nameOf(shape)}`,
    args: { in: given },
    judge: (results) => {
      const columns = paint([width, 1, bands], "int", (x, _, band) => first(height, (y) => at(given, x, y, band)));
      const rows = paint([1, height, bands], "int", (_, y, band) => first(width, (x) => at(given, x, y, band)));
      expectPicture(pictureIn(results, "columns"), columns);
      expectPicture(pictureIn(results, "rows"), rows);
    },
  };
});

/**
 * Bytes have 256 bins, other formats as many as needed. char counts as uchar, other formats as ushort, cut off at 0.
 */
function histogram(given: Picture): Picture {
  const bytes = given.format.endsWith("char");
  const bins = Array.from(given.data, (value) => castTo(value, bytes ? "uchar" : "ushort"));
  const counts = new Float64Array((bytes ? 256 : Math.max(...bins) + 1) * given.bands);
  bins.forEach((bin, index) => {
    counts[bin * given.bands + (index % given.bands)] =
      1 + (counts[bin * given.bands + (index % given.bands)] as number);
  });
  return picture([counts.length / given.bands, 1, given.bands], "uint", counts, "histogram");
}

const histograms: readonly OperationCase[] = [
  ...forEachShape(realFormats, (format, shape): OperationCase => {
    const given = noise(43, ...shape, format, { from: format.startsWith("u") ? 0 : -3, to: 9 });
    return {
      operation: "hist_find",
      about: `of ${format}, ${nameOf(shape)}`,
      args: { in: given },
      judge: (results) => expectPicture(pictureIn(results), histogram(given)),
    };
  }),
  ...range(3).map((band): OperationCase => {
    const given = noise(44, 7, 5, 3, "ushort", { from: 0, to: 20 });
    const one = paint([7, 5, 1], "ushort", (x, y) => at(given, x, y, band));
    return {
      operation: "hist_find",
      about: `of band ${band} of 3`,
      args: { in: given, band },
      judge: (results) => expectPicture(pictureIn(results), histogram(one)),
    };
  }),
];

const combinations: Readonly<Record<string, (a: number, b: number) => number>> = {
  sum: (a, b) => a + b,
  max: Math.max,
  min: Math.min,
};

const indexed: readonly OperationCase[] = Object.entries(combinations).flatMap(([combine, of]) =>
  forEachShape(
    realFormats,
    (format, shape): OperationCase => {
      const [width, height, bands] = shape;
      const given = noise(45, ...shape, format, { from: 0, to: 90 });
      const index = noise(46, width, height, 1, combine === "max" ? "ushort" : "uchar", { from: 0, to: 6 });
      return {
        operation: "hist_find_indexed",
        about: `${combine} of ${format}, ${nameOf(shape)}, by ${index.format}`,
        args: { in: given, index, combine },
        judge: (results) => {
          const width = index.format === "uchar" ? 256 : Math.max(...index.data) + 1;
          const expected = paint([width, 1, bands], "double", (bin, _, band) => {
            const values = Array.from(index.data).flatMap((value, place) =>
              value === bin ? [given.data[place * bands + band] as number] : [],
            );
            return values.length === 0 ? 0 : values.reduce((a, b) => of(a, b));
          });
          expectPicture(pictureIn(results), expected, 1e-9);
        },
      };
    },
    true,
  ),
);

/** Bands are dimensions: the first goes across, the second down, the third through the bands of the result. */
const dimensions: readonly OperationCase[] = (["uchar", "ushort"] as const).flatMap((format) =>
  [1, 2, 3].flatMap((bands) =>
    [1, 2, 8].map((bins): OperationCase => {
      const given = noise(47, 7, 5, bands, format);
      const binSize = (format === "uchar" ? 257 : 65537) / bins;
      return {
        operation: "hist_find_ndim",
        about: `of ${bands} bands of ${format}, ${bins} bins, for which libvips divides ${format === "uchar" ? 257 : 65537}`,
        args: { in: given, bins },
        judge: (results) => {
          const shape = [bins, bands > 1 ? bins : 1, bands > 2 ? bins : 1] as const;
          const expected = paint(shape, "uint", (...place) => {
            const inBin = (x: number, y: number): boolean =>
              range(bands).every((band) => Math.floor(at(given, x, y, band) / binSize) === place[band]);
            return total(range(7).flatMap((x) => range(5).map((y) => (inBin(x, y) ? 1 : 0))));
          });
          expectPicture(pictureIn(results), expected);
        },
      };
    }),
  ),
);

const voters = paint([11, 9, 1], "uchar", (x, y) => ((x * 5 + y * 3) % 7 === 0 ? 255 : 0));

/**
 * Each set pixel votes for the lines through it: the angle goes across, from 0 to 180 degrees, and the distance from the
 * corner down, from minus the diagonal to the diagonal.
 */
const lines: readonly OperationCase[] = [
  [16, 12],
  [6, 5],
].map(([width = 0, height = 0]): OperationCase => {
  const votes = new Float64Array(width * height);
  const diagonal = Math.hypot(voters.width, voters.height);
  for (let y = 0; y < voters.height; y += 1) {
    for (let x = 0; x < voters.width; x += 1) {
      if (at(voters, x, y) === 0) continue;
      for (let column = 0; column < width; column += 1) {
        const angle = (Math.PI * column) / width;
        const distance = (x * Math.cos(angle) + y * Math.sin(angle)) / diagonal;
        const place = Math.floor((height * (distance + 1)) / 2) * width + column;
        votes[place] = 1 + (votes[place] as number);
      }
    }
  }
  return {
    operation: "hough_line",
    about: `of 11 x 9, ${width} angles and ${height} distances`,
    args: { in: voters, width, height },
    judge: (results) => expectPicture(pictureIn(results), picture([width, height, 1], "uint", votes)),
  };
});

const circles: readonly OperationCase[] = [
  {
    operation: "hough_circle",
    about: "of one pixel: it votes for centres that are a radius away, alike on all sides",
    args: {
      in: paint([21, 21, 1], "uchar", (x, y) => (x === 10 && y === 10 ? 255 : 0)),
      scale: 1,
      min_radius: 3,
      max_radius: 6,
    },
    judge: (results) => {
      const out = pictureIn(results);
      expect([out.width, out.height, out.bands, out.format]).toEqual([21, 21, 4, "uint"]);
      for (const band of range(4)) {
        const radius = 3 + band;
        for (const [x, y] of range(441).map((place) => [place % 21, Math.floor(place / 21)] as const)) {
          const votes = at(out, x, y, band);
          if (votes > 0) expect(Math.abs(Math.hypot(x - 10, y - 10) - radius)).toBeLessThan(0.8);
          expect([at(out, 20 - x, y, band), at(out, x, 20 - y, band)]).toEqual([votes, votes]);
        }
        const sides = [at(out, 10 + radius, 10, band), at(out, 10, 10 - radius, band), at(out, 10, 10, band)];
        expect(sides.map((votes) => votes > 0)).toEqual([true, true, false]);
      }
    },
  },
  ...[
    [16, 14, 9],
    [12, 20, 7],
  ].map(([x = 0, y = 0, radius = 0]): OperationCase => {
    const ring = paint([33, 35, 1], "uchar", (px, py) =>
      Math.abs(Math.hypot(px - x, py - y) - radius) < 0.5 ? 255 : 0,
    );
    return {
      operation: "hough_circle",
      about: `of a circle around ${x}, ${y} with radius ${radius}: most votes are for it`,
      args: { in: ring, scale: 1, min_radius: 4, max_radius: 12 },
      judge: (results) => {
        const out = pictureIn(results);
        const best = out.data.indexOf(Math.max(...out.data));
        const found = [Math.floor(best / 9) % 33, Math.floor(best / 9 / 33), 4 + (best % 9)];
        expect(found).toEqual([x, y, radius]);
      },
    };
  }),
  {
    operation: "hough_circle",
    about: "of two bands fails",
    args: { in: flat(9, 9, [0, 0]) },
    fails: "one band",
    judge: () => {},
  },
];

export const histogramCases: readonly OperationCase[] = [
  ...projections,
  ...profiles,
  ...histograms,
  ...indexed,
  ...dimensions,
  ...lines,
  ...circles,
];
