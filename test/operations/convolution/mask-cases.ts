/**
 * Cases of the masks that filter frequencies: ideal, Gaussian and Butterworth's, by distance, ring and band.
 * Not here: using them (frequency.test.ts), or masks of a convolution (table-cases).
 * Read next: test/operations/create/create.test.ts.
 */
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { expectPicture, paint } from "../pictures.ts";

/** The filter's value at a frequency; 1 is the highest frequency of a picture along a side. */
type Response = (dx: number, dy: number) => number;

interface Options {
  /** Whether the filter is inverted. */
  readonly reject?: boolean;
  /** Whether frequency 0 lies in the middle instead of at the top left. */
  readonly optical?: boolean;
  /** Whether frequency 0 has the filter's value instead of 1. */
  readonly nodc?: boolean;
  readonly uchar?: boolean;
}

const half = (size: number): number => Math.max(1, Math.floor(size / 2));

function filter([width, height]: readonly [number, number], response: Response, options: Options): Picture {
  const valueAt = (x: number, y: number): number => {
    const across = (options.optical ? x : (x + half(width)) % width) - half(width);
    const down = (options.optical ? y : (y + half(height)) % height) - half(height);
    if (across === 0 && down === 0 && !options.nodc) return 1;
    const passed = response(across / half(width), down / half(height));
    return options.reject ? 1 - passed : passed;
  };
  if (!options.uchar) return paint([width, height, 1], "float", valueAt, "fourier");
  return paint([width, height, 1], "uchar", (x, y) => Math.trunc(255 * Math.fround(valueAt(x, y))), "multiband");
}

interface Filter {
  readonly operation: string;
  readonly args: Readonly<Record<string, number>>;
  readonly response: Response;
}

const [fc, ac, order, ring, radius, fcx, fcy] = [0.5, 0.4, 2, 0.3, 0.25, 0.3, 0.6];
const square = (dx: number, dy: number): number => dx * dx + dy * dy;
const distance = Math.hypot;
/** Both ends of a band: its place, and the one opposite. */
const ends = (dx: number, dy: number): readonly [number, number] => [
  square(dx - fcx, dy - fcy) / radius ** 2,
  square(dx + fcx, dy + fcy) / radius ** 2,
];
const falloff = (value: number): number => 1 / (1 + (1 / ac - 1) * value ** order);
const bell = (value: number): number => Math.exp(Math.log(ac) * value);
/** The distance of the other end of a band. In the middle of each end, both together are 1. */
const apart = (4 * square(fcx, fcy)) / radius ** 2;
const pair = (shape: (value: number) => number): Response => {
  const max = 1 + shape(apart);
  return (dx, dy) => ends(dx, dy).reduce((sum, end) => sum + shape(end), 0) / max;
};
const aroundRing = (dx: number, dy: number): number => ((distance(dx, dy) - fc) / (ring / 2)) ** 2;

const band = { frequency_cutoff_x: fcx, frequency_cutoff_y: fcy, radius };
const byDistance = { frequency_cutoff: fc };
const byRing = { ...byDistance, ringwidth: ring };
const ample = { amplitude_cutoff: ac };

/** All filters except bands and rings let high frequencies pass. */
const filters: readonly Filter[] = [
  {
    operation: "mask_ideal",
    args: byDistance,
    response: (dx, dy) => (square(dx, dy) <= fc * fc ? 0 : 1),
  },
  {
    operation: "mask_ideal_ring",
    args: byRing,
    response: (dx, dy) => (Math.abs(distance(dx, dy) - fc) < ring / 2 ? 1 : 0),
  },
  {
    operation: "mask_ideal_band",
    args: band,
    response: (dx, dy) => (ends(dx, dy).some((end) => end < 1) ? 1 : 0),
  },
  {
    operation: "mask_gaussian",
    args: { ...byDistance, ...ample },
    response: (dx, dy) => 1 - bell(square(dx, dy) / fc ** 2),
  },
  {
    operation: "mask_gaussian_ring",
    args: { ...byRing, ...ample },
    response: (dx, dy) => bell(aroundRing(dx, dy)),
  },
  { operation: "mask_gaussian_band", args: { ...band, ...ample }, response: pair(bell) },
  {
    operation: "mask_butterworth",
    args: { ...byDistance, ...ample, order },
    response: (dx, dy) => 1 / (1 + (1 / ac - 1) * (fc ** 2 / square(dx, dy)) ** order),
  },
  {
    operation: "mask_butterworth_ring",
    args: { ...byRing, ...ample, order },
    response: (dx, dy) => falloff(aroundRing(dx, dy)),
  },
  { operation: "mask_butterworth_band", args: { ...band, ...ample, order }, response: pair(falloff) },
  {
    operation: "mask_fractal",
    args: { fractal_dimension: 2.4 },
    response: (dx, dy) => square(dx, dy) ** ((2.4 - 4) / 2),
  },
];

const variants: readonly { readonly name: string; readonly options: Options }[] = [
  { name: "as it is", options: {} },
  { name: "with frequency 0 in the middle", options: { optical: true } },
  { name: "the other way round", options: { reject: true } },
  { name: "with frequency 0 filtered too", options: { nodc: true } },
  { name: "all at once", options: { nodc: true, reject: true, optical: true } },
  { name: "as bytes, which are no longer said to be of frequencies", options: { uchar: true } },
];

const sizes = [
  [1, 1],
  [7, 5],
  [8, 6],
] as const;

/** A fractal is infinite at frequency 0, so it is tested only without that frequency. */
const defined = ({ operation }: Filter, { nodc, uchar }: Options): boolean =>
  operation !== "mask_fractal" || (nodc !== true && uchar !== true);

export const maskCases: readonly OperationCase[] = filters.flatMap((one) =>
  variants
    .filter(({ options }) => defined(one, options))
    .flatMap(({ name, options }) =>
      sizes.map(
        (size): OperationCase => ({
          operation: one.operation,
          about: `${name}, ${size.join(" x ")}`,
          args: { width: size[0], height: size[1], ...one.args, ...options },
          judge: (results) => {
            const expected = filter(size, one.response, options);
            expectPicture(pictureIn(results), expected, options.uchar ? 1 : { relative: 1e-5, absolute: 1e-6 });
          },
        }),
      ),
    ),
);
