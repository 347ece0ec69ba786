/**
 * Resampling written out: means of blocks, kernels laid over them, and samples between pixels.
 * Not here: which operation uses which; that is in the cases.
 * Read next: test/operations/resample/reduce-cases.ts, test/operations/resample/transform-cases.ts.
 */
import type { Picture } from "../case.ts";
import { near } from "../convolution/reference.ts";
import { at, castTo, isInteger, map, paint } from "../pictures.ts";

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** The piecewise cubic of Mitchell and Netravali. */
function cubic(b: number, c: number, x: number): number {
  if (x < 1) return ((12 - 9 * b - 6 * c) * x ** 3 + (12 * b + 6 * c - 18) * x ** 2 + 6 - 2 * b) / 6;
  if (x >= 2) return 0;
  return (-(b + 6 * c) * x ** 3 + (6 * b + 30 * c) * x ** 2 - (12 * b + 48 * c) * x + 8 * b + 24 * c) / 6;
}

/** The pieces of Costella's "magic kernel sharp": up to where, and the polynomial's three factors. */
const magic2013 = [
  [0.5, 17 / 16, 0, -7 / 4],
  [1.5, 7 / 4, -11 / 4, 1],
  [2.5, -25 / 32, 5 / 8, -1 / 8],
];
const magic2021 = [
  [0.5, 577 / 576, 0, -239 / 144],
  [1.5, 239 / 144, -379 / 144, 140 / 144],
  [2.5, -130 / 144, 113 / 144, -24 / 144],
  [3.5, 45 / 144, -27 / 144, 4 / 144],
  [4.5, -81 / 1152, 36 / 1152, -4 / 1152],
];

function pieces(table: readonly (readonly number[])[], x: number): number {
  const [, constant = 0, linear = 0, square = 0] = table.find(([end]) => x < (end as number)) ?? [];
  return constant + linear * x + square * x * x;
}

/** The reach of each kernel, and its weight at a distance from the middle. */
export const kernels = {
  linear: [1, (x: number) => Math.max(0, 1 - x)],
  cubic: [2, (x: number) => cubic(0, 0.5, x)],
  mitchell: [2, (x: number) => cubic(1 / 3, 1 / 3, x)],
  lanczos2: [2, (x: number) => (x < 2 ? sinc(x) * sinc(x / 2) : 0)],
  lanczos3: [3, (x: number) => (x < 3 ? sinc(x) * sinc(x / 3) : 0)],
  mks2013: [2.5, (x: number) => pieces(magic2013, x)],
  mks2021: [4.5, (x: number) => pieces(magic2021, x)],
} as const satisfies Record<string, readonly [number, (x: number) => number]>;
export type Kernel = keyof typeof kernels;

/** Columns become rows. */
export function transposed(given: Picture): Picture {
  return paint([given.height, given.width, given.bands], "double", (x, y, band) => at(given, y, x, band));
}

/** Applies an operation along the rows to the columns. */
export const downward = (given: Picture, f: (given: Picture) => Picture): Picture => transposed(f(transposed(given)));

/** Means of blocks of this many pixels along the rows; the last block repeats the last pixel. */
export function meansOf(given: Picture, length: number, count: number): Picture {
  return paint([count, given.height, given.bands], "double", (x, y, band) => {
    let sum = 0;
    for (let step = 0; step < length; step += 1) sum += near(given, x * length + step, y, band);
    return sum / length;
  });
}

interface Reduction {
  readonly kernel?: Kernel | "nearest";
  /** The minimum factor, relative to the result's size, that the kernel reduces. Means of blocks do the rest. */
  readonly gap?: number;
}

/** Along the rows: the kernel, as wide as the reduction, over the place of each pixel of the result. */
export function reducedAcross(
  given: Picture,
  shrink: number,
  { kernel = "lanczos3", gap = 0 }: Reduction = {},
): Picture {
  const width = Math.floor(given.width / shrink + 0.5);
  const blocks = gap > 0 && kernel !== "nearest" ? Math.max(1, Math.floor(given.width / width / gap)) : 1;
  const source = blocks > 1 ? meansOf(given, blocks, Math.ceil(given.width / blocks)) : given;
  const factor = shrink / blocks;
  if (factor === 1) return source;
  // The excess of the result over the picture, which is split equally between both sides.
  const beyond = (width * shrink - given.width) / blocks;
  return paint([width, given.height, given.bands], "double", (x, y, band) => {
    const middle = (x + 0.5) * factor - 0.5 - beyond / 2;
    if (kernel === "nearest") return near(source, Math.floor(middle + 0.5), y, band);
    const [reach, weigh] = kernels[kernel];
    let [sum, weights] = [0, 0];
    for (let place = Math.ceil(middle - reach * factor); place <= middle + reach * factor; place += 1) {
      const weight = weigh(Math.abs(place - middle) / factor);
      weights += weight;
      sum += weight * near(source, place, y, band);
    }
    return sum / weights;
  });
}

export const reducedDown = (given: Picture, shrink: number, options: Reduction = {}): Picture =>
  downward(given, (turned) => reducedAcross(turned, shrink, options));

/** Down first, then across, as libvips does it. */
export const reduced = (given: Picture, across: number, down: number, options: Reduction = {}): Picture =>
  reducedAcross(reducedDown(given, down, options), across, options);

export type Beyond = "background" | "copy" | "repeat" | "mirror";

/** The sample at a whole place, which may lie outside. */
export function beyondEdge(
  given: Picture,
  x: number,
  y: number,
  band: number,
  beyond: Beyond,
  background: number,
): number {
  const fold = (place: number, size: number): number => {
    if (place >= 0 && place < size) return place;
    if (beyond === "copy") return Math.min(size - 1, Math.max(0, place));
    if (beyond === "repeat") return ((place % size) + size) % size;
    const turn = ((place % (2 * size)) + 2 * size) % (2 * size);
    return turn < size ? turn : 2 * size - 1 - turn;
  };
  const inside = x >= 0 && y >= 0 && x < given.width && y < given.height;
  if (!inside && beyond === "background") return background;
  return at(given, fold(x, given.width), fold(y, given.height), band);
}

export type Interpolator = "nearest" | "bilinear" | "bicubic";

/** The weights of the pixels, starting with the one before a place, by the distance of the place from that one. */
function weightsFor(interpolator: Interpolator, rest: number): readonly (readonly [step: number, weight: number])[] {
  if (interpolator === "nearest") return [[0, 1]];
  if (interpolator === "bilinear")
    return [
      [0, 1 - rest],
      [1, rest],
    ];
  return [-1, 0, 1, 2].map((step) => [step, cubic(0, 0.5, Math.abs(step - rest))] as const);
}

/** The sample at any place. A pixel lies at its whole numbers. libvips' `nearest` uses the pixel before the place. */
export function between(
  place: readonly [x: number, y: number],
  interpolator: Interpolator,
  sampleAt: (x: number, y: number) => number,
): number {
  const [left, top] = [Math.floor(place[0]), Math.floor(place[1])];
  let sum = 0;
  for (const [down, weightDown] of weightsFor(interpolator, place[1] - top)) {
    for (const [across, weight] of weightsFor(interpolator, place[0] - left)) {
      sum += weightDown * weight * sampleAt(left + across, top + down);
    }
  }
  return sum;
}

/**
 * libvips takes the left edge of a result's pixel for its middle. Everything therefore lies half a pixel of the result
 * too far right, even along a side that keeps its size.
 */
export function enlarged(
  source: Picture,
  [across, down]: readonly [number, number],
  interpolator: Interpolator,
): Picture {
  const shift = interpolator === "nearest" ? 0 : 0.5;
  const along = (line: Picture, scale: number): Picture => {
    const width = Math.floor(line.width * scale + 0.5);
    const made = Array.from({ length: width * line.height * line.bands }, (_, index) => {
      const [x, band] = [Math.floor(index / line.bands) % width, index % line.bands];
      const y = Math.floor(index / (line.bands * width));
      return between([x / scale - shift, 0], interpolator, (place) => beyondEdge(line, place, y, band, "copy", 0));
    });
    return { ...line, width, format: "double", data: Float64Array.from(made) };
  };
  return downward(along(source, across), (turned) => along(turned, down));
}

/** Doubles rounded to the nearest whole number of an integer format. */
export const rounded = (given: Picture, format: Picture["format"]): Picture =>
  map(given, (value) => (isInteger(format) ? castTo(Math.floor(value + 0.5), format) : value), format);
