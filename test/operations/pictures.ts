/**
 * Small pictures that are the same every time, pictures computed from others, and the comparison of two.
 * Not here: libvips; the expected results are computed here without it.
 * Read next: test/operations/case.ts.
 */
import { isComplex, type PixelFormat, pixelFormats, sampleBytes, samplesFrom } from "../../src/core/pixel-format.ts";
import { seededRandom } from "../codec/seeded-random.ts";
import type { Picture } from "./case.ts";

export { isComplex };

export const integerFormats = ["uchar", "char", "ushort", "short", "uint", "int"] as const;
export const realFormats = [...integerFormats, "float", "double"] as const;
export const complexFormats = ["complex", "dpcomplex"] as const;
export const allFormats: readonly PixelFormat[] = pixelFormats;

export const isInteger = (format: PixelFormat): boolean => (integerFormats as readonly string[]).includes(format);

/** The smallest and the largest number of an integer format. */
export function limitsOf(format: PixelFormat): readonly [lowest: number, highest: number] {
  if (!isInteger(format)) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const bits = sampleBytes(format) * 8;
  return format.startsWith("u") ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
}

/** A number after a cast to this format: a fraction is cut off, and a number outside the range becomes its limit. */
export function castTo(value: number, format: PixelFormat): number {
  const [lowest, highest] = limitsOf(format);
  if (isInteger(format)) return Math.min(highest, Math.max(lowest, Math.trunc(value)));
  return format === "float" || format === "complex" ? Math.fround(value) : value;
}

/** A whole number with too many bits in an integer format: only its low bits remain. */
export function lowBits(value: number, format: PixelFormat): number {
  const [lowest, highest] = limitsOf(format);
  const whole = Number(BigInt.asUintN(sampleBytes(format) * 8, BigInt(Math.trunc(value))));
  return whole > highest ? whole + 2 * lowest : whole;
}

/**
 * A picture with these numbers; a complex sample takes two.
 * @throws {Error} when there are too few or too many, or one that an integer format cannot hold.
 */
export function picture(
  [width, height, bands]: readonly [width: number, height: number, bands: number],
  format: PixelFormat,
  numbers: ArrayLike<number>,
  interpretation?: string,
): Picture {
  const length = width * height * bands * (isComplex(format) ? 2 : 1);
  if (numbers.length !== length) throw new Error(`${numbers.length} numbers where ${length} are needed`);
  const data = samplesFrom(format, new Uint8Array(width * height * bands * sampleBytes(format)));
  data.set(numbers);
  if (isInteger(format)) {
    for (let at = 0; at < length; at += 1) {
      if (data[at] !== numbers[at]) throw new Error(`a sample of ${format} cannot be ${numbers[at]}`);
    }
  }
  return { width, height, bands, format, interpretation, data };
}

/** A picture computed sample by sample. For a complex format only the real part is set. */
export function paint(
  [width, height, bands]: readonly [width: number, height: number, bands: number],
  format: PixelFormat,
  sampleAt: (x: number, y: number, band: number) => number,
  interpretation?: string,
): Picture {
  const step = isComplex(format) ? 2 : 1;
  const numbers = new Float64Array(width * height * bands * step);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let band = 0; band < bands; band += 1, at += step) numbers[at] = sampleAt(x, y, band);
    }
  }
  return picture([width, height, bands], format, numbers, interpretation);
}

/** One colour everywhere. */
export function flat(width: number, height: number, colour: readonly number[], format: PixelFormat = "uchar"): Picture {
  return paint([width, height, colour.length], format, (_x, _y, band) => colour[band] as number);
}

/** The range of a picture's numbers: whole ones for an integer format, also fractions for the others. */
export interface NumberRange {
  readonly from?: number;
  readonly to?: number;
}

function rangeOf(format: PixelFormat, { from, to }: NumberRange): readonly [number, number] {
  const [lowest, highest] = limitsOf(format);
  const max = 100_000;
  return [from ?? Math.max(lowest, -max), to ?? Math.min(highest, max)];
}

function filled(
  [width, height, bands]: readonly [width: number, height: number, bands: number],
  format: PixelFormat,
  range: NumberRange,
  fractionOf: (index: number, count: number) => number,
): Picture {
  const [from, to] = rangeOf(format, range);
  const count = width * height * bands * (isComplex(format) ? 2 : 1);
  const numbers = Float64Array.from({ length: count }, (_, index) => {
    const value = from + (to - from) * fractionOf(index, count);
    return isInteger(format) ? Math.round(value) : value;
  });
  return picture([width, height, bands], format, numbers);
}

/**
 * Numbers that rise from the first sample to the last in equal steps; without a range, from the format's lowest to its
 * highest, though never further from 0 than 100 000.
 */
export function ramp(
  width: number,
  height: number,
  bands: number,
  format: PixelFormat,
  range: NumberRange = {},
): Picture {
  return filled([width, height, bands], format, range, (index, count) => (count === 1 ? 1 : index / (count - 1)));
}

/** Random numbers, with the same range as {@link ramp}; same seed, same picture. */
export function noise(
  seed: number,
  width: number,
  height: number,
  bands: number,
  format: PixelFormat,
  range: NumberRange = {},
): Picture {
  const random = seededRandom(seed);
  return filled([width, height, bands], format, range, () => random());
}

/** The same samples with another interpretation, such as `srgb`. */
export function as(interpretation: string, { ...given }: Picture): Picture {
  return { ...given, interpretation };
}

/** The sample at a place; for a complex format its real part. */
export function at({ width, bands, format, data }: Picture, x: number, y: number, band = 0): number {
  return data[((y * width + x) * bands + band) * (isComplex(format) ? 2 : 1)] as number;
}

/** Applies a function to each number of a picture; the two numbers of a complex sample come one after the other. */
export function map(given: Picture, f: (value: number, band: number) => number, format = given.format): Picture {
  const step = isComplex(given.format) ? 2 : 1;
  const numbers = Float64Array.from(given.data, (value, index) => f(value, Math.floor(index / step) % given.bands));
  return picture([given.width, given.height, given.bands], format, numbers);
}

/** Combines the numbers of two pictures of the same shape. */
export function mapPair(a: Picture, b: Picture, f: (a: number, b: number) => number, format = a.format): Picture {
  const numbers = Float64Array.from(a.data, (value, index) => f(value, b.data[index] as number));
  return picture([a.width, a.height, a.bands], format, numbers);
}

/** Applies a function to each pixel, which may change the number of bands; for real formats only. */
export function mapPixels(
  given: Picture,
  f: (pixel: readonly number[], x: number, y: number) => readonly number[],
  format = given.format,
): Picture {
  const { width, height } = given;
  const numbers = pixelsOf(given).flatMap((pixel, index) => f(pixel, index % width, Math.floor(index / width)));
  return picture([width, height, numbers.length / (width * height)], format, numbers);
}

/** The pixels as arrays of their numbers, row by row. */
export function pixelsOf({ width, height, bands, format, data }: Picture): number[][] {
  const step = bands * (isComplex(format) ? 2 : 1);
  return Array.from({ length: width * height }, (_, index) => Array.from(data.slice(index * step, (index + 1) * step)));
}

/** Applies a function to each band's samples, from first to last. */
export function perBand<T>(given: Picture, f: (samples: readonly number[], band: number) => T): T[] {
  const pixels = pixelsOf(given);
  return Array.from({ length: given.bands }, (_, band) =>
    f(
      pixels.map((pixel) => pixel[band] as number),
      band,
    ),
  );
}

/** The allowed difference of two numbers: a distance, or a fraction of the expected number plus a distance. */
export type Tolerance = number | { readonly relative: number; readonly absolute?: number };

/**
 * Compares shape, format and samples, and the interpretation if one is expected.
 * @throws {Error} with the place of the first difference, and the number of differences.
 */
export function expectPicture(actual: Picture, expected: Picture, tolerance: Tolerance = 0): void {
  const [got, wanted] = [describeShape(actual, expected), describeShape(expected, expected)];
  if (got !== wanted) throw new Error(`the picture is ${got}, expected ${wanted}`);
  const { relative, absolute = 0 } = typeof tolerance === "number" ? { relative: 0, absolute: tolerance } : tolerance;
  let [first, differing, furthest] = [-1, 0, 0];
  for (let index = 0; index < expected.data.length; index += 1) {
    const [a, b] = [actual.data[index] as number, expected.data[index] as number];
    if (Object.is(a, b) || Math.abs(a - b) <= absolute + relative * Math.abs(b)) continue;
    if (first < 0) first = index;
    differing += 1;
    furthest = Math.max(furthest, Math.abs(a - b));
  }
  if (first < 0) return;
  const [a, b] = [actual.data[first], expected.data[first]];
  const rest = `${differing} of ${expected.data.length} numbers differ, by up to ${furthest}`;
  throw new Error(`${placeOf(first, expected)} is ${a}, expected ${b}; ${rest}`);
}

function describeShape({ width, height, bands, format, interpretation }: Picture, like: Picture): string {
  const words = `${width} x ${height} x ${bands} ${format}`;
  return like.interpretation === undefined ? words : `${words} ${interpretation}`;
}

function placeOf(index: number, { width, bands, format }: Picture): string {
  const sample = isComplex(format) ? Math.floor(index / 2) : index;
  const pixel = Math.floor(sample / bands);
  const part = isComplex(format) ? [", real part", ", imaginary part"][index % 2] : "";
  return `x ${pixel % width}, y ${Math.floor(pixel / width)}, band ${sample % bands}${part}`;
}
