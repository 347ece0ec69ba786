/**
 * Cases of thumbnails, from an image, from bytes and from a file: their size, their pixels, and their orientation.
 * Not here: Sluice's own thumbnails (test/thumb), or how a loader reads a file (foreign-cases).
 * Read next: test/operations/resample/reference.ts.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { type CaseArguments, type OperationCase, type Picture, pictureIn } from "../case.ts";
import { pngBytes } from "../foreign/png-bytes.ts";
import { askPython } from "../other-judges.ts";
import { as, at, expectPicture, flat, noise, paint, pixelsOf } from "../pictures.ts";
import { enlarged, reduced, rounded } from "./reference.ts";

/** A range that leaves room for the kernel's overshoot at an edge. */
const source = as("srgb", noise(1, 23, 17, 3, "uchar", { from: 60, to: 190 }));
const byFactor = (factor: number, down = factor, given = source): Picture =>
  rounded(reduced(given, factor, down, { gap: 2 }), "uchar");

/** A part of a picture with the thumbnail's size. */
function cropped(given: Picture, left: number, top: number, width: number, height: number): Picture {
  return paint([width, height, given.bands], given.format, (x, y, band) => at(given, x + left, y + top, band));
}

/** Rotated a quarter clockwise, as orientation 6 requires. */
const quarterTurned = (given: Picture): Picture =>
  paint([given.height, given.width, given.bands], given.format, (x, y, band) =>
    at(given, y, given.height - 1 - x, band),
  );

interface Thumbnail {
  readonly about: string;
  readonly args: CaseArguments;
  readonly expected: Picture;
}

/** All of them within 3 of 255. */
const thumbnails: readonly Thumbnail[] = [
  { about: "into a square of the width", args: { width: 10 }, expected: byFactor(2.3) },
  { about: "no higher than the height", args: { width: 10, height: 5 }, expected: byFactor(3.4) },
  { about: "to exactly that size", args: { width: 10, height: 10, size: "force" }, expected: byFactor(2.3, 1.7) },
  { about: "larger than it was", args: { width: 46 }, expected: rounded(enlarged(source, [2, 2], "bicubic"), "uchar") },
  { about: "never larger", args: { width: 46, size: "down" }, expected: source },
  { about: "never smaller", args: { width: 10, size: "up" }, expected: source },
  {
    about: "filled, the middle cut out",
    args: { width: 10, height: 10, crop: "centre" },
    expected: cropped(byFactor(1.7), 2, 0, 10, 10),
  },
  {
    about: "filled, the left cut out",
    args: { width: 10, height: 10, crop: "low" },
    expected: cropped(byFactor(1.7), 0, 0, 10, 10),
  },
  {
    about: "filled, the right cut out",
    args: { width: 10, height: 10, crop: "high" },
    expected: cropped(byFactor(1.7), 4, 0, 10, 10),
  },
];

const ofImages = thumbnails.map(
  ({ about, args, expected }): OperationCase => ({
    operation: "thumbnail_image",
    about,
    args: { in: source, ...args },
    judge: (results) => expectPicture(pictureIn(results), as("srgb", expected), 3),
  }),
);

const ofBytes = thumbnails.map(
  ({ about, args, expected }): OperationCase => ({
    operation: "thumbnail_buffer",
    about,
    args: { buffer: pngBytes(source), ...args },
    judge: (results) => expectPicture(pictureIn(results), as("srgb", expected), 3),
  }),
);

const turned: OperationCase[] = [
  {
    operation: "thumbnail_image",
    about: "turned upright by its orientation, and then without one",
    args: { in: { ...source, orientation: 6 }, width: 10 },
    judge: (results) => {
      expectPicture(pictureIn(results), byFactor(2.3, 2.3, quarterTurned(source)), 3);
      expect(pictureIn(results).orientation).toBeUndefined();
    },
  },
  {
    operation: "thumbnail_image",
    about: "left as it lies",
    args: { in: { ...source, orientation: 6 }, width: 10, no_rotate: true },
    judge: (results) => {
      expectPicture(pictureIn(results), byFactor(2.3), 3);
      expect(pictureIn(results).orientation).toBe(6);
    },
  },
];

const kinds = [
  { space: "b-w", bands: 1, format: "uchar", becomes: "1 uchar b-w" },
  { space: "b-w", bands: 2, format: "uchar", becomes: "2 uchar b-w" },
  { space: "srgb", bands: 4, format: "uchar", becomes: "4 uchar srgb" },
  { space: "grey16", bands: 1, format: "ushort", becomes: "1 uchar b-w" },
  { space: "rgb16", bands: 3, format: "ushort", becomes: "3 uchar srgb" },
].map(({ space, bands, format, becomes }): OperationCase => {
  const kind = format as "uchar" | "ushort";
  const max = kind === "uchar" ? 255 : 65535;
  const colour = [0.4, 0.6, 0.8, 0.5].slice(0, bands).map((part) => Math.round(part * max));
  return {
    operation: "thumbnail_image",
    about: `a flat ${space} of ${bands} bands of ${format} keeps its colour, as bytes`,
    args: { in: as(space, flat(23, 17, colour, kind)), width: 10 },
    judge: (results) => {
      const made = pictureIn(results);
      expect(`${made.bands} ${made.format} ${made.interpretation}`).toBe(becomes);
      const bytes = colour.map((value) => Math.round((value * 255) / max));
      expectPicture(made, flat(10, 7, bytes), 2);
    },
  };
});

const ofColumns = (first: readonly number[], second: readonly number[]): Picture =>
  as(
    "srgb",
    paint([40, 40, first.length], "uchar", (x, _y, band) => (x % 2 === 0 ? first : second)[band] as number),
  );

const light: OperationCase[] = [
  {
    operation: "thumbnail_image",
    about: "black and white columns become the mean of the numbers, 127.5",
    args: { in: ofColumns([0, 0, 0], [255, 255, 255]), width: 4 },
    judge: (results) => expectPicture(pictureIn(results), flat(4, 4, [128, 128, 128]), 7),
  },
  {
    operation: "thumbnail_image",
    about: "or, linear, the mean of the light: 255 * 1.055 * 0.5 ** (1 / 2.4) - 14 is 187.5",
    args: { in: ofColumns([0, 0, 0], [255, 255, 255]), width: 4, linear: true },
    judge: (results) => expectPicture(pictureIn(results), flat(4, 4, [188, 188, 188]), 7),
  },
  {
    operation: "thumbnail_image",
    about: "what is transparent has no colour to add",
    args: { in: ofColumns([255, 0, 0, 255], [0, 255, 0, 0]), width: 4 },
    judge: (results) => {
      const wrong = pixelsOf(pictureIn(results)).filter(
        ([red, green, , alpha]) =>
          (red as number) < 253 || (green as number) > 2 || Math.abs((alpha as number) - 128) > 7,
      );
      expect(wrong).toEqual([]);
    },
  },
];

const smooth = as(
  "srgb",
  paint([200, 152, 3], "uchar", (x, y, band) =>
    Math.round(128 + 90 * Math.sin((x * (band + 1)) / 40) * Math.cos(y / 30)),
  ),
);

const byPillow = `
picture = given["picture"]
image = Image.fromarray(array(picture).astype(numpy.uint8), "RGB")
answer(numpy.asarray(image.resize((50, 38), Image.LANCZOS)))
`;

const besidePillow: OperationCase = {
  operation: "thumbnail_image",
  about: "a smooth picture within 3 of Pillow's, by the same kernel",
  needs: "python",
  args: { in: smooth, width: 50 },
  judge: async (results) => {
    const made = pictureIn(results);
    const other = await askPython<number[][][]>(byPillow, { picture: smooth });
    expect([made.width, made.height]).toEqual([50, 38]);
    const furthest = Math.max(...other.flat(2).map((value, index) => Math.abs(value - (made.data[index] as number))));
    expect(furthest).toBeLessThanOrEqual(3);
  },
};

export const thumbnailCases: readonly OperationCase[] = [
  ...ofImages,
  ...ofBytes,
  ...turned,
  ...kinds,
  ...light,
  besidePillow,
];

/** Cases of a file that is first written to a folder. */
export function thumbnailFileCases(folder: string): OperationCase[] {
  const filename = join(folder, "source.png");
  writeFileSync(filename, pngBytes(source));
  return thumbnails.map(({ about, args, expected }) => ({
    operation: "thumbnail",
    about,
    args: { filename, ...args },
    judge: (results) => expectPicture(pictureIn(results), as("srgb", expected), 3),
  }));
}
