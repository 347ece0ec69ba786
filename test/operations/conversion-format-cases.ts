/**
 * The same pixels in another format: casts, shifts, the most significant byte, swapped bytes, gamma and scaling.
 * Not here: colour spaces (colour-cases), or which bands there are (conversion-band-cases).
 * Read next: test/operations/pictures.ts.
 */
import type { PixelFormat } from "../../src/core/pixel-format.ts";
import { type CaseArguments, type OperationCase, type Picture, pictureIn } from "./case.ts";
import { askVips } from "./other-judges.ts";
import {
  allFormats,
  as,
  at,
  castTo,
  complexFormats,
  expectPicture,
  flat,
  integerFormats,
  isComplex,
  isInteger,
  limitsOf,
  lowBits,
  map,
  mapPixels,
  noise,
  paint,
  picture,
  ramp,
  realFormats,
  samplesOver,
} from "./pictures.ts";
import { fewShapes, forEachShape, nameOf } from "./shapes.ts";

/** Every format to every other: fractions are cut off, and what does not fit is brought to the limit. */
const casts: readonly OperationCase[] = allFormats.flatMap((from, row) =>
  allFormats.map((format, column): OperationCase => {
    const shape = fewShapes[(row + column) % fewShapes.length] ?? [7, 5, 1];
    const given = noise(91, ...shape, from);
    return {
      operation: "cast",
      about: `of ${from} to ${format}, ${nameOf(shape)}`,
      args: { in: given, format },
      judge: (results) => {
        const parts = isComplex(from) ? 2 : 1;
        const numbers = Array.from({ length: given.data.length / parts }, (_, index) => {
          const [re, im] = [given.data[index * parts], parts === 2 ? given.data[index * 2 + 1] : 0] as [number, number];
          return isComplex(format) ? [castTo(re, format), castTo(im, format)] : [castTo(re, format)];
        });
        expectPicture(pictureIn(results), picture(shape, format, numbers.flat()));
      },
    };
  }),
);

/** What no whole number can be; NaN becomes whatever the processor makes of it, so it is left out. */
const farCasts: readonly OperationCase[] = (["float", "double"] as const).flatMap((from) =>
  integerFormats.map((format): OperationCase => {
    const given = picture([6, 1, 1], from, [
      1e20,
      -1e20,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      0.9,
      -0.9,
    ]);
    return {
      operation: "cast",
      about: `of ${from} that is too large, to ${format}`,
      args: { in: given, format },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          map(given, (value) => castTo(value, format), format),
        ),
    };
  }),
);

const bitsOf = (format: PixelFormat): number => Math.log2(limitsOf(format)[1] - limitsOf(format)[0] + 1);
/** Upwards, the new low bits are copies of the lowest bit. Nothing is brought to a limit: bits are only moved. */
function shifted(value: number, from: PixelFormat, to: PixelFormat): number {
  const bits = bitsOf(to) - bitsOf(from);
  if (bits <= 0) return lowBits(Math.floor(value / 2 ** -bits), to);
  return lowBits(value * 2 ** bits + (Math.abs(value) % 2) * (2 ** bits - 1), to);
}

const shifts: readonly OperationCase[] = integerFormats.flatMap((from) =>
  integerFormats.map((format): OperationCase => {
    const given = noise(92, 7, 5, 2, from, { from: limitsOf(from)[0], to: limitsOf(from)[1] });
    return {
      operation: "cast",
      about: `with shift of ${from} to ${format}`,
      args: { in: given, format, shift: true },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          map(given, (value) => shifted(value, from, format), format),
        ),
    };
  }),
);

/** The most significant byte; of signed formats so that the smallest number is 0. */
const bytes: readonly OperationCase[] = [
  ...forEachShape(integerFormats, (format, shape): OperationCase => {
    const [lowest, highest] = limitsOf(format);
    const given = noise(93, ...shape, format, { from: lowest, to: highest });
    return {
      operation: "msb",
      about: `of ${format}, ${nameOf(shape)}`,
      args: { in: given },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          map(given, (value) => Math.floor((value - lowest) / ((highest - lowest + 1) / 256)), "uchar"),
        ),
    };
  }),
  {
    operation: "msb",
    about: "of the second of three bands of ushort",
    args: { in: noise(94, 7, 5, 3, "ushort"), band: 1 },
    judge: (results) => {
      const given = noise(94, 7, 5, 3, "ushort");
      expectPicture(
        pictureIn(results),
        paint([7, 5, 1], "uchar", (x, y) => at(given, x, y, 1) >> 8),
      );
    },
  },
  ...(["float", "complex"] as const).map(
    (format): OperationCase => ({
      operation: "msb",
      about: `of ${format} fails`,
      args: { in: ramp(2, 2, 1, format) },
      fails: "must be integer",
      judge: () => {},
    }),
  ),
];

/**
 * The bytes of each number in the opposite order. The two numbers of a complex sample stay in theirs, though those of a
 * dpcomplex one change places: libvips turns all 16 bytes around.
 */
const swaps: readonly OperationCase[] = forEachShape(allFormats, (format, shape): OperationCase => {
  const given = noise(95, ...shape, format, { from: 0, to: 100 });
  return {
    operation: "byteswap",
    about: `of ${format}, ${nameOf(shape)}`,
    args: { in: given },
    judge: (results) => {
      const size = given.data.BYTES_PER_ELEMENT * (format === "dpcomplex" ? 2 : 1);
      const raw = Uint8Array.from(new Uint8Array(given.data.buffer, given.data.byteOffset, given.data.byteLength));
      for (let from = 0; from < raw.length; from += size) raw.subarray(from, from + size).reverse();
      expectPicture(pictureIn(results), { ...given, data: samplesOver(raw, format) });
    },
  };
});

/** What counts as white; numbers are brought to (value / white) to the power of 1 / exponent. */
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
          // Whole numbers are cut off, so that a last bit can make one less; those of 32 bits are computed as floats.
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

/** The same memory, said to be something else of the same size. */
const copies: readonly OperationCase[] = [
  ...forEachShape(allFormats, (format, shape): OperationCase => {
    const given = noise(98, ...shape, format);
    return {
      operation: "copy",
      about: `of ${format}, ${nameOf(shape)}`,
      args: { in: given, interpretation: "b-w" },
      judge: (results) => expectPicture(pictureIn(results), as("b-w", given)),
    };
  }),
  ...(
    [
      ["ushort", 2, { format: "short" }, "short", 2],
      ["float", 2, { format: "complex", bands: 1 }, "complex", 1],
      ["uchar", 4, { format: "uint", bands: 1 }, "uint", 1],
      ["dpcomplex", 1, { format: "double", bands: 2 }, "double", 2],
    ] as const
  ).map(([from, bands, args, format, after]): OperationCase => {
    const given = noise(99, 7, 5, bands, from);
    return {
      operation: "copy",
      about: `of ${bands} bands of ${from} as ${after} of ${format}`,
      args: { in: given, ...(args as CaseArguments) },
      judge: (results) => {
        const raw = new Uint8Array(given.data.buffer, given.data.byteOffset, given.data.byteLength);
        expectPicture(pictureIn(results), { ...given, bands: after, format, data: samplesOver(raw, format) });
      },
    };
  }),
  {
    operation: "copy",
    about: "as pixels of another size fails",
    args: { in: ramp(4, 1, 1, "uchar"), format: "ushort" },
    fails: "must not change pel size",
    judge: () => {},
  },
];

/** They only say how the pixels before them are computed. */
const passing: readonly OperationCase[] = (
  [
    ["cache", { tile_width: 16, tile_height: 2 }],
    ["tilecache", { tile_width: 16, tile_height: 2, max_tiles: 3, access: "sequential", threaded: true }],
    ["linecache", { tile_height: 2, access: "sequential" }],
    ["sequential", { tile_height: 2 }],
  ] as const
).flatMap(([operation, args]) =>
  forEachShape(allFormats, (format, shape): OperationCase => {
    const given = noise(100, ...shape, format);
    return {
      operation,
      about: `leaves pixels as they are, of ${format}, ${nameOf(shape)}`,
      args: { in: given, ...args },
      judge: (results) => expectPicture(pictureIn(results), given),
    };
  }),
);

/** A table of colours that is libvips' own, so that another libvips has to say what it is. */
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

export const formatCases: readonly OperationCase[] = [
  ...casts,
  ...farCasts,
  ...shifts,
  ...bytes,
  ...swaps,
  ...gammas,
  ...scales,
  ...copies,
  ...passing,
  ...falseColours,
  ...refusals,
];
