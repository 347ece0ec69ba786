/**
 * Convolution written out: a mask laid over every pixel, and the masks that operations make for themselves.
 * Not here: libvips, or additional steps of an operation (the case files).
 * Read next: test/operations/convolution/cases.ts.
 */
import type { PixelFormat } from "../../../src/core/pixel-format.ts";
import type { Picture } from "../case.ts";
import { at, castTo, isInteger, map, paint, picture } from "../pictures.ts";

export type Rows = readonly (readonly number[])[];

/** A mask as an argument of an operation: libvips' scale is then 1 and its offset 0. */
export function maskOf(rows: Rows): Picture {
  return picture([widthOf(rows), rows.length, 1], "double", rows.flat(), "matrix");
}

export const widthOf = (rows: Rows): number => rows[0]?.length ?? 0;
export const sumOf = (rows: Rows): number => rows.flat().reduce((sum, value) => sum + value, 0);

/** The sample at a place; outside, the nearest one inside. */
export function near(given: Picture, x: number, y: number, band: number): number {
  const clamp = (value: number, max: number): number => Math.min(max, Math.max(0, value));
  return at(given, clamp(x, given.width - 1), clamp(y, given.height - 1), band);
}

/**
 * The sum of each pixel's neighbourhood by the mask's weights, as doubles. The mask is not rotated. Its middle is the
 * pixel at half its size, rounded down. Outside the picture the nearest pixel inside counts.
 */
export function correlate(given: Picture, rows: Rows): Picture {
  const [left, above] = [Math.floor(widthOf(rows) / 2), Math.floor(rows.length / 2)];
  return paint([given.width, given.height, given.bands], "double", (x, y, band) => {
    let sum = 0;
    rows.forEach((row, j) => {
      row.forEach((weight, i) => {
        sum += weight * near(given, x + i - left, y + j - above, band);
      });
    });
    return sum;
  });
}

/** A mask of one row, along the rows and then along the columns. */
export function correlateBothWays(given: Picture, row: readonly number[]): Picture {
  return correlate(
    correlate(given, [row]),
    row.map((weight) => [weight]),
  );
}

/** Casts doubles to a format: fractions are cut off, and numbers outside the range become its limit. */
export function castAll(given: Picture, format: PixelFormat): Picture {
  return map(given, (value) => castTo(value, format), format);
}

/** Divides a sum like libvips divides whole numbers: half of the divisor is added, then the fraction is cut off. */
export function divided(given: Picture, divisor: number, format: PixelFormat): Picture {
  const half = Math.floor((divisor + 1) / 2);
  const whole = isInteger(format) && divisor !== 1;
  return map(given, (value) => castTo(whole ? (value + half) / divisor : value / divisor, format), format);
}

/** One row of the Gaussian for a blur, as long as it is above `least`. Whole numbers of 20 at most, unless exact. */
export function gaussianRow(sigma: number, min: number, exact: boolean): number[] {
  let reach = 0;
  while (Math.exp(-((reach + 1) ** 2) / (2 * sigma ** 2)) >= min) reach += 1;
  return Array.from({ length: 2 * reach + 1 }, (_, index) => {
    const value = Math.exp(-((index - reach) ** 2) / (2 * sigma ** 2));
    return exact ? value : Math.round(20 * value);
  });
}

/** A blur in floating point, like libvips with the precision `float`. */
export function exactBlur(given: Picture, sigma: number, min = 0.2): Picture {
  const row = gaussianRow(sigma, min, true);
  return map(correlateBothWays(given, row), (value) => value / sumOf([row]) ** 2, "double");
}

/** A blur in whole numbers, each pass rounded to the picture's format. */
export function wholeBlur(given: Picture, sigma: number, min = 0.2): Picture {
  const row = gaussianRow(sigma, min, false);
  const once = divided(correlate(given, [row]), sumOf([row]), given.format);
  const column = row.map((weight) => [weight]);
  return divided(correlate(once, column), sumOf(column), given.format);
}

/** A mask of 3 x 3 rotated by 45 degrees, clockwise: the numbers around its middle move on by one. */
export function turnedBy45(rows: Rows): number[][] {
  const round = [
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 2],
    [2, 2],
    [2, 1],
    [2, 0],
    [1, 0],
  ] as const;
  const turned = rows.map((row) => [...row]);
  round.forEach(([row, column], index) => {
    const [fromRow, fromColumn] = round[(index + 7) % 8] as readonly [number, number];
    (turned[row] as number[])[column] = rows[fromRow]?.[fromColumn] as number;
  });
  return turned;
}

/** A mask rotated by 90 degrees, clockwise. */
export function turnedBy90(rows: Rows): number[][] {
  return Array.from({ length: widthOf(rows) }, (_, column) => rows.map((row) => row[column] as number).reverse());
}
