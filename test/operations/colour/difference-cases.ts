/**
 * Distances between two colours, by CIE 1976, CIE 2000 and CMC.
 * Not here: the spaces in which they are measured (colour-space-cases).
 * Read next: test/operations/colour/formulas.ts.
 */
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { as, expectPicture, mapPixels, picture, pixelsOf, type Tolerance } from "../pictures.ts";
import { type Colour, ciede2000, distance, lchToCmc, scRgbToXyz, srgbToScRgb, toPolar, xyzToLab } from "./formulas.ts";
import { colours } from "./space-cases.ts";

/** CIEDE2000. libvips uses another mean for hues that are more than half a turn apart. */
const de00: Measure = (left, right) => ciede2000(left, right, (h1, h2) => Math.abs(h1 + h2 - 360) / 2);

type Measure = (left: Colour, right: Colour) => number;

/** The hue is an angle. libvips treats its degrees as a distance, also across 0. */
const cmc: Measure = (left, right) => distance(lchToCmc(toPolar(left)), lchToCmc(toPolar(right)));

const measures: readonly (readonly [operation: string, measure: Measure, tolerance: Tolerance, remark: string])[] = [
  ["dE76", distance, 1e-3, ""],
  ["dE00", de00, 2e-3, ", where the mean of two hues across 0 is another one,"],
  ["dECMC", cmc, 0.05, ", where degrees of hue count like lightness,"],
];

function differences(left: Picture, right: Picture, measure: Measure): Picture {
  const others = pixelsOf(right);
  const numbers = pixelsOf(left).map((pixel, index) =>
    measure(pixel as unknown as Colour, others[index] as unknown as Colour),
  );
  return as("b-w", picture([left.width, left.height, 1], "float", numbers));
}

const labs = ([311, 312] as const).map((seed) => colours("lab", seed, "float")) as [Picture, Picture];

const random: readonly OperationCase[] = measures.map(([operation, measure, tolerance, remark]) => ({
  operation,
  about: `of Lab${remark}`,
  args: { left: labs[0], right: labs[1] },
  judge: (results) => expectPicture(pictureIn(results), differences(labs[0], labs[1], measure), tolerance),
}));

/** Other spaces are converted to Lab first. */
const fromSrgb: readonly OperationCase[] = measures.map(([operation, measure, , remark]) => {
  const [left, right] = [313, 314].map((seed) => colours("srgb", seed, "uchar")) as [Picture, Picture];
  return {
    operation,
    about: `of sRGB${remark}`,
    args: { left, right },
    judge: (results) => {
      const lab = (rgb: Picture): Picture =>
        mapPixels(rgb, (pixel) => xyzToLab(scRgbToXyz(srgbToScRgb(pixel as unknown as Colour))), "float");
      expectPicture(pictureIn(results), differences(lab(left), lab(right), measure), 0.1);
    },
  };
});

/** Test pairs that the authors of the formula published, with their distances. */
const published: readonly (readonly [left: Colour, right: Colour, difference: number])[] = [
  [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
  [[50, -1.3802, -84.2814], [50, 0, -82.7485], 1.0],
  [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  [[90.8027, -2.0831, 1.441], [91.1528, -1.6435, 0.0447], 1.4441],
  [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
];
/** Two more pairs, with hues on both sides of 0, for which libvips gives a different distance. */
const acrossZero: typeof published = [
  [[50, 2.5, 0], [50, 0, -2.5], de00([50, 2.5, 0], [50, 0, -2.5])],
  [[50, 2.5, 0], [73, 25, -18], de00([50, 2.5, 0], [73, 25, -18])],
];
const byPaper = [published, acrossZero].map((pairs, index): OperationCase => {
  const numbers = (of: (row: (typeof pairs)[number]) => readonly number[]): number[] => pairs.flatMap((row) => of(row));
  return {
    operation: "dE00",
    about:
      index === 0
        ? "of pairs with published differences"
        : "where 4.3065 and 27.1492 are published, and libvips gives others",
    args: {
      left: as(
        "lab",
        picture(
          [pairs.length, 1, 3],
          "float",
          numbers(([left]) => left),
        ),
      ),
      right: as(
        "lab",
        picture(
          [pairs.length, 1, 3],
          "float",
          numbers(([, right]) => right),
        ),
      ),
    },
    judge: (results) =>
      expectPicture(
        pictureIn(results),
        picture(
          [pairs.length, 1, 1],
          "float",
          numbers((row) => [row[2]]),
        ),
        2e-4,
      ),
  };
});

const acrossRed: OperationCase = {
  operation: "dECMC",
  about: "of nearly one colour on both sides of hue 0, which libvips puts 359 apart",
  args: {
    left: as("lab", picture([1, 1, 3], "float", [50, 20, 0.1])),
    right: as("lab", picture([1, 1, 3], "float", [50, 20, -0.1])),
  },
  judge: (results) => expectPicture(pictureIn(results), picture([1, 1, 1], "float", [359.5]), 0.2),
};

export const differenceCases: readonly OperationCase[] = [...random, ...fromSrgb, ...byPaper, acrossRed];
