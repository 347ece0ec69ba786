/**
 * Cases of operations on frequencies. The bundled library has no Fourier transform, so only those that need none work.
 * Not here: the masks of frequencies (mask-cases), which need none either.
 * Read next: test/operations/frequency/frequency.test.ts.
 */
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { as, at, expectPicture, flat, noise, paint } from "../pictures.ts";
import { nameOf, type Shape } from "../shapes.ts";

/** Amplitudes as bytes by their logarithms, the largest 255, with frequency 0 in the middle. */
function spectrumOf(given: Picture): Picture {
  const { width, height, bands } = given;
  const parts: Picture = { ...given, bands: 2 * bands, format: "double" };
  const size = (x: number, y: number, band: number): number =>
    Math.log10(1 + Math.hypot(at(parts, x, y, 2 * band), at(parts, x, y, 2 * band + 1)) ** 0.25);
  const sizes = paint([width, height, bands], "double", size);
  const largest = Math.max(...Array.from(sizes.data));
  const [left, top] = [Math.floor(width / 2), Math.floor(height / 2)];
  return paint([width, height, bands], "uchar", (x, y, band) => {
    const moved = at(sizes, (x + width - left) % width, (y + height - top) % height, band);
    return Math.min(255, Math.floor((255 * moved) / largest + 0.5));
  });
}

const shapes: readonly Shape[] = [
  [8, 6, 1],
  [7, 5, 1],
  [7, 5, 2],
];

const spectra = shapes.map((shape): OperationCase => {
  const given = as("fourier", noise(1, ...shape, "complex", { from: -1000, to: 1000 }));
  return {
    operation: "spectrum",
    about: `of complex numbers, which libvips takes for frequencies, ${nameOf(shape)}`,
    args: { in: given },
    judge: (results) => expectPicture(pictureIn(results), spectrumOf(given), 1),
  };
});

const onePixel: OperationCase = {
  operation: "spectrum",
  about: "one pixel, which has no range, is 0",
  args: { in: as("fourier", noise(1, 1, 1, 1, "complex")) },
  judge: (results) => expectPicture(pictureIn(results), flat(1, 1, [0])),
};

const real = noise(2, 8, 6, 1, "uchar");
const frequencies = as("fourier", noise(3, 8, 6, 1, "complex"));
const mask = paint([8, 6, 1], "float", (x) => (x < 4 ? 1 : 0));

/**
 * Missing: the transform of real numbers (and of doubles, even complex ones), and the inverse transform of frequencies.
 */
const missing = [
  { operation: "spectrum", args: { in: real }, needs: "fwfft" },
  { operation: "spectrum", args: { in: noise(4, 8, 6, 1, "dpcomplex") }, needs: "fwfft" },
  { operation: "freqmult", args: { in: real, mask }, needs: "fwfft" },
  { operation: "freqmult", args: { in: frequencies, mask }, needs: "invfft" },
  { operation: "phasecor", args: { in: real, in2: real }, needs: "fwfft" },
  { operation: "phasecor", args: { in: frequencies, in2: frequencies }, needs: "invfft" },
].map(
  ({ operation, args, needs }): OperationCase => ({
    operation,
    about: `says that the library has no ${needs}`,
    args,
    fails: `class "${needs}" not found`,
    judge: () => {},
  }),
);

/** Cases that work with any library. */
export const spectrumCases: readonly OperationCase[] = [...spectra, onePixel];
/** Cases that fail with the bundled library. */
export const missingTransformCases: readonly OperationCase[] = missing;
