/**
 * Cases of searching for one picture in another: the squares of differences, and the correlation coefficient.
 * Not here: finding where two pictures overlap (mosaic-cases).
 * Read next: test/operations/convolution/reference.ts.
 */
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { at, complexFormats, expectPicture, flat, isInteger, noise, paint, realFormats } from "../pictures.ts";
import { nameOf, shapes } from "../shapes.ts";
import { near } from "./reference.ts";

/** The pairs of samples from the picture and from the reference, when the reference is laid over a place. */
function pairsAt(given: Picture, ref: Picture, x: number, y: number, band: number): (readonly [number, number])[] {
  const [left, above] = [Math.floor(ref.width / 2), Math.floor(ref.height / 2)];
  return Array.from({ length: ref.width * ref.height }, (_, index) => {
    const [i, j] = [index % ref.width, Math.floor(index / ref.width)];
    return [near(given, x + i - left, y + j - above, band), at(ref, i, j, Math.min(band, ref.bands - 1))] as const;
  });
}

function overPlaces(
  given: Picture,
  ref: Picture,
  format: "uint" | "float" | "double",
  f: (pairs: readonly (readonly [number, number])[]) => number,
): Picture {
  return paint([given.width, given.height, given.bands], format, (x, y, band) => f(pairsAt(given, ref, x, y, band)));
}

const squares = (pairs: readonly (readonly [number, number])[]): number =>
  pairs.reduce((sum, [a, b]) => sum + (a - b) ** 2, 0);

function coefficient(pairs: readonly (readonly [number, number])[]): number {
  const mean = (side: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length;
  const [meanA, meanB] = [mean(0), mean(1)];
  const product = (f: (a: number, b: number) => number): number =>
    pairs.reduce((sum, [a, b]) => sum + f(a - meanA, b - meanB), 0);
  const size = Math.sqrt(product((a) => a * a) * product((_, b) => b * b));
  return size === 0 ? 0 : product((a, b) => a * b) / size;
}

const ofFormats = realFormats.flatMap((format): OperationCase[] => {
  const given = noise(1, 7, 5, 1, format, { from: 0, to: 100 });
  const ref = noise(2, 3, 2, 1, format, { from: 0, to: 100 });
  const sums = format === "float" || format === "double" ? format : "uint";
  return [
    {
      operation: "fastcor",
      about: `the sum of the squares of the differences, of ${format}`,
      args: { in: given, ref },
      judge: (results) =>
        expectPicture(pictureIn(results), overPlaces(given, ref, sums, squares), isInteger(format) ? 0 : 0.05),
    },
    {
      operation: "spcor",
      about: `the coefficient, as float even of double, of ${format}`,
      args: { in: given, ref },
      judge: (results) => expectPicture(pictureIn(results), overPlaces(given, ref, "float", coefficient), 1e-4),
    },
  ];
});

const ofShapes = shapes.flatMap((shape): OperationCase[] => {
  const given = noise(3, ...shape, "uchar");
  const ref = noise(4, 2, 3, 1, "uchar");
  return [
    {
      operation: "fastcor",
      about: `${nameOf(shape)} with one band looked for in each`,
      args: { in: given, ref },
      judge: (results) => expectPicture(pictureIn(results), overPlaces(given, ref, "uint", squares)),
    },
    {
      operation: "spcor",
      about: `${nameOf(shape)} with one band looked for in each`,
      args: { in: given, ref },
      judge: (results) => expectPicture(pictureIn(results), overPlaces(given, ref, "float", coefficient), 1e-4),
    },
  ];
});

const special: OperationCase[] = [
  {
    operation: "spcor",
    about: "something flat is like nothing: 0, not a division by 0",
    args: { in: noise(5, 7, 5, 1, "uchar"), ref: flat(3, 3, [9]) },
    judge: (results) => expectPicture(pictureIn(results), flat(7, 5, [0], "float")),
  },
  {
    operation: "fastcor",
    about: "a part of the picture is found where it was taken from",
    args: {
      in: noise(6, 9, 8, 1, "uchar"),
      ref: paint([3, 3, 1], "uchar", (x, y) => at(noise(6, 9, 8, 1, "uchar"), x + 4, y + 2)),
    },
    judge: (results) => {
      const { data } = pictureIn(results);
      const middle = 3 * 9 + 5;
      if (data.indexOf(0) !== middle || data.lastIndexOf(0) !== middle) throw new Error("it is not found at 5, 3");
    },
  },
  ...complexFormats.map((format): OperationCase => {
    const pictures = { in: noise(1, 3, 2, 1, format), ref: noise(1, 3, 2, 1, format) };
    return { operation: "spcor", about: `refuses ${format}`, args: pictures, fails: "non-complex", judge: () => {} };
  }),
];

export const correlationCases: readonly OperationCase[] = [...ofFormats, ...ofShapes, ...special];
