/**
 * Pictures rotated, mirrored, enlarged by repeating pixels, thinned out, and cropped by their content.
 * Not here: resampling, which computes new pixels between others.
 * Read next: test/operations/rearrange.ts.
 */
import { expect } from "vitest";
import { type CaseArguments, type OperationCase, pictureIn } from "../case.ts";
import { allFormats, as, at, expectPicture, flat, noise, paint } from "../pictures.ts";
import { type Place, rearranged } from "../rearrange.ts";
import { forEachShape, nameOf, type Shape } from "../shapes.ts";

type Size = readonly [width: number, height: number];

/** An operation that only moves pixels. */
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
  forEachShape(
    allFormats,
    (format, shape): OperationCase => {
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
    },
    true,
  ),
);

/** Every `xfac`th column and `yfac`th row; the remainder at the end is dropped. */
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

/** Rotated by eighths: each ring around the middle moves on by as many pixels as its distance from the middle. */
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

/** The operations that make each EXIF orientation upright. */
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

/** The start of a crop of 6 x 5 out of 14 x 5: by rule, or at the interesting part. */
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

export const turnCases: readonly OperationCase[] = [...turned, ...thinned, ...eighthTurns, ...madeUpright, ...crops];
