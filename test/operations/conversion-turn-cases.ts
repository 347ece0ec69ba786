/**
 * Pictures turned, mirrored, folded, enlarged by repeating pixels, and thinned out.
 * Not here: resampling, which computes new pixels between others.
 * Read next: test/operations/rearrange.ts.
 */
import { expect } from "vitest";
import { type CaseArguments, type OperationCase, pictureIn } from "./case.ts";
import { allFormats, as, at, expectPicture, flat, isComplex, noise, paint, ramp } from "./pictures.ts";
import { ofPixels, type Place, pixelAt, rearranged } from "./rearrange.ts";
import { forEachShape, nameOf, type Shape } from "./shapes.ts";

type Size = readonly [width: number, height: number];

/** An operation that only says where each pixel comes from. */
interface Turn {
  readonly operation: string;
  readonly args: CaseArguments;
  readonly sizeOf: (shape: Shape) => Size;
  readonly placeOf: (shape: Shape, x: number, y: number) => Place;
}

const upright = ([width, height]: Shape): Size => [width, height];
const onItsSide = ([width, height]: Shape): Size => [height, width];

const turns: readonly Turn[] = [
  {
    operation: "flip",
    args: { direction: "horizontal" },
    sizeOf: upright,
    placeOf: ([width], x, y) => [width - 1 - x, y],
  },
  {
    operation: "flip",
    args: { direction: "vertical" },
    sizeOf: upright,
    placeOf: ([, height], x, y) => [x, height - 1 - y],
  },
  { operation: "rot", args: { angle: "d0" }, sizeOf: upright, placeOf: (_, x, y) => [x, y] },
  { operation: "rot", args: { angle: "d90" }, sizeOf: onItsSide, placeOf: ([, height], x, y) => [y, height - 1 - x] },
  {
    operation: "rot",
    args: { angle: "d180" },
    sizeOf: upright,
    placeOf: ([width, height], x, y) => [width - 1 - x, height - 1 - y],
  },
  { operation: "rot", args: { angle: "d270" }, sizeOf: onItsSide, placeOf: ([width], x, y) => [width - 1 - y, x] },
  {
    operation: "zoom",
    args: { xfac: 3, yfac: 2 },
    sizeOf: ([width, height]) => [width * 3, height * 2],
    placeOf: (_, x, y) => [Math.floor(x / 3), Math.floor(y / 2)],
  },
];

const turned: readonly OperationCase[] = turns.flatMap(({ operation, args, sizeOf, placeOf }) =>
  forEachShape(allFormats, (format, shape): OperationCase => {
    const given = noise(81, ...shape, format);
    return {
      operation,
      about: `${JSON.stringify(args).replaceAll('"', "")} of ${format}, ${nameOf(shape)}`,
      args: { [operation === "zoom" ? "input" : "in"]: given, ...args },
      judge: (results) => {
        const expected = rearranged(given, sizeOf(shape), (x, y) => placeOf(shape, x, y));
        expectPicture(pictureIn(results), expected);
      },
    };
  }),
);

/** Every `xfac`th column and `yfac`th row; what is left over at the end is dropped. */
const thinned: readonly OperationCase[] = [false, true].flatMap((point) =>
  allFormats.map((format): OperationCase => {
    const given = noise(82, 8, 7, 2, format);
    return {
      operation: "subsample",
      about: `by 3 and 2 of ${format}${point ? ", point by point" : ""}`,
      args: { input: given, xfac: 3, yfac: 2, point },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          rearranged(given, [2, 3], (x, y) => [x * 3, y * 2]),
        ),
    };
  }),
);

/** Turned by eighths: each ring around the middle moves on by as many pixels as it is away from the middle. */
function eighths(size: number, turn: number, x: number, y: number): Place {
  const middle = (size - 1) / 2;
  const [dx, dy] = [x - middle, y - middle];
  const ring = Math.max(Math.abs(dx), Math.abs(dy));
  if (ring === 0) return [x, y];
  const from = (placeInRing(dx, dy, ring) - turn * ring + 8 * ring) % (8 * ring);
  const [side, step] = [Math.floor(from / (2 * ring)), from % (2 * ring)];
  const corner = [
    [step - ring, -ring],
    [ring, step - ring],
    [ring - step, ring],
    [-ring, ring - step],
  ][side] as [number, number];
  return [corner[0] + middle, corner[1] + middle];
}

/** Clockwise from the top left corner. */
function placeInRing(dx: number, dy: number, ring: number): number {
  if (dy === -ring && dx < ring) return dx + ring;
  if (dx === ring && dy < ring) return 2 * ring + dy + ring;
  if (dy === ring && dx > -ring) return 4 * ring + ring - dx;
  return 6 * ring + ring - dy;
}

const eighthTurns: readonly OperationCase[] = [
  ...[1, 3, 7].flatMap((size) =>
    Array.from({ length: 8 }, (_, turn): OperationCase => {
      const format = allFormats[(turn + size) % allFormats.length] ?? "uchar";
      const given = noise(83, size, size, 2, format);
      return {
        operation: "rot45",
        about: `d${turn * 45} of ${size} x ${size} ${format}`,
        args: { in: given, angle: `d${turn * 45}` },
        judge: (results) =>
          expectPicture(
            pictureIn(results),
            rearranged(given, [size, size], (x, y) => eighths(size, turn, x, y)),
          ),
      };
    }),
  ),
  {
    operation: "rot45",
    about: "of 4 x 4 fails: there is no pixel in the middle",
    args: { in: flat(4, 4, [0]) },
    fails: "must be odd and square",
    judge: () => {},
  },
];

/** How each EXIF orientation is made upright. */
const orientations: readonly (readonly [
  angle: string,
  flip: boolean,
  sizeOf: typeof upright,
  placeOf: Turn["placeOf"],
])[] = [
  ["d0", false, upright, (_, x, y) => [x, y]],
  ["d0", true, upright, ([width], x, y) => [width - 1 - x, y]],
  ["d180", false, upright, ([width, height], x, y) => [width - 1 - x, height - 1 - y]],
  ["d180", true, upright, ([, height], x, y) => [x, height - 1 - y]],
  ["d90", true, onItsSide, (_, x, y) => [y, x]],
  ["d90", false, onItsSide, ([, height], x, y) => [y, height - 1 - x]],
  ["d270", true, onItsSide, ([width, height], x, y) => [width - 1 - y, height - 1 - x]],
  ["d270", false, onItsSide, ([width], x, y) => [width - 1 - y, x]],
];

const madeUpright: readonly OperationCase[] = orientations.map(([angle, flip, sizeOf, placeOf], index) => {
  const shape: Shape = [7, 5, 3];
  const given = { ...noise(84, ...shape, "uchar"), orientation: index + 1 };
  return {
    operation: "autorot",
    about: `of orientation ${index + 1}, of which nothing is left`,
    args: { in: given },
    judge: (results) => {
      expect({ angle: results["angle"], flip: results["flip"] }).toEqual({ angle, flip });
      const out = pictureIn(results);
      expectPicture(
        out,
        rearranged(given, sizeOf(shape), (x, y) => placeOf(shape, x, y)),
      );
      expect(out.orientation ?? 1).toBe(1);
    },
  };
});

/** A tall picture is cut into tiles, which are laid out in a grid. */
const grids: readonly OperationCase[] = forEachShape(
  allFormats,
  (format): OperationCase => {
    const given = noise(85, 3, 12, 2, format);
    return {
      operation: "grid",
      about: `of 6 tiles of ${format}, 3 across and 2 down`,
      args: { in: given, tile_height: 2, across: 3, down: 2 },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          rearranged(given, [9, 4], (x, y) => [x % 3, (Math.floor(y / 2) * 3 + Math.floor(x / 3)) * 2 + (y % 2)]),
        ),
    };
  },
  true,
);

/** The rows of all pages change places with the pages: row r of page p becomes row p of page r. */
const transposed: readonly OperationCase[] = forEachShape(
  allFormats,
  (format): OperationCase => {
    const given = noise(86, 5, 12, 2, format);
    return {
      operation: "transpose3d",
      about: `of 3 pages of 4 rows of ${format}`,
      args: { in: given, page_height: 4 },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          rearranged(given, [5, 12], (x, y) => [x, (y % 3) * 4 + Math.floor(y / 3)]),
        ),
    };
  },
  true,
);

/** Bands laid side by side become pixels, and pixels bands. */
const folds: readonly OperationCase[] = ([1, 2, 3] as const).flatMap((factor) =>
  forEachShape(
    allFormats,
    (format): OperationCase[] => {
      const [wide, deep] = [noise(87, 6, 5, 2, format), noise(88, 4, 5, 6, format)];
      const parts = isComplex(format) ? 2 : 1;
      const slice = (pixel: readonly number[], from: number): readonly number[] => {
        const length = pixel.length / factor;
        return pixel.slice(from * length, (from + 1) * length);
      };
      return [
        {
          operation: "bandfold",
          about: `by ${factor} of ${format}`,
          args: { in: wide, factor },
          judge: (results) => {
            const expected = ofPixels(6 / factor, 5, format, (x, y) =>
              Array.from({ length: factor }, (_, index) => pixelAt(wide, x * factor + index, y)).flat(),
            );
            expect(expected.bands * parts).toBe(2 * factor * parts);
            expectPicture(pictureIn(results), expected);
          },
        },
        {
          operation: "bandunfold",
          about: `by ${factor} of ${format}`,
          args: { in: deep, factor },
          judge: (results) =>
            expectPicture(
              pictureIn(results),
              ofPixels(4 * factor, 5, format, (x, y) => slice(pixelAt(deep, Math.floor(x / factor), y), x % factor)),
            ),
        },
      ];
    },
    true,
  ).flat(),
);

const wholeFolds: readonly OperationCase[] = [
  {
    operation: "bandfold",
    about: "without a factor: the whole row",
    args: { in: ramp(6, 2, 1, "uchar") },
    judge: (results) => expectPicture(pictureIn(results), { ...ramp(6, 2, 1, "uchar"), width: 1, bands: 6 }),
  },
  {
    operation: "bandunfold",
    about: "without a factor: all bands",
    args: { in: ramp(2, 2, 4, "uchar") },
    judge: (results) => expectPicture(pictureIn(results), { ...ramp(2, 2, 4, "uchar"), width: 8, bands: 1 }),
  },
  {
    operation: "bandfold",
    about: "by a number that does not divide the width fails",
    args: { in: ramp(6, 2, 1, "uchar"), factor: 4 },
    fails: "must be a factor of image width",
    judge: () => {},
  },
];

/** Where a crop of 6 x 5 out of 14 x 5 starts; by rule, or because something is there. */
const spot = as(
  "srgb",
  paint([41, 11, 3], "uchar", (x, y, band) => {
    if (x < 28 || x > 34) return 120;
    return ((x * 7 + y * 13) % 5) * 30 + band * 40;
  }),
);
const crops: readonly OperationCase[] = [
  ...Object.entries({ low: 0, none: 0, centre: 15, high: 30 }).map(
    ([interesting, left]): OperationCase => ({
      operation: "smartcrop",
      about: interesting,
      args: { input: spot, width: 11, height: 11, interesting },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          rearranged(spot, [11, 11], (x, y) => [x + left, y]),
        ),
    }),
  ),
  {
    operation: "smartcrop",
    about: "all leaves the picture as it is",
    args: { input: spot, width: 11, height: 11, interesting: "all" },
    judge: (results) => expectPicture(pictureIn(results), spot),
  },
  ...["entropy", "attention"].map(
    (interesting): OperationCase => ({
      operation: "smartcrop",
      about: `${interesting} finds the one coloured and detailed part of a grey picture`,
      args: { input: spot, width: 11, height: 11, interesting },
      judge: (results) => {
        const out = pictureIn(results);
        expect([out.width, out.height]).toEqual([11, 11]);
        const seen = Array.from({ length: 11 }, (_, x) => at(out, x, 5) !== 120 || at(out, x, 5, 1) !== 120);
        expect(seen.filter((is) => is).length).toBeGreaterThanOrEqual(6);
        if (interesting === "entropy") return;
        expect(results["attention_x"]).toBeGreaterThanOrEqual(26);
        expect(results["attention_x"]).toBeLessThanOrEqual(36);
      },
    }),
  ),
];

export const turnCases: readonly OperationCase[] = [
  ...turned,
  ...thinned,
  ...eighthTurns,
  ...madeUpright,
  ...grids,
  ...transposed,
  ...folds,
  ...wholeFolds,
  ...crops,
];
