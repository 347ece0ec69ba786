/**
 * Other numbers for the same pixels: gamma, scaling to bytes and false colours; and caches, which change none.
 * Not here: casts (conversion-format-cases), or look-up tables that are given.
 * Read next: test/operations/pictures.ts.
 */
import type { PixelFormat } from "../../../src/core/pixel-format.ts";
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { askVips } from "../other-judges.ts";
import {
  allFormats,
  as,
  at,
  castTo,
  complexFormats,
  expectPicture,
  flat,
  isInteger,
  limitsOf,
  map,
  mapPixels,
  noise,
  ramp,
  realFormats,
} from "../pictures.ts";
import { forEachShape, nameOf } from "../shapes.ts";

/** The white value; numbers become (value / white) to the power of 1 / exponent. */
const whiteOf = (format: PixelFormat): number => (isInteger(format) ? limitsOf(format)[1] : 1);
const gammas: readonly OperationCase[] = [undefined, 0.5, 2].flatMap((exponent) =>
  forEachShape(
    realFormats,
    (format, shape): OperationCase => {
      const white = whiteOf(format);
      const given = ramp(...shape, format, { from: 0, to: white });
      const power = exponent === undefined ? 2.4 : 1 / exponent;
      return {
        operation: "gamma",
        about: `${exponent === undefined ? "by its default of 1 / 2.4" : exponent} of ${format}, ${nameOf(shape)}`,
        args: { in: given, ...(exponent === undefined ? {} : { exponent }) },
        judge: (results) => {
          const expected = map(given, (value) => castTo((value / white) ** power * white, format));
          // Whole numbers are cut off, so the last bit can make one smaller. Those of 32 bits are computed as floats.
          expectPicture(pictureIn(results), expected, isInteger(format) ? { absolute: 1, relative: 2e-7 } : 1e-6);
        },
      };
    },
    true,
  ),
);

const flatten = (given: Picture): readonly number[] => Array.from(given.data);

/** From the smallest number to the largest as 0 to 255, rounded; a picture of one number is 0 everywhere. */
const scales: readonly OperationCase[] = [
  ...forEachShape(realFormats, (format, shape): OperationCase => {
    const given = noise(96, ...shape, format, { from: format.startsWith("u") ? 3 : -50, to: 100 });
    return {
      operation: "scale",
      about: `of ${format}, ${nameOf(shape)}`,
      args: { in: given },
      judge: (results) => {
        const [lowest, highest] = [Math.min(...flatten(given)), Math.max(...flatten(given))];
        const by = highest === lowest ? 0 : 255 / (highest - lowest);
        expectPicture(
          pictureIn(results),
          map(given, (value) => Math.round((value - lowest) * by), "uchar"),
          isInteger(format) ? 0 : 1,
        );
      },
    };
  }),
  ...[undefined, 0.5].flatMap((exp) =>
    forEachShape(
      realFormats,
      (format, shape): OperationCase => {
        const given = noise(97, ...shape, format, { from: 0, to: 100 });
        const power = exp ?? 0.25;
        return {
          operation: "scale",
          about: `with logarithms and exponent ${power}, of ${format}, ${nameOf(shape)}`,
          args: { in: given, log: true, ...(exp === undefined ? {} : { exp }) },
          judge: (results) => {
            const by = 255 / Math.log10(1 + Math.max(...flatten(given)) ** power);
            const expected = map(given, (value) => Math.round(by * Math.log10(1 + value ** power)), "uchar");
            expectPicture(pictureIn(results), expected, isInteger(format) ? 0 : 1);
          },
        };
      },
      true,
    ),
  ),
];

/** Operations that only change how earlier pixels are computed. */
const passing: readonly OperationCase[] = (
  [
    ["cache", { tile_width: 16, tile_height: 2 }],
    ["tilecache", { tile_width: 16, tile_height: 2, max_tiles: 3, access: "sequential", threaded: true }],
    ["linecache", { tile_height: 2, access: "sequential" }],
    ["sequential", { tile_height: 2 }],
  ] as const
).flatMap(([operation, args]) =>
  forEachShape(
    allFormats,
    (format, shape): OperationCase => {
      const given = noise(100, ...shape, format);
      return {
        operation,
        about: `leaves pixels as they are, of ${format}, ${nameOf(shape)}`,
        args: { in: given, ...args },
        judge: (results) => expectPicture(pictureIn(results), given),
      };
    },
    true,
  ),
);

/** libvips' own table of colours, so another libvips must provide the expected values. */
const falseColours: readonly OperationCase[] = [
  {
    operation: "falsecolour",
    about: "of all uchar",
    needs: "vips",
    args: { in: ramp(256, 1, 1, "uchar") },
    judge: (results) =>
      expectPicture(pictureIn(results), as("srgb", askVips("falsecolour", [ramp(256, 1, 1, "uchar"), "out"]))),
  },
  {
    operation: "falsecolour",
    about: "of one colour is one colour, with three bands",
    args: { in: flat(5, 3, [200]) },
    judge: (results) => {
      const out = pictureIn(results);
      const first = [0, 1, 2].map((band) => at(out, 0, 0, band));
      expectPicture(
        out,
        as(
          "srgb",
          mapPixels(flat(5, 3, [0]), () => first),
        ),
      );
    },
  },
];

const refusals: readonly OperationCase[] = complexFormats.flatMap((format) =>
  ["gamma", "scale"].map((operation) => ({
    operation,
    about: `of ${format} fails`,
    args: { in: ramp(2, 2, 1, format) },
    fails: "must be non-complex",
    judge: () => {},
  })),
);

export const toneCases: readonly OperationCase[] = [...gammas, ...scales, ...passing, ...falseColours, ...refusals];
