/**
 * Cases of filters that compare neighbours, and of counting and growing areas in a picture.
 * Not here: filters that add neighbours up (convolution-cases).
 * Read next: test/operations/convolution/reference.ts.
 */
import { numberIn, type OperationCase, type Picture, pictureIn } from "../case.ts";
import { castAll, maskOf, near, type Rows, widthOf } from "../convolution/reference.ts";
import { at, complexFormats, expectPicture, limitsOf, map, noise, paint, picture, realFormats } from "../pictures.ts";
import { nameOf, shapes } from "../shapes.ts";

/** 255 requires a set pixel, 0 a clear one, 128 allows either. */
const elements: readonly { readonly name: string; readonly rows: Rows }[] = [
  { name: "one pixel", rows: [[255]] },
  {
    name: "a cross",
    rows: [
      [128, 255, 128],
      [255, 255, 255],
      [128, 255, 128],
    ],
  },
  {
    name: "a corner of set and clear pixels",
    rows: [
      [128, 0],
      [255, 255],
    ],
  },
  { name: "a row with a clear end", rows: [[255, 128, 255, 0]] },
];

/** Bit by bit: all of the required pixels, or any of them. */
function morphed(given: Picture, rows: Rows, combine: "erode" | "dilate"): Picture {
  const [left, above] = [Math.floor(widthOf(rows) / 2), Math.floor(rows.length / 2)];
  return paint([given.width, given.height, given.bands], "uchar", (x, y, band) => {
    const bits = rows.flatMap((row, j) =>
      row.flatMap((asked, i) => {
        if (asked === 128) return [];
        const value = near(given, x + i - left, y + j - above, band);
        return [asked === 255 ? value : 255 - value];
      }),
    );
    return bits.reduce((a, b) => (combine === "erode" ? a & b : a | b));
  });
}

const morph = elements.flatMap(({ name, rows }) =>
  shapes.flatMap((shape) =>
    (["erode", "dilate"] as const).flatMap((combine) =>
      [true, false].map((blackAndWhite): OperationCase => {
        const bytes = noise(1, ...shape, "uchar");
        const given = blackAndWhite ? map(bytes, (value) => (value > 100 ? 255 : 0)) : bytes;
        return {
          operation: "morph",
          about: `${combine} by ${name}, of ${blackAndWhite ? "black and white" : "any bytes, bit by bit"}, ${nameOf(shape)}`,
          args: { in: given, mask: maskOf(rows), morph: combine },
          judge: (results) => expectPicture(pictureIn(results), morphed(given, rows, combine)),
        };
      }),
    ),
  ),
);

const morphOfFormats = realFormats.map((format): OperationCase => {
  const [lowest, highest] = limitsOf(format);
  const given = noise(2, 7, 5, 2, format, { from: Math.max(lowest, -20), to: Math.min(highest, 300) });
  const cross = elements[1]?.rows as Rows;
  return {
    operation: "morph",
    about: `of ${format}, which is brought to bytes first`,
    args: { in: given, mask: maskOf(cross), morph: "dilate" },
    judge: (results) => expectPicture(pictureIn(results), morphed(castAll(given, "uchar"), cross, "dilate")),
  };
});

/** The sample at this position after all samples in the window are sorted. */
function ranked(given: Picture, width: number, height: number, index: number): Picture {
  const [left, above] = [Math.floor(width / 2), Math.floor(height / 2)];
  return paint([given.width, given.height, given.bands], given.format, (x, y, band) => {
    const window = Array.from({ length: width * height }, (_, at) =>
      near(given, x + (at % width) - left, y + Math.floor(at / width) - above, band),
    );
    return window.sort((a, b) => a - b)[index] as number;
  });
}

const windows = [
  { name: "a pixel", size: [1, 1], index: 0 },
  { name: "the median of 3 x 3", size: [3, 3], index: 4 },
  { name: "the smallest of 5 x 3", size: [5, 3], index: 0 },
  { name: "the largest of 3 x 5", size: [3, 5], index: 14 },
  { name: "the second of 2 x 4", size: [2, 4], index: 1 },
] as const;

const ranks = windows.flatMap(({ name, size: [width, height], index }) => [
  ...realFormats.map((format): OperationCase => {
    const given = noise(3, 7, 5, 2, format);
    return {
      operation: "rank",
      about: `${name}, of ${format}`,
      args: { in: given, width, height, index },
      judge: (results) => expectPicture(pictureIn(results), ranked(given, width, height, index)),
    };
  }),
  ...shapes
    .filter(([columns, rows]) => columns >= width && rows >= height)
    .map((shape): OperationCase => {
      const given = noise(4, ...shape, "uchar");
      return {
        operation: "rank",
        about: `${name}, ${nameOf(shape)}`,
        args: { in: given, width, height, index },
        judge: (results) => expectPicture(pictureIn(results), ranked(given, width, height, index)),
      };
    }),
]);

const refusedRanks: OperationCase[] = [
  {
    operation: "rank",
    about: "refuses a window larger than the picture",
    args: { in: noise(5, 7, 5, 1, "uchar"), width: 9, height: 3, index: 0 },
    fails: "window too large",
    judge: () => {},
  },
  ...complexFormats.map((format): OperationCase => {
    const args = { in: noise(5, 7, 5, 1, format), width: 3, height: 3, index: 0 };
    return { operation: "rank", about: `refuses ${format}`, args, fails: "non-complex", judge: () => {} };
  }),
];

/** Numbers each area of equal pixels that are connected by their sides, in the order of their first pixels. */
function labelled(given: Picture): { readonly mask: Picture; readonly areas: number } {
  const { width, height, bands } = given;
  const labels = new Int32Array(width * height);
  const pixel = (index: number): string =>
    Array.from({ length: bands }, (_, band) => at(given, index % width, Math.floor(index / width), band)).join();
  let areas = 0;
  const grow = (start: number): void => {
    const waiting = [start];
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      if (labels[index] !== 0 || pixel(index) !== pixel(start)) continue;
      labels[index] = areas;
      const x = index % width;
      if (x > 0) waiting.push(index - 1);
      if (x < width - 1) waiting.push(index + 1);
      if (index >= width) waiting.push(index - width);
      if (index < width * (height - 1)) waiting.push(index + width);
    }
  };
  labels.forEach((label, index) => {
    if (label !== 0) return;
    areas += 1;
    grow(index);
  });
  return { mask: picture([width, height, 1], "int", labels), areas };
}

const labels = [...realFormats, ...complexFormats].flatMap((format) =>
  shapes.map((shape): OperationCase => {
    const given = map(noise(6, ...shape, format, { from: 0, to: 1 }), Math.round);
    const parts = { ...given, bands: given.data.length / (given.width * given.height), format: "double" } as const;
    const { mask, areas } = labelled(parts);
    return {
      operation: "labelregions",
      about: `of ${format}, ${nameOf(shape)}; libvips' count of segments is one more than there are`,
      args: { in: given },
      judge: (results) => {
        expectPicture(pictureIn(results, "mask"), mask);
        const segments = numberIn(results, "segments");
        if (segments !== areas + 1) throw new Error(`${segments} segments for ${areas} areas`);
      },
    };
  }),
);

interface Seed {
  readonly x: number;
  readonly y: number;
}

/** The places of the pixels that are not 0 in every band. */
function seedsOf(given: Picture): Seed[] {
  return Array.from({ length: given.width * given.height }, (_, index) => ({
    x: index % given.width,
    y: Math.floor(index / given.width),
  })).filter(({ x, y }) => Array.from({ length: given.bands }, (_, band) => at(given, x, y, band)).some(Boolean));
}

const filled = (["uchar", "short", "float", "double"] as const).flatMap((format) =>
  shapes.map((shape): OperationCase => {
    const given = map(noise(7, ...shape, format, { from: 1, to: 100 }), (value) => value);
    const sparse = paint(shape, format, (x, y, band) => ((x * 5 + y * 3) % 11 === 4 ? at(given, x, y, band) : 0));
    return {
      operation: "fill_nearest",
      about: `of ${format}, ${nameOf(shape)}; libvips 8.18 also fills some of what is set, from another pixel`,
      args: { in: sparse },
      judge: (results) => expectFilled(pictureIn(results), pictureIn(results, "distance"), sparse),
    };
  }),
);

/**
 * A set pixel keeps its own value. Instead, libvips may give it the value of another set pixel, at the distance that it
 * reports. Both count as right.
 */
function expectFilled(out: Picture, distance: Picture, given: Picture): void {
  const seeds = seedsOf(given);
  const bands = Array.from({ length: given.bands }, (_, band) => band);
  const awayFrom = (x: number, y: number) => (seed: Seed) => Math.hypot(seed.x - x, seed.y - y);
  const isSeed = (x: number, y: number): boolean => seeds.some((seed) => seed.x === x && seed.y === y);
  const expected = paint([given.width, given.height, 1], "float", (x, y) => {
    if (isSeed(x, y)) return at(distance, x, y);
    return seeds.length === 0 ? 0 : Math.min(...seeds.map(awayFrom(x, y)));
  });
  expectPicture(distance, expected, 1e-5);
  for (let y = 0; y < given.height; y += 1) {
    for (let x = 0; x < given.width; x += 1) {
      const away = awayFrom(x, y);
      const nearest = seeds.filter((seed) => Math.abs(away(seed) - at(expected, x, y)) < 1e-5);
      const candidates = seeds.length === 0 ? [{ x, y }] : nearest;
      const matches = (seed: Seed) => bands.every((band) => at(out, x, y, band) === at(given, seed.x, seed.y, band));
      if (!candidates.some(matches)) throw new Error(`x ${x}, y ${y} has not the value of a nearest pixel`);
    }
  }
}

/** The number of steps from dark (below 128) to bright, down the columns or along the rows, as a mean. */
function lines(given: Picture, direction: "horizontal" | "vertical"): number {
  const bright = (x: number, y: number): boolean => at(given, x, y) >= 128;
  let steps = 0;
  for (let y = 0; y < given.height; y += 1) {
    for (let x = 0; x < given.width; x += 1) {
      const before = direction === "horizontal" ? bright(x, Math.max(0, y - 1)) : bright(Math.max(0, x - 1), y);
      if (bright(x, y) && !before) steps += 1;
    }
  }
  return steps / (direction === "horizontal" ? given.width : given.height);
}

const counts = (["horizontal", "vertical"] as const).flatMap((direction) =>
  shapes
    .filter(([, , bands]) => bands === 1)
    .flatMap((shape) =>
      realFormats.map((format): OperationCase => {
        const given = noise(8, ...shape, format, format === "char" ? { from: -50, to: 127 } : { from: 0, to: 255 });
        return {
          operation: "countlines",
          about: `${direction}, of ${format}, ${nameOf(shape)}: only steps up are counted`,
          args: { in: given, direction },
          judge: (results) => {
            const count = numberIn(results, "nolines");
            const expected = lines(given, direction);
            if (Math.abs(count - expected) > 1e-9) throw new Error(`${count} lines, expected ${expected}`);
          },
        };
      }),
    ),
);

export const morphologyCases: readonly OperationCase[] = [
  ...morph,
  ...morphOfFormats,
  ...ranks,
  ...refusedRanks,
  ...labels,
  ...filled,
  ...counts,
];
