/**
 * Cases of random pictures: their range, mean and spread, and that a seed repeats them.
 * Not here: pictures whose every pixel is known (pattern-cases).
 * Read next: test/operations/create/create.test.ts.
 */
import { expect } from "vitest";
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { at, map, paint } from "../pictures.ts";
import { runCase } from "../run-case.ts";

interface Spread {
  readonly mean: number;
  readonly deviation: number;
  readonly min: number;
  readonly max: number;
  /** The fraction of all samples within one deviation of the mean. */
  readonly withinOne: number;
}

function spreadOf({ data }: Picture): Spread {
  const values = Array.from(data);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const withinOne = values.filter((value) => Math.abs(value - mean) <= deviation).length / values.length;
  return { mean, deviation, min: Math.min(...values), max: Math.max(...values), withinOne };
}

/** Expects the same picture for the same seed, and a different one for another seed. */
async function expectSeeded(operation: string, args: OperationCase["args"], made: Picture): Promise<void> {
  const again = pictureIn(await runCase({ operation, args }));
  expect(again.data).toEqual(made.data);
  const other = pictureIn(await runCase({ operation, args: { ...args, seed: (args["seed"] as number) + 1 } }));
  expect(other.data).not.toEqual(made.data);
}

const gaussian = [
  { name: "as usual", options: {}, mean: 128, sigma: 30 },
  { name: "mean 5, sigma 2", options: { mean: 5, sigma: 2 }, mean: 5, sigma: 2 },
  { name: "mean -1000, sigma 0.5", options: { mean: -1000, sigma: 0.5 }, mean: -1000, sigma: 0.5 },
].map(({ name, options, mean, sigma }): OperationCase => {
  const args = { width: 101, height: 99, seed: 7, ...options };
  return {
    operation: "gaussnoise",
    about: `${name}: mean and deviation within four standard errors, and as many near as there should be`,
    args,
    judge: async (results) => {
      const made = pictureIn(results);
      expect([made.width, made.height, made.bands, made.format]).toEqual([101, 99, 1, "float"]);
      const found = spreadOf(made);
      const error = sigma / Math.sqrt(101 * 99);
      expect(Math.abs(found.mean - mean)).toBeLessThan(4 * error);
      expect(Math.abs(found.deviation - sigma)).toBeLessThan((4 * error) / Math.SQRT2);
      expect(found.withinOne).toBeGreaterThan(0.66);
      expect(found.withinOne).toBeLessThan(0.71);
      await expectSeeded("gaussnoise", args, made);
    },
  };
});

const onePixel = ["gaussnoise", "perlin", "worley"].map(
  (operation): OperationCase => ({
    operation,
    about: "one pixel",
    args: { width: 1, height: 1, seed: 3 },
    judge: (results) => {
      const { width, height, bands, format, data } = pictureIn(results);
      expect([width, height, bands, format, data.length]).toEqual([1, 1, 1, "float", 1]);
    },
  }),
);

const perlin = [4, 16].map((cell): OperationCase => {
  const args = { width: 131, height: 97, cell_size: cell, seed: 7 };
  return {
    operation: "perlin",
    about: `cells of ${cell}: 0 at every corner of a cell, smooth between, round 0 within -1 and 1`,
    args,
    judge: async (results) => {
      const made = pictureIn(results);
      expect([made.width, made.height, made.bands, made.format]).toEqual([131, 97, 1, "float"]);
      const corners = paint([9, 7, 1], "float", (x, y) => at(made, x * cell, y * cell));
      expect(spreadOf(map(corners, Math.abs)).max).toBeLessThan(1e-6);
      const { mean, deviation, min, max } = spreadOf(made);
      expect(Math.abs(mean)).toBeLessThan(0.1);
      expect(deviation).toBeGreaterThan(0.1);
      expect([min, max].every((value) => Math.abs(value) <= 1)).toBe(true);
      expect(steepest(made)).toBeLessThan(3 / cell);
      await expectSeeded("perlin", args, made);
    },
  };
});

const perlinBytes: OperationCase = {
  operation: "perlin",
  about: "as bytes: 127.5 more of what is 127.5 times as large",
  args: { width: 31, height: 33, cell_size: 8, seed: 9, uchar: true },
  judge: async (results) => {
    const bytes = pictureIn(results);
    const args = { width: 31, height: 33, cell_size: 8, seed: 9 };
    const numbers = pictureIn(await runCase({ operation: "perlin", args }));
    expect(bytes.format).toBe("uchar");
    expect(
      Math.max(
        ...Array.from(numbers.data, (value, index) => Math.abs(127.5 * (value + 1) - (bytes.data[index] as number))),
      ),
    ).toBeLessThan(1);
  },
};

/** The largest difference of neighbours. */
function steepest(made: Picture): number {
  let largest = 0;
  for (let y = 0; y < made.height; y += 1) {
    for (let x = 0; x < made.width; x += 1) {
      if (x > 0) largest = Math.max(largest, Math.abs(at(made, x, y) - at(made, x - 1, y)));
      if (y > 0) largest = Math.max(largest, Math.abs(at(made, x, y) - at(made, x, y - 1)));
    }
  }
  return largest;
}

const worley = [4, 16].map((cell): OperationCase => {
  const args = { width: 131, height: 97, cell_size: cell, seed: 7 };
  return {
    operation: "worley",
    about: `cells of ${cell}: distances to points, so their squares are whole, and neighbours differ by 1 at most`,
    args,
    judge: async (results) => {
      const made = pictureIn(results);
      expect([made.width, made.height, made.bands, made.format]).toEqual([131, 97, 1, "float"]);
      const broken = Array.from(made.data).filter((value) => Math.abs(value ** 2 - Math.round(value ** 2)) >= 0.01);
      expect(broken).toEqual([]);
      expect(steepest(made)).toBeLessThanOrEqual(1 + 1e-5);
      const { min, max } = spreadOf(made);
      expect(min).toBe(0);
      expect(max).toBeGreaterThan(cell / 2);
      expect(max).toBeLessThan(2 * Math.SQRT2 * cell);
      await expectSeeded("worley", args, made);
    },
  };
});

/** Made from frequencies, which the bundled library does not support: see frequency.test.ts. */
const surface: OperationCase = {
  operation: "fractsurf",
  about: "says that the library has no Fourier transform",
  args: { width: 64, height: 64, fractal_dimension: 2.5 },
  fails: 'class "fwfft" not found',
  judge: () => {},
};

export const noiseCases: readonly OperationCase[] = [
  ...gaussian,
  ...onePixel,
  ...perlin,
  perlinBytes,
  ...worley,
  surface,
];
