/**
 * Cases of joining overlapping pictures: blending them, and finding where they overlap.
 * Not here: changing a joined picture (mosaic-file-cases), or calculating with matrices (algebra-cases).
 * Read next: test/operations/mosaicing/mosaicing.test.ts.
 */
import { expect } from "vitest";
import { numberIn, type OperationCase, type Picture, pictureIn } from "../case.ts";
import { at, castTo, expectPicture, isInteger, noise, paint, realFormats } from "../pictures.ts";

/** A part of a scene, as a camera would take it. */
const cut = (scene: Picture, left: number, top: number, width: number, height: number): Picture =>
  paint([width, height, scene.bands], scene.format, (x, y, band) => at(scene, x + left, y + top, band));
const transposed = (given: Picture): Picture =>
  paint([given.height, given.width, given.bands], given.format, (x, y, band) => at(given, y, x, band));

/**
 * One picture beside another. Positive `dx` and `dy` mean that the other lies further left and up. In the overlap, half
 * a cosine wave leads from the first to the second; it is as wide as the overlap, or as `widest`.
 */
function merged(ref: Picture, sec: Picture, dx: number, dy: number, widest = 10): Picture {
  const [left, top] = [Math.min(0, -dx), Math.min(0, -dy)];
  const right = Math.max(ref.width, sec.width - dx);
  const bottom = Math.max(ref.height, sec.height - dy);
  const last = ref.width - 1;
  const spare = Math.max(0, last + dx - widest);
  const [from, to] = [-dx + Math.floor(spare / 2), last - Math.floor(spare / 2)];
  return paint([right - left, bottom - top, ref.bands], ref.format, (column, row, band) => {
    const [x, y] = [column + left, row + top];
    const first = x >= 0 && x < ref.width && y >= 0 && y < ref.height ? at(ref, x, y, band) : undefined;
    const [i, j] = [x + dx, y + dy];
    const second = i >= 0 && i < sec.width && j >= 0 && j < sec.height ? at(sec, i, j, band) : undefined;
    if (first === undefined || second === undefined) return first ?? second ?? 0;
    if (x <= from) return first;
    if (x >= to) return second;
    const share = (1 + Math.cos((Math.PI * (x - from)) / (to - from))) / 2;
    return castTo(share * first + (1 - share) * second, ref.format);
  });
}

const places = [
  { dx: -6, dy: 0 },
  { dx: -3, dy: 1 },
  { dx: -5, dy: -2 },
  { dx: 0, dy: 0 },
  { dx: -10, dy: 0 },
  { dx: -12, dy: 0 },
];

const merges = places.flatMap(({ dx, dy }) =>
  realFormats.flatMap((format): OperationCase[] => {
    // No sample is 0, because a pixel of 0 counts as missing.
    const [ref, sec] = [1, 2].map((seed) => noise(seed, 10, 7, 2, format, { from: 1, to: 100 })) as [Picture, Picture];
    const expected = merged(ref, sec, dx, dy);
    // libvips' wave is a table, and whole numbers are cut off twice.
    const tolerance = isInteger(format) ? 2 : 0.2;
    return [
      {
        operation: "merge",
        about: `beside each other by ${dx}, ${dy}, of ${format}`,
        args: { ref, sec, direction: "horizontal", dx, dy },
        judge: (results) => expectPicture(pictureIn(results), expected, tolerance),
      },
      {
        operation: "merge",
        about: `below each other by ${dy}, ${dx}, of ${format}`,
        args: { ref: transposed(ref), sec: transposed(sec), direction: "vertical", dx: dy, dy: dx },
        judge: (results) => expectPicture(pictureIn(results), transposed(expected), tolerance),
      },
    ];
  }),
);

const blends = [0, 4, 10, 100].map((mblend): OperationCase => {
  const [ref, sec] = [3, 4].map((seed) => noise(seed, 40, 3, 1, "float", { from: 1, to: 100 })) as [Picture, Picture];
  return {
    operation: "merge",
    about: `30 pixels of overlap, blended over ${mblend} at most`,
    args: { ref, sec, direction: "horizontal", dx: -10, dy: 0, mblend },
    judge: (results) => expectPicture(pictureIn(results), merged(ref, sec, -10, 0, mblend), 0.2),
  };
});

const unseen: OperationCase = {
  operation: "merge",
  about: "a pixel of 0 lets the other be seen",
  args: {
    ref: paint([10, 3, 1], "uchar", (x, y) => (y === 1 && x > 3 ? 0 : 100)),
    sec: paint([10, 3, 1], "uchar", () => 200),
    direction: "horizontal",
    dx: -4,
    dy: 0,
  },
  judge: (results) => {
    const made = pictureIn(results);
    expect(Array.from({ length: 14 }, (_, x) => at(made, x, 1))).toEqual([
      ...new Array(4).fill(100),
      ...new Array(10).fill(200),
    ]);
  },
};

const scene = noise(5, 100, 90, 1, "uchar", { from: 1, to: 255 });
/** 40 pixels are in both; the left one was taken 5 lower. */
const left = cut(scene, 0, 5, 70, 80);
const right = cut(scene, 30, 0, 70, 90);
/** Windows small enough for small pictures. */
const windows = { hwindow: 3, harea: 6 };

/** The error in the initial guess of the meeting point. */
const guesses = [
  [0, 0],
  [2, -2],
  [-2, 1],
] as const;

/** Expects the scene, except for the top and bottom at the left, which no picture covers. */
function expectScene(made: Picture, whole: Picture): void {
  const expected = paint([100, 90, whole.bands], "uchar", (x, y, band) =>
    x < 30 && (y < 5 || y >= 85) ? 0 : at(whole, x, y, band),
  );
  expectPicture(made, expected, 2);
}

const mosaics = guesses.flatMap(([across, down]): OperationCase[] => [
  {
    operation: "mosaic",
    about: `finds the place of two parts of one scene, guessed ${across}, ${down} off`,
    args: {
      ref: left,
      sec: right,
      direction: "horizontal",
      xref: 50,
      yref: 40,
      xsec: 20 + across,
      ysec: 45 + down,
      ...windows,
    },
    judge: (results) => {
      expectScene(pictureIn(results), scene);
      const found = ["dx0", "dy0", "scale1", "angle1", "dx1", "dy1"].map((name) => numberIn(results, name));
      const expected = [-30, 5, 1, 0, -across, -down];
      for (const [index, value] of expected.entries()) expect(found[index]).toBeCloseTo(value, 6);
    },
  },
  {
    operation: "mosaic",
    about: `and of one below the other, guessed ${down}, ${across} off`,
    args: {
      ref: transposed(left),
      sec: transposed(right),
      direction: "vertical",
      xref: 40,
      yref: 50,
      xsec: 45 + down,
      ysec: 20 + across,
      ...windows,
    },
    judge: (results) => expectScene(transposed(pictureIn(results)), scene),
  },
]);

const colours = noise(6, 240, 200, 3, "uchar", { from: 1, to: 255 });

const ofBands: OperationCase = {
  operation: "mosaic",
  about: "of three bands, found by the last, with windows as large as usual",
  args: {
    ref: cut(colours, 0, 0, 160, 200),
    sec: cut(colours, 80, 0, 160, 200),
    direction: "horizontal",
    xref: 120,
    yref: 100,
    xsec: 41,
    ysec: 99,
    bandno: 2,
  },
  judge: (results) => expectPicture(pictureIn(results), colours, 2),
};

const tooLittle: OperationCase = {
  operation: "mosaic",
  about: "refuses an overlap in which it finds nothing to compare",
  args: {
    ref: left,
    sec: right,
    direction: "horizontal",
    xref: 50,
    yref: 40,
    xsec: 20,
    ysec: 45,
  },
  fails: "overlap too small",
  judge: () => {},
};

/** Smooth, so that values between pixels are meaningful. */
const waves = (x: number, y: number): number => 128 + 60 * Math.sin(x / 9) + 50 * Math.cos(y / 7 + x / 31);
const seen = (width: number, height: number, place: (x: number, y: number) => readonly [number, number]): Picture =>
  paint([width, height, 1], "uchar", (x, y) => Math.round(waves(...place(x, y))));

const still = seen(120, 140, (x, y) => [x, y + 5]);
const aside = seen(120, 150, (x, y) => [x + 80, y]);
/** The same part 1.25 times as large. */
const nearer = seen(150, 180, (x, y) => [x / 1.25 + 80, y / 1.25]);
const points = { xr1: 100, yr1: 30, xr2: 100, yr2: 110 };
const asidePoints = { ...points, xs1: 20, ys1: 35, xs2: 20, ys2: 115 };
const nearerPoints = { ...points, xs1: 25, ys1: 44, xs2: 25, ys2: 144 };

/** Expects every sample that `inside` selects to be within a tolerance of the scene. */
function expectWaves(made: Picture, inside: (x: number, y: number) => boolean, tolerance: number): void {
  const far = Array.from(made.data).filter((value, index) => {
    const [x, y] = [index % made.width, Math.floor(index / made.width)];
    return inside(x, y) && Math.abs(value - waves(x, y + 5)) > tolerance;
  });
  expect(far).toEqual([]);
}

const byTwoPoints = [
  { name: "moved", sec: aside, secPoints: asidePoints, tolerance: 2 },
  { name: "moved and larger", sec: nearer, secPoints: nearerPoints, tolerance: 3 },
  {
    name: "moved, with points that have to be searched for",
    sec: aside,
    secPoints: { xs1: 21, ys1: 36, xs2: 22, ys2: 114, ...points },
    tolerance: 2,
  },
].flatMap(({ name, sec, secPoints, tolerance }): OperationCase[] => {
  const args = { ref: still, sec, ...secPoints, ...(name.includes("searched") && { search: true }) };
  return [
    {
      operation: "match",
      about: `brings what is ${name} to the first picture's places`,
      args,
      judge: (results) => expectWaves(pictureIn(results), (x, y) => x > 82 && x < 118 && y > 2 && y < 130, tolerance),
    },
    {
      operation: "mosaic1",
      about: `puts what is ${name} beside the first`,
      args: { ...args, direction: "horizontal" },
      judge: (results) => {
        const made = pictureIn(results);
        // The second reaches five higher than the first.
        const moved = cut(made, 0, 5, made.width, 130);
        expect(Math.abs(made.width - 200)).toBeLessThanOrEqual(3);
        expectWaves(moved, (x, y) => x < 195 && y > 2, tolerance + 1);
      },
    },
  ];
});

/** Quick cases. */
export const mergeCases: readonly OperationCase[] = [...merges, ...blends, unseen, ...byTwoPoints];
/** Each takes some 50 ms, because libvips compares 60 places. */
export const mosaicCases: readonly OperationCase[] = [...mosaics, ofBands, tooLittle];
