/**
 * Canny's method written out: the gradient of each 2 x 2 square, and its thinning along itself.
 * Not here: the blur before it (convolution-reference).
 * Read next: test/operations/convolution/edge-cases.ts.
 */
import type { Picture } from "../case.ts";
import { at, castTo, map, mapPair, paint } from "../pictures.ts";
import { correlate, near, type Rows, turnedBy90 } from "./reference.ts";

const rightward: Rows = [
  [-1, 1],
  [-1, 1],
];

interface Gradient {
  /** The square of its length, scaled to bytes. */
  readonly size: Picture;
  /** A whole turn is 256: 0 up, 64 left, 128 down, 192 right, from dark to bright. */
  readonly angle: Picture;
}

/** In floating point. */
export function cannyOfNumbers(given: Picture): Picture {
  const [across, down] = [correlate(given, rightward), correlate(given, turnedBy90(rightward))];
  const size = mapPair(across, down, (gx, gy) => (gx * gx + gy * gy + 256) / 512);
  const angle = mapPair(across, down, (gx, gy) => 256 * ((Math.atan2(gx, gy) / (2 * Math.PI) + 1) % 1));
  return thinned({ size, angle }, (value) => value);
}

/** In bytes: the angle is that of the highest 4 bits of both directions. */
export function cannyOfBytes(given: Picture): Picture {
  const byte = (picture: Picture): Picture => map(picture, (sum) => castTo(sum + 128, "uchar") - 128);
  const across = byte(correlate(given, rightward));
  const down = byte(correlate(given, turnedBy90(rightward)));
  const size = mapPair(across, down, (gx, gy) => (gx * gx + gy * gy + 256) >> 9, "uchar");
  const angle = mapPair(
    across,
    down,
    (gx, gy) => Math.trunc(256 * (Math.atan2(gx >> 4, gy >> 4) / (2 * Math.PI) + 1)) & 255,
    "uchar",
  );
  return thinned({ size, angle }, Math.trunc);
}

/** The eight neighbours, from the one above leftward round. */
const neighbours = [
  [0, -1],
  [-1, -1],
  [-1, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
  [1, 0],
  [1, -1],
] as const;

/** Keeps a length if it is greater than the one before it and not less than the one behind it, along its angle. */
function thinned({ size, angle }: Gradient, rounded: (value: number) => number): Picture {
  return paint([size.width, size.height, size.bands], size.format, (x, y, band) => {
    const here = at(size, x, y, band);
    const direction = at(angle, x, y, band) / 32;
    const first = Math.floor(direction) & 7;
    const rest = at(angle, x, y, band) - first * 32;
    const neighbour = (step: number): number => {
      const [dx, dy] = neighbours[step & 7] as readonly [number, number];
      return near(size, x + dx, y + dy, band);
    };
    const between = (step: number): number =>
      rounded((neighbour(step) * (32 - rest) + neighbour(step + 1) * rest) / 32);
    return here <= between(first) || here < between(first + 4) ? 0 : here;
  });
}
