/**
 * Each conversion between two colour spaces, by its formula; bands after the third are carried along.
 * Not here: codings in fewer bits (colour-coding-cases), or profiles (colour-profile-cases).
 * Read next: test/operations/colour-formulas.ts.
 */
import { expect } from "vitest";
import type { PixelFormat } from "../../src/core/pixel-format.ts";
import { type CaseArguments, type OperationCase, type Picture, pictureIn } from "./case.ts";
import {
  type Colour,
  fromPolar,
  greyOf,
  hsvToSrgb,
  labToXyz,
  lchToCmc,
  scRgbToSrgb,
  scRgbToXyz,
  srgbToHsv,
  srgbToScRgb,
  toLinear,
  toPolar,
  xyzToLab,
  xyzToOklab,
  xyzToScRgb,
  xyzToYxy,
  yxyToXyz,
} from "./colour-formulas.ts";
import { as, expectPicture, map, mapPixels, noise, paint, picture, pixelsOf, type Tolerance } from "./pictures.ts";

type Ranges = readonly (readonly [from: number, to: number])[];

/** Numbers that colours of each space have. */
export const spaces: Readonly<Record<string, Ranges>> = {
  lab: [
    [0, 100],
    [-90, 90],
    [-90, 90],
  ],
  lch: [
    [0, 100],
    [0, 100],
    [0, 359],
  ],
  xyz: [
    [1, 95],
    [1, 100],
    [1, 108],
  ],
  yxy: [
    [1, 100],
    [0.1, 0.5],
    [0.1, 0.5],
  ],
  scrgb: [
    [-0.1, 1.2],
    [-0.1, 1.2],
    [-0.1, 1.2],
  ],
  oklab: [
    [0, 1],
    [-0.3, 0.3],
    [-0.3, 0.3],
  ],
  oklch: [
    [0, 1],
    [0, 0.3],
    [0, 359],
  ],
  srgb: [
    [0, 255],
    [0, 255],
    [0, 255],
  ],
  hsv: [
    [0, 255],
    [0, 255],
    [0, 255],
  ],
};

export const colours = (space: string, seed: number, format: PixelFormat, bands = 3, size = [7, 5]): Picture => {
  const [width = 0, height = 0] = size;
  const fractions = noise(seed, width, height, bands, "double", { from: 0, to: 1 });
  const ranges = spaces[space] as Ranges;
  const painted = map(
    fractions,
    (value, band) => {
      const [from, to] = ranges[band] ?? [0, 1];
      const number = from + value * (to - from);
      return format === "uchar" ? Math.round(number) : Math.fround(number);
    },
    format,
  );
  return as(space, painted);
};

interface ColourRule {
  readonly operation: string;
  readonly from: string;
  readonly to: string;
  readonly of: (colour: Colour) => readonly number[];
  readonly tolerance: Tolerance;
  readonly args?: CaseArguments;
  readonly about?: string;
  readonly format?: PixelFormat;
  readonly result?: PixelFormat;
}

const fine: Tolerance = { relative: 1e-4, absolute: 1e-4 };
/** libvips looks cube roots up in a table. */
const table: Tolerance = { relative: 1e-3, absolute: 2e-2 };
/** Whole numbers, which are cut off or rounded in other places than here. */
const whole: Tolerance = 1;
const bright: Colour = [115, 110, 130];

const rules: readonly ColourRule[] = [
  { operation: "Lab2XYZ", from: "lab", to: "xyz", of: (lab) => labToXyz(lab), tolerance: fine },
  {
    operation: "Lab2XYZ",
    about: "with another white",
    args: { temp: bright },
    from: "lab",
    to: "xyz",
    of: (lab) => labToXyz(lab, bright),
    tolerance: fine,
  },
  { operation: "XYZ2Lab", from: "xyz", to: "lab", of: (xyz) => xyzToLab(xyz), tolerance: table },
  {
    operation: "XYZ2Lab",
    about: "with another white",
    args: { temp: bright },
    from: "xyz",
    to: "lab",
    of: (xyz) => xyzToLab(xyz, bright),
    tolerance: table,
  },
  { operation: "Lab2LCh", from: "lab", to: "lch", of: toPolar, tolerance: table },
  { operation: "LCh2Lab", from: "lch", to: "lab", of: fromPolar, tolerance: fine },
  { operation: "LCh2CMC", from: "lch", to: "cmc", of: lchToCmc, tolerance: table },
  { operation: "XYZ2Yxy", from: "xyz", to: "yxy", of: xyzToYxy, tolerance: fine },
  { operation: "Yxy2XYZ", from: "yxy", to: "xyz", of: yxyToXyz, tolerance: fine },
  { operation: "XYZ2scRGB", from: "xyz", to: "scrgb", of: xyzToScRgb, tolerance: fine },
  { operation: "scRGB2XYZ", from: "scrgb", to: "xyz", of: scRgbToXyz, tolerance: fine },
  { operation: "XYZ2Oklab", from: "xyz", to: "oklab", of: xyzToOklab, tolerance: { relative: 1e-3, absolute: 1e-3 } },
  { operation: "Oklab2Oklch", from: "oklab", to: "oklch", of: toPolar, tolerance: fine },
  { operation: "Oklch2Oklab", from: "oklch", to: "oklab", of: fromPolar, tolerance: fine },
  { operation: "sRGB2scRGB", from: "srgb", to: "scrgb", of: srgbToScRgb, tolerance: fine, format: "uchar" },
  {
    operation: "scRGB2sRGB",
    from: "scrgb",
    to: "srgb",
    of: (rgb) => scRgbToSrgb(rgb).map(Math.round),
    tolerance: whole,
    result: "uchar",
  },
  {
    operation: "scRGB2sRGB",
    about: "to 16 bits",
    args: { depth: 16 },
    from: "scrgb",
    to: "rgb16",
    of: (rgb) => scRgbToSrgb(rgb, 65535).map(Math.round),
    tolerance: whole,
    result: "ushort",
  },
  {
    operation: "sRGB2HSV",
    from: "srgb",
    to: "hsv",
    of: (rgb) => srgbToHsv(rgb).map(Math.trunc),
    tolerance: whole,
    format: "uchar",
    result: "uchar",
  },
  {
    operation: "HSV2sRGB",
    from: "hsv",
    to: "srgb",
    of: (hsv) => hsvToSrgb(hsv).map(Math.trunc),
    tolerance: whole,
    format: "uchar",
    result: "uchar",
  },
];

/** The number of an alpha: it is brought to the scale of the space that it comes to. */
function alphaOf(rule: ColourRule): (alpha: number) => number {
  const most = { srgb: 255, hsv: 255, rgb16: 65535, scrgb: 1 } as Readonly<Record<string, number>>;
  const [from, to] = [most[rule.from] ?? 255, most[rule.to] ?? 255];
  const scaled = rule.operation.includes("scRGB");
  return (alpha) => (scaled ? (alpha / from) * to : alpha);
}

const converted: readonly OperationCase[] = rules.flatMap((rule, index) =>
  [3, 4].flatMap((bands) =>
    [
      [1, 1],
      [7, 5],
    ].map((size): OperationCase => {
      const { operation, about, args = {}, from, to, of, tolerance, format = "float", result = "float" } = rule;
      const given = colours(from, 200 + index, format, bands, size);
      return {
        operation,
        about: [about, `${size.join(" x ")}, ${bands} bands`].filter((part) => part !== undefined).join(", "),
        args: { in: given, ...args },
        judge: (results) => {
          const alpha = alphaOf(rule);
          const expected = mapPixels(
            given,
            (pixel) => {
              const numbers = [...of(pixel.slice(0, 3) as unknown as Colour), ...pixel.slice(3).map(alpha)];
              return result === "float" ? numbers : numbers.map((value) => Math.trunc(value));
            },
            result,
          );
          expectPicture(pictureIn(results), as(to, expected), tolerance);
        },
      };
    }),
  ),
);

/** The way back, judged by the formula there: what comes out of it has to give the colours that were put in. */
const inverses: readonly OperationCase[] = (
  [
    ["CMC2LCh", "cmc", "lch", lchToCmc, 0.5],
    ["Oklab2XYZ", "oklab", "xyz", xyzToOklab, 2e-3],
  ] as const
).map(([operation, from, to, there, tolerance]): OperationCase => {
  // Colours that are sure to exist: found from the other side.
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
  const most = depth === 8 ? 255 : 65535;
  return {
    operation: "scRGB2BW",
    about: `to ${depth} bits`,
    args: { in: given, depth },
    judge: (results) => {
      const expected = mapPixels(
        given,
        (pixel) => {
          const grey = greyOf(pixel as unknown as Colour);
          return [Math.round(scRgbToSrgb([grey, grey, grey], most)[0])];
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

/** Other formats are cast to what the operation computes with. */
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

/** Brighter than white, libvips goes straight on from where its table of cube roots ends. */
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

/** libvips' hues and what they give, in a handful of colours that everyone knows. */
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

export const spaceCases: readonly OperationCase[] = [
  ...converted,
  ...inverses,
  ...greys,
  sixteen,
  ...otherFormats,
  ...refusals,
  aboveWhite,
  known,
];
