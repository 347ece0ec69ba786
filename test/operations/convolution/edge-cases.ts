/**
 * Cases of blurring, sharpening and finding edges: operations that make their own masks.
 * Not here: convolutions with a mask that is given (convolution-cases), or Canny's method (canny-reference).
 * Read next: test/operations/convolution/reference.ts, test/operations/convolution/canny-reference.ts.
 */

import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { as, at, castTo, expectPicture, flat, isInteger, map, mapPair, noise, paint } from "../pictures.ts";
import { nameOf, shapes } from "../shapes.ts";
import { cannyOfBytes, cannyOfNumbers } from "./canny-reference.ts";
import { castAll, correlate, exactBlur, type Rows, turnedBy90, wholeBlur } from "./reference.ts";

/** Along one direction; the other is the same mask rotated by 90 degrees. */
const edgeMasks: Readonly<Record<string, Rows>> = {
  sobel: [
    [1, 2, 1],
    [0, 0, 0],
    [-1, -2, -1],
  ],
  prewitt: [
    [-1, 0, 1],
    [-1, 0, 1],
    [-1, 0, 1],
  ],
  scharr: [
    [-3, 0, 3],
    [-10, 0, 10],
    [-3, 0, 3],
  ],
};

/** The length of the gradient, without its fraction. */
function edges(given: Picture, rows: Rows): Picture {
  const [along, across] = [correlate(given, rows), correlate(given, turnedBy90(rows))];
  return mapPair(along, across, (a, b) => castTo(Math.hypot(a, b), "uchar"), "uchar");
}

/** The fast way for bytes: halves of both directions, as bytes around 128. Their absolute values are added. */
function fastEdges(given: Picture, rows: Rows): Picture {
  const half = (sum: number): number => castTo(Math.floor((sum + 1) / 2) + 128, "uchar") - 128;
  const [along, across] = [correlate(given, rows), correlate(given, turnedBy90(rows))];
  return mapPair(along, across, (a, b) => castTo(2 * Math.abs(half(a)) + 2 * Math.abs(half(b)), "uchar"), "uchar");
}

const edgeDetectors = Object.entries(edgeMasks).flatMap(([operation, rows]) => [
  ...(["char", "ushort", "short", "int", "float", "double"] as const).map((format): OperationCase => {
    const given = noise(1, 7, 5, 2, format, { from: 0, to: 40 });
    return {
      operation,
      about: `the length of the gradient as bytes, of ${format}`,
      args: { in: given },
      judge: (results) => expectPicture(pictureIn(results), edges(given, rows), isInteger(format) ? 0 : 1),
    };
  }),
  ...shapes.map((shape): OperationCase => {
    const given = noise(2, ...shape, "uchar", { from: 100, to: 115 });
    return {
      operation,
      about: `of bytes libvips adds the sizes of both directions instead of taking the root, ${nameOf(shape)}`,
      args: { in: given },
      judge: (results) => expectPicture(pictureIn(results), fastEdges(given, rows), 2),
    };
  }),
]);

const blurs = [0.5, 1, 2.3].flatMap((sigma) =>
  (["uchar", "short", "float", "double"] as const).flatMap((format): OperationCase[] => {
    const given = noise(3, 7, 5, 2, format, { from: 0, to: 255 });
    const exact = exactBlur(given, sigma);
    return [
      {
        operation: "gaussblur",
        about: `sigma ${sigma} in whole numbers, of ${format}; bytes take a shortcut that is off by up to 2`,
        args: { in: given, sigma },
        judge: (results) => expectPicture(pictureIn(results), wholeBlur(given, sigma), format === "uchar" ? 2 : 1e-3),
      },
      {
        operation: "gaussblur",
        about: `sigma ${sigma} in floating point, of ${format}`,
        args: { in: given, sigma, precision: "float" },
        judge: (results) =>
          expectPicture(pictureIn(results), castAll(exact, format === "double" ? "double" : "float"), 1e-3),
      },
      {
        operation: "gaussblur",
        about: `sigma ${sigma} approximated, of ${format}: ${
          sigma > 0.6 ? "within 4 of 255" : "libvips 8.18 divides a mask of one pixel too often, and gives nearly 0"
        }`,
        args: { in: given, sigma, precision: "approximate" },
        judge: (results) => {
          const expected = sigma > 0.6 ? exact : map(exact, (value) => value / 625);
          expectPicture(pictureIn(results), castAll(expected, format), sigma > 0.6 ? 4 : 1);
        },
      },
    ];
  }),
);

const blursOfShapes = shapes.map((shape): OperationCase => {
  const given = noise(4, ...shape, "uchar");
  return {
    operation: "gaussblur",
    about: `further out than usual, ${nameOf(shape)}`,
    args: { in: given, sigma: 1.5, min_ampl: 0.01, precision: "float" },
    judge: (results) => expectPicture(pictureIn(results), castAll(exactBlur(given, 1.5, 0.01), "float"), 1e-3),
  };
});

const unblurred: OperationCase = {
  operation: "gaussblur",
  about: "sigma 0 leaves everything as it is",
  args: { in: noise(5, 7, 5, 3, "uchar"), sigma: 0 },
  judge: (results) => expectPicture(pictureIn(results), noise(5, 7, 5, 3, "uchar")),
};

const canny = [
  ...shapes.map((shape): OperationCase => {
    const given = noise(6, ...shape, "float", { from: 0, to: 255 });
    return {
      operation: "canny",
      about: `where the gradient is largest along itself, ${nameOf(shape)}`,
      args: { in: given, sigma: 0.01 },
      judge: (results) => expectPicture(pictureIn(results), castAll(cannyOfNumbers(given), "float"), 1e-3),
    };
  }),
  ...(["uchar", "short", "float", "double"] as const).map((format): OperationCase => {
    const given = noise(7, 7, 5, 1, format, { from: 0, to: 255 });
    const expected = cannyOfNumbers(exactBlur(given, 1.4));
    return {
      operation: "canny",
      about: `blurred first, of ${format}; of bytes too the result is floating point, though libvips says bytes`,
      args: { in: given },
      judge: (results) =>
        expectPicture(pictureIn(results), castAll(expected, format === "double" ? "double" : "float"), 1e-3),
    };
  }),
  ...shapes.map((shape): OperationCase => {
    const given = noise(8, ...shape, "uchar");
    return {
      operation: "canny",
      about: `of bytes in whole numbers, ${nameOf(shape)}`,
      args: { in: given, sigma: 0.01, precision: "integer" },
      judge: (results) => expectPicture(pictureIn(results), cannyOfBytes(given)),
    };
  }),
];

/** To the nearest whole number; of two that are as near, the even one. */
function toNearest(value: number): number {
  const below = Math.floor(value);
  if (value - below === 0.5) return below + (Math.abs(below) % 2);
  return Math.round(value);
}

/** Lightness is 0 to 32767 for 0 to 100 in libvips' short L*a*b*. */
const lightnessStep = 327.67;
const usual = { x1: 2, y2: 10, y3: 20, m1: 0, m2: 3 };

function sharpened(given: Picture, sigma: number, curve: typeof usual): Picture {
  const { x1, y2, y3, m1, m2 } = curve;
  const lightness = paint([given.width, given.height, 1], "short", (x, y) => at(given, x, y));
  const soft = wholeBlur(lightness, sigma, 0.1);
  return paint([given.width, given.height, given.bands], "short", (x, y, band) => {
    if (band > 0) return at(given, x, y, band);
    // libvips' table of differences is laid out one step too low.
    const v = (at(lightness, x, y) - at(soft, x, y) + 1) / lightnessStep;
    const beyond = Math.sign(v) * Math.max(0, Math.abs(v) - x1);
    const change = m2 * beyond + m1 * (v - beyond);
    const limited = Math.min(y2, Math.max(-y3, change));
    return Math.min(32767, Math.max(0, at(lightness, x, y) + toNearest(limited * lightnessStep)));
  });
}

const lab = as(
  "labs",
  paint([7, 5, 3], "short", (x, y, band) => (band === 0 ? 5000 + 1000 * ((x * 7 + y * 5) % 9) : 100 * x - 50 * y)),
);

const sharpening: OperationCase[] = [
  { about: "as it is usually done", sigma: 0.5, curve: usual },
  { about: "wider, with all of the curve given", sigma: 1.5, curve: { x1: 1, y2: 30, y3: 15, m1: 0.5, m2: 2 } },
].map(({ about, sigma, curve }) => ({
  operation: "sharpen",
  about: `lightness of short L*a*b*, ${about}`,
  args: { in: lab, ...(curve === usual ? {} : { sigma, ...curve }) },
  judge: (results) => expectPicture(pictureIn(results), as("labs", sharpened(lab, sigma, curve))),
}));

const flatStaysFlat = (["uchar", "ushort"] as const).flatMap((format) =>
  [1, 3, 4].map((bands): OperationCase => {
    const max = format === "uchar" ? 255 : 65535;
    const colour = [0.5, 0.5, 0.5, 0.3].slice(0, bands).map((part) => Math.round(part * max));
    const space = (format === "uchar" ? ["b-w", "srgb"] : ["grey16", "rgb16"])[bands === 1 ? 0 : 1] as string;
    const given = as(space, flat(5, 3, colour, format));
    return {
      operation: "sharpen",
      about: `a flat ${space} of ${bands} bands stays as it is, to 1 in 255`,
      args: { in: given },
      judge: (results) => expectPicture(pictureIn(results), given, format === "uchar" ? 1 : 257),
    };
  }),
);

export const edgeCases: readonly OperationCase[] = [
  ...edgeDetectors,
  ...blurs,
  ...blursOfShapes,
  unblurred,
  ...canny,
  ...sharpening,
  ...flatStaysFlat,
];
