/**
 * Pictures folded: tiles into a grid, rows of pages into pages of rows, and pixels into bands.
 * Not here: turning (conversion-turn-cases), or what is in the bands (conversion-band-cases).
 * Read next: test/operations/rearrange.ts.
 */
import { expect } from "vitest";
import { type OperationCase, pictureIn } from "../case.ts";
import { allFormats, expectPicture, isComplex, noise, ramp } from "../pictures.ts";
import { ofPixels, pixelAt, rearranged } from "../rearrange.ts";
import { forEachShape } from "../shapes.ts";

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

/** Rows and pages are exchanged: row r of page p becomes row p of page r. */
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

export const foldCases: readonly OperationCase[] = [...grids, ...transposed, ...folds, ...wholeFolds];
