/**
 * Cases of equalising by the histogram, or by the mean and deviation, of each pixel's neighbourhood.
 * Not here: histograms of whole pictures (lookup-cases).
 * Read next: test/operations/convolution/reference.ts.
 */
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { near } from "../convolution/reference.ts";
import { at, expectPicture, noise, paint } from "../pictures.ts";
import { nameOf, shapes } from "../shapes.ts";

const windows = [
  [1, 1],
  [3, 3],
  [5, 3],
  [3, 5],
  [4, 2],
] as const;

/** A place beyond the edge, mirrored back: the edge's own pixel comes twice. */
function mirrored(place: number, size: number): number {
  const turn = ((place % (2 * size)) + 2 * size) % (2 * size);
  return turn < size ? turn : 2 * size - 1 - turn;
}

function window(
  [width, height]: readonly [number, number],
  [x, y]: readonly [number, number],
  sampleAt: (x: number, y: number) => number,
): number[] {
  return Array.from({ length: width * height }, (_, index) =>
    sampleAt(x + (index % width) - Math.floor(width / 2), y + Math.floor(index / width) - Math.floor(height / 2)),
  );
}

/** The fraction of a window that is not brighter. With a slope, the excess of one value is spread over all. */
function localShare(samples: readonly number[], value: number, slope: number): number {
  const counts = new Array<number>(256).fill(0);
  for (const sample of samples) counts[sample] = (counts[sample] as number) + 1;
  const kept = counts.map((count) => (slope > 0 ? Math.min(count, slope) : count));
  const over = samples.length - kept.reduce((sum, count) => sum + count, 0);
  const upTo = kept.slice(0, value + 1).reduce((sum, count) => sum + count, 0);
  return Math.trunc((255 * (upTo + Math.trunc(((value + 1) * over) / 256))) / samples.length);
}

const localCases = windows.flatMap((size) =>
  shapes
    .filter(([width, height]) => width >= size[0] && height >= size[1])
    .flatMap((shape) =>
      [0, 1, 3].map((slope): OperationCase => {
        // Few values, so that some are in a window more than once.
        const given = noise(1, ...shape, "uchar", { from: 90, to: 96 });
        const expected = paint(shape, "uchar", (x, y, band) => {
          const sampleAt = (i: number, j: number): number =>
            at(given, mirrored(i, given.width), mirrored(j, given.height), band);
          return localShare(window(size, [x, y], sampleAt), at(given, x, y, band), slope);
        });
        return {
          operation: "hist_local",
          about: `by a window of ${size.join(" x ")}, ${slope === 0 ? "without a limit" : `slope ${slope}`}, ${nameOf(shape)}`,
          args: { in: given, width: size[0], height: size[1], ...(slope > 0 && { max_slope: slope }) },
          judge: (results) => expectPicture(pictureIn(results), expected),
        };
      }),
    ),
);

interface Wanted {
  /** The target mean, and its weight. */
  readonly m0: number;
  readonly a: number;
  /** The target deviation, and its weight. */
  readonly s0: number;
  readonly b: number;
}

const usual: Wanted = { m0: 128, a: 0.5, s0: 50, b: 0.5 };

/** a m0 + (1 - a) mean + (sample - mean) b s0 / (s0 + b deviation), rounded. The sample comes from `sampleAt`. */
function differenced(
  given: Picture,
  size: readonly [number, number],
  { m0, a, s0, b }: Wanted,
  sampleAt: (x: number, y: number, band: number) => number,
): Picture {
  return paint([given.width, given.height, given.bands], "uchar", (x, y, band) => {
    const samples = window(size, [x, y], (i, j) => near(given, i, j, band));
    const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
    const variance = samples.reduce((sum, value) => sum + value * value, 0) / samples.length - mean * mean;
    const gain = (b * s0) / (s0 + b * Math.sqrt(Math.max(0, variance)));
    const value = a * m0 + (1 - a) * mean + (sampleAt(x, y, band) - mean) * gain;
    return Math.min(255, Math.max(0, Math.floor(value + 0.5)));
  });
}

const differences = windows.flatMap((size) =>
  shapes
    .filter(([width, height]) => width >= size[0] && height >= size[1])
    .flatMap((shape) =>
      [usual, { m0: 100, a: 0.3, s0: 60, b: 1.5 }].map((wanted): OperationCase => {
        const given = noise(2, ...shape, "uchar", { from: 50, to: 200 });
        const many = shape[2] > 1 && size[0] > 1;
        // libvips 8.18 finds the middle of the window as if every picture had one band.
        const left = Math.floor(size[0] / 2);
        const misplaced = (x: number, y: number, band: number): number =>
          near(given, x - left + Math.floor((band + left) / shape[2]), y, (band + left) % shape[2]);
        const own = (x: number, y: number, band: number): number => at(given, x, y, band);
        return {
          operation: "stdif",
          about: `by a window of ${size.join(" x ")}, ${wanted === usual ? "as usual" : "all given"}, ${nameOf(shape)}${
            many ? ": libvips 8.18 takes a neighbouring sample for the middle one" : ""
          }`,
          args: { in: given, width: size[0], height: size[1], ...(wanted === usual ? {} : wanted) },
          judge: (results) =>
            expectPicture(pictureIn(results), differenced(given, size, wanted, many ? misplaced : own)),
        };
      }),
    ),
);

const refusals = (["hist_local", "stdif"] as const).flatMap((operation): OperationCase[] => [
  {
    operation,
    about: "refuses a window larger than the picture",
    args: { in: noise(3, 7, 5, 1, "uchar"), width: 8, height: 3 },
    fails: "window too large",
    judge: () => {},
  },
  {
    operation,
    about: "refuses anything but bytes",
    args: { in: noise(3, 7, 5, 1, "ushort"), width: 3, height: 3 },
    fails: "VIPS_FORMAT_UCHAR",
    judge: () => {},
  },
]);

export const neighbourhoodCases: readonly OperationCase[] = [...localCases, ...differences, ...refusals];
