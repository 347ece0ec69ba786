/**
 * `colourspace`, which finds a way between any two spaces: the formulas of the single steps, one after the other.
 * Not here: the single steps (colour-space-cases).
 * Read next: test/operations/colour/formulas.ts.
 */
import type { PixelFormat } from "../../../src/core/pixel-format.ts";
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { as, expectPicture, mapPixels, noise, paint, ramp, type Tolerance } from "../pictures.ts";
import {
  type Colour,
  fromPolar,
  greyOf,
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
} from "./formulas.ts";
import { colours } from "./space-cases.ts";

type Convert = (colour: Colour) => readonly number[];
interface Route {
  readonly format: PixelFormat;
  readonly of: Convert;
  readonly tolerance: Tolerance;
}

const grey = (rgb: Colour, max: number): number => {
  const light = greyOf(srgbToScRgb(rgb));
  return Math.round(scRgbToSrgb([light, light, light], max)[0]);
};
const xyzOf = (rgb: Colour): Colour => scRgbToXyz(srgbToScRgb(rgb));
const labOf = (rgb: Colour): Colour => xyzToLab(xyzOf(rgb));
const near: Tolerance = { relative: 2e-3, absolute: 0.03 };

/** Eight bits moved up, with copies of the lowest below. */
const widened = (value: number): number => value * 256 + (value % 2) * 255;

/** From sRGB to every space that can be reached. */
const fromSrgb: Readonly<Record<string, Route>> = {
  srgb: { format: "uchar", of: (rgb) => rgb, tolerance: 0 },
  "b-w": { format: "uchar", of: (rgb) => [grey(rgb, 255)], tolerance: 1 },
  grey16: { format: "ushort", of: (rgb) => [grey(rgb, 65535)], tolerance: 2 },
  rgb16: { format: "ushort", of: (rgb) => rgb.map(widened), tolerance: 0 },
  scrgb: { format: "float", of: srgbToScRgb, tolerance: 1e-4 },
  xyz: { format: "float", of: xyzOf, tolerance: near },
  yxy: { format: "float", of: (rgb) => xyzToYxy(xyzOf(rgb)), tolerance: near },
  lab: { format: "float", of: labOf, tolerance: near },
  labs: {
    format: "short",
    of: (rgb) => labOf(rgb).map((value, index) => Math.trunc(value * (index === 0 ? 327.67 : 256))),
    tolerance: 12,
  },
  lch: { format: "float", of: (rgb) => toPolar(labOf(rgb)), tolerance: 0.1 },
  cmc: { format: "float", of: (rgb) => lchToCmc(toPolar(labOf(rgb))), tolerance: 0.2 },
  hsv: { format: "uchar", of: (rgb) => srgbToHsv(rgb).map(Math.trunc), tolerance: 1 },
  oklab: { format: "float", of: (rgb) => xyzToOklab(xyzOf(rgb)), tolerance: 2e-3 },
  oklch: {
    format: "float",
    of: (rgb) => toPolar(xyzToOklab(xyzOf(rgb))),
    tolerance: { relative: 2e-2, absolute: 2e-3 },
  },
};

/** Clearly coloured, since grey has no defined hue. */
const vivid = as(
  "srgb",
  paint([7, 5, 3], "uchar", (x, y, band) =>
    band === (x + y) % 3 ? 200 + x * 5 : band === (x + y + 1) % 3 ? 20 + y * 15 : 40 + x * 9,
  ),
);

const outwards: readonly OperationCase[] = Object.entries(fromSrgb).map(([space, { format, of, tolerance }]) => ({
  operation: "colourspace",
  about: `from srgb to ${space}`,
  args: { in: vivid, space },
  judge: (results) => {
    const expected = mapPixels(vivid, (pixel) => of(pixel as unknown as Colour), format);
    expectPicture(pictureIn(results), as(space, expected), tolerance);
  },
}));

const srgbOf = (light: Colour): readonly number[] => scRgbToSrgb(light).map(Math.round);
const fromXyz = (xyz: Colour): readonly number[] => srgbOf(xyzToScRgb(xyz));
const inwards: Readonly<Record<string, Convert>> = {
  scrgb: srgbOf,
  xyz: fromXyz,
  yxy: (yxy) => fromXyz(yxyToXyz(yxy)),
  lab: (lab) => fromXyz(labToXyz(lab)),
  lch: (lch) => fromXyz(labToXyz(fromPolar(lch))),
};

/** And back to sRGB, which cuts off colours outside its range. */
const backwards: readonly OperationCase[] = Object.entries(inwards).map(([space, of]): OperationCase => {
  const given = colours(space, 321, "float");
  return {
    operation: "colourspace",
    about: `from ${space} to srgb`,
    args: { in: given, space: "srgb" },
    judge: (results) => {
      const expected = mapPixels(given, (pixel) => of(pixel as unknown as Colour), "uchar");
      expectPicture(pictureIn(results), as("srgb", expected), 1);
    },
  };
});

/** Grey becomes three equal bands; 16 bits lose the low eight. */
const depths: readonly OperationCase[] = [
  route("b-w", "srgb", as("b-w", noise(322, 7, 5, 1, "uchar")), "uchar", ([value = 0]) => [value, value, value], 0),
  route(
    "grey16",
    "rgb16",
    as("grey16", noise(323, 7, 5, 1, "ushort")),
    "ushort",
    ([value = 0]) => [value, value, value],
    0,
  ),
  route(
    "rgb16",
    "srgb",
    as("rgb16", noise(324, 7, 5, 3, "ushort")),
    "uchar",
    (pixel) => pixel.map((value) => value >> 8),
    0,
  ),
  route(
    "rgb16",
    "scrgb",
    as("rgb16", noise(325, 7, 5, 3, "ushort")),
    "float",
    (pixel) => pixel.map((value) => toLinear(value / 65535)),
    1e-4,
  ),
];

/** Alpha keeps its fraction of the opaque value. */
const alphas: readonly OperationCase[] = [
  route(
    "srgb",
    "scrgb",
    as("srgb", noise(326, 7, 5, 4, "uchar")),
    "float",
    (pixel) => [...srgbToScRgb(pixel.slice(0, 3) as unknown as Colour), (pixel[3] as number) / 255],
    1e-4,
    ", with alpha",
  ),
  route(
    "srgb",
    "lab",
    as("srgb", noise(327, 7, 5, 4, "uchar")),
    "float",
    (pixel) => [...labOf(pixel as unknown as Colour), pixel[3] as number],
    near,
    ", with alpha",
  ),
  route(
    "srgb",
    "rgb16",
    as("srgb", noise(328, 7, 5, 4, "uchar")),
    "ushort",
    (pixel) => pixel.map(widened),
    0,
    ", with alpha",
  ),
];

function route(
  from: string,
  to: string,
  given: Picture,
  format: PixelFormat,
  of: (pixel: readonly number[]) => readonly number[],
  tolerance: Tolerance,
  remark = "",
): OperationCase {
  return {
    operation: "colourspace",
    about: `from ${from} to ${to}${remark}`,
    args: { in: given, space: to },
    judge: (results) => expectPicture(pictureIn(results), as(to, mapPixels(given, of, format)), tolerance),
  };
}

const others: readonly OperationCase[] = [
  {
    operation: "colourspace",
    about: "of numbers that are said to be sRGB",
    args: { in: { ...vivid, interpretation: "multiband" }, space: "lab", source_space: "srgb" },
    judge: (results) => {
      const expected = mapPixels(vivid, (pixel) => labOf(pixel as unknown as Colour), "float");
      expectPicture(pictureIn(results), as("lab", expected), near);
    },
  },
  ...["rgb", "multiband", "fourier"].map((space) => ({
    operation: "colourspace",
    about: `to ${space}, which is no colour space, fails`,
    args: { in: as("srgb", ramp(2, 2, 3, "uchar")), space },
    fails: "no known route",
    judge: () => {},
  })),
];

export const routeCases: readonly OperationCase[] = [...outwards, ...backwards, ...depths, ...alphas, ...others];
