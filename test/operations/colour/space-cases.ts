import type { PixelFormat } from "../../../src/core/pixel-format.ts";
import { type CaseArguments, type OperationCase, type Picture, pictureIn } from "../case.ts";
import { as, expectPicture, map, mapPixels, noise, type Tolerance } from "../pictures.ts";
import {
  type Colour,
  fromPolar,
  hsvToSrgb,
  labToXyz,
  lchToCmc,
  scRgbToSrgb,
  scRgbToXyz,
  srgbToHsv,
  srgbToScRgb,
  toPolar,
  xyzToLab,
  xyzToOklab,
  xyzToScRgb,
  xyzToYxy,
  yxyToXyz,
} from "./formulas.ts";

type Ranges = readonly (readonly [from: number, to: number])[];

/** The range of numbers for colours of each space. */
const spaces: Readonly<Record<string, Ranges>> = {
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

export const fine: Tolerance = { relative: 1e-4, absolute: 1e-4 };
/** libvips looks cube roots up in a table. */
const table: Tolerance = { relative: 1e-3, absolute: 2e-2 };
/** Whole numbers, which libvips cuts off or rounds at other points than these formulas. */
export const whole: Tolerance = 1;
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

/** The expected alpha: it is scaled to the range of the target space. */
function alphaOf(rule: ColourRule): (alpha: number) => number {
  const max = { srgb: 255, hsv: 255, rgb16: 65535, scrgb: 1 } as Readonly<Record<string, number>>;
  const [from, to] = [max[rule.from] ?? 255, max[rule.to] ?? 255];
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

export const spaceCases: readonly OperationCase[] = converted;
