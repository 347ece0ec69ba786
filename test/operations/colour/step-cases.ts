/**
 * Cases that the table of conversions does not cover: the ways back, grey, 16 bits, other formats, and
 * numbers at the edges.
 * Not here: the conversions by their formulas (colour-space-cases).
 * Read next: test/operations/colour/formulas.ts.
 */
import { expect } from "vitest";
import { type OperationCase, pictureIn } from "../case.ts";
import { as, expectPicture, map, mapPixels, noise, paint, picture, pixelsOf } from "../pictures.ts";
import { type Colour, greyOf, labToXyz, lchToCmc, scRgbToSrgb, toLinear, xyzToOklab } from "./formulas.ts";
import { colours, fine, whole } from "./space-cases.ts";

/** The way back, judged by the formula of the way there: it must return the colours that were put in. */
const inverses: readonly OperationCase[] = (
  [
    ["CMC2LCh", "cmc", "lch", lchToCmc, 0.5],
    ["Oklab2XYZ", "oklab", "xyz", xyzToOklab, 2e-3],
  ] as const
).map(([operation, from, to, there, tolerance]): OperationCase => {
  // Colours that certainly exist, because they were computed from the other side.
  const existing = colours(to, 230, "float");
  const given = as(
    from,
    mapPixels(existing, (pixel) => there(pixel as unknown as Colour)),
  );
  return {
    operation,
    about: `gives what ${to} to ${from} brings back`,
    args: { in: given },
    judge: (results) => {
      const out = pictureIn(results);
      expect([out.format, out.interpretation]).toEqual(["float", to]);
      expectPicture(
        mapPixels(out, (pixel) => there(pixel as unknown as Colour)),
        mapPixels(given, (pixel) => pixel),
        tolerance,
      );
    },
  };
});

/** One band of linear light to grey. */
const greys: readonly OperationCase[] = [8, 16].map((depth): OperationCase => {
  const given = colours("scrgb", 231, "float");
  const max = depth === 8 ? 255 : 65535;
  return {
    operation: "scRGB2BW",
    about: `to ${depth} bits`,
    args: { in: given, depth },
    judge: (results) => {
      const expected = mapPixels(
        given,
        (pixel) => {
          const grey = greyOf(pixel as unknown as Colour);
          return [Math.round(scRgbToSrgb([grey, grey, grey], max)[0])];
        },
        depth === 8 ? "uchar" : "ushort",
      );
      expectPicture(pictureIn(results), as(depth === 8 ? "b-w" : "grey16", expected), whole);
    },
  };
});

const sixteen: OperationCase = {
  operation: "sRGB2scRGB",
  about: "of 16 bits",
  args: { in: as("rgb16", noise(232, 7, 5, 3, "ushort")) },
  judge: (results) => {
    const expected = map(noise(232, 7, 5, 3, "ushort"), (value) => toLinear(value / 65535), "float");
    expectPicture(pictureIn(results), as("scrgb", expected), fine);
  },
};

/** Other formats are cast to the format that the operation computes with. */
const otherFormats: readonly OperationCase[] = (["uchar", "short", "double"] as const).map((format): OperationCase => {
  const given = as("lab", picture([2, 1, 3], format, [50, 20, 30, 90, 5, 60]));
  return {
    operation: "Lab2XYZ",
    about: `of ${format}, which becomes float`,
    args: { in: given },
    judge: (results) => {
      const expected = mapPixels(given, (pixel) => labToXyz(pixel as unknown as Colour), "float");
      expectPicture(pictureIn(results), as("xyz", expected), fine);
    },
  };
});

const refusals: readonly OperationCase[] = ["Lab2XYZ", "LCh2CMC", "XYZ2Oklab"].map((operation) => ({
  operation,
  about: "of two bands fails",
  args: { in: paint([2, 2, 2], "float", () => 1) },
  fails: "at least 3 bands",
  judge: () => {},
}));

/** Above white, libvips continues in a straight line from the end of its table of cube roots. */
const aboveWhite: OperationCase = {
  operation: "XYZ2Lab",
  about: "of more than white, where the cube root goes on as a straight line",
  args: { in: as("xyz", picture([2, 1, 3], "float", [95.047, 100, 217.7654, 190.094, 100, 108.8827])) },
  judge: (results) => {
    // Twice as bright, the line is at 1 + 1 / 3, and the cube root would be at 1.26.
    const expected = picture([2, 1, 3], "float", [100, 0, -200 / 3, 100, 500 / 3, 0]);
    expectPicture(pictureIn(results), as("lab", expected), 0.5);
  },
};

/** libvips' hues for some well-known colours. */
const known: OperationCase = {
  operation: "sRGB2HSV",
  about: "of red, yellow, green, cyan, blue, magenta, grey and black",
  args: {
    in: as(
      "srgb",
      picture(
        [8, 1, 3],
        "uchar",
        [255, 0, 0, 255, 255, 0, 0, 255, 0, 0, 255, 255, 0, 0, 255, 255, 0, 255, 128, 128, 128, 0, 0, 0],
      ),
    ),
  },
  judge: (results) => {
    const hues = pixelsOf(pictureIn(results)).map(([hue, saturation, value]) => [hue, saturation, value]);
    expect(hues).toEqual([
      [0, 255, 255],
      [42, 255, 255],
      [85, 255, 255],
      [127, 255, 255],
      [170, 255, 255],
      [212, 255, 255],
      [0, 0, 128],
      [0, 0, 0],
    ]);
  },
};

export const stepCases: readonly OperationCase[] = [
  ...inverses,
  ...greys,
  sixteen,
  ...otherFormats,
  ...refusals,
  aboveWhite,
  known,
];
