/**
 * Pictures with the pixels of another picture in other places, in every format without loss.
 * Not here: pixels that are computed (pictures).
 * Read next: test/operations/pictures.ts.
 */
import type { Picture } from "./case.ts";
import { isComplex, picture } from "./pictures.ts";

export type Place = readonly [x: number, y: number];

/** All numbers of a pixel: one per band, two for a complex format. */
export function pixelAt({ width, bands, format, data }: Picture, x: number, y: number): readonly number[] {
  const step = bands * (isComplex(format) ? 2 : 1);
  const from = (y * width + x) * step;
  return Array.from(data.subarray(from, from + step));
}

/** A picture of pixels given by their place. The first pixel decides the number of bands. */
export function ofPixels(
  width: number,
  height: number,
  format: Picture["format"],
  pixelAtPlace: (x: number, y: number) => readonly number[],
): Picture {
  const numbers: number[] = [];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) numbers.push(...pixelAtPlace(x, y));
  }
  const bands = numbers.length / (width * height * (isComplex(format) ? 2 : 1));
  return picture([width, height, bands], format, numbers);
}

/** A picture whose pixels come from other places of `given`. A pixel without a place is `empty`. */
export function rearranged(
  given: Picture,
  [width, height]: readonly [width: number, height: number],
  placeOf: (x: number, y: number) => Place | undefined,
  empty: readonly number[] = pixelAt(given, 0, 0).map(() => 0),
): Picture {
  return ofPixels(width, height, given.format, (x, y) => {
    const place = placeOf(x, y);
    return place === undefined ? empty : pixelAt(given, ...place);
  });
}

/** The place itself if it lies in a picture. */
export function within({ width, height }: Picture, x: number, y: number): Place | undefined {
  return x >= 0 && y >= 0 && x < width && y < height ? [x, y] : undefined;
}

/** The remainder that is never negative. */
export const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;
