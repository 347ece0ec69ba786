/**
 * The same pixels in another format: casts, shifts, the most significant byte, swapped bytes, and reinterpreted memory.
 * Not here: colour spaces (colour-cases), or which bands there are (conversion-band-cases).
 * Read next: test/operations/pictures.ts.
 */
import { type PixelFormat, samplesFrom } from "../../../src/core/pixel-format.ts";
import { type CaseArguments, type OperationCase, pictureIn } from "../case.ts";
import {
  allFormats,
  as,
  at,
  castTo,
  expectPicture,
  integerFormats,
  isComplex,
  limitsOf,
  lowBits,
  map,
  noise,
  paint,
  picture,
  ramp,
} from "../pictures.ts";
import { fewShapes, forEachShape, nameOf } from "../shapes.ts";

/** Every format to every other: fractions are cut off, and numbers outside the range become its limit. */
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

/** Numbers that no integer format can hold. NaN is left out, because its result depends on the processor. */
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
/**
 * Upwards, the new low bits are copies of the lowest bit. Numbers are not limited to the range: bits are only moved.
 */
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
 * The bytes of each number in the opposite order. The two numbers of a complex sample keep their order. Those of a
 * dpcomplex change places, because libvips reverses all 16 bytes.
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
      expectPicture(pictureIn(results), { ...given, data: samplesFrom(format, raw) });
    },
  };
});

/** The same memory, interpreted as another format of the same size. */
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
        expectPicture(pictureIn(results), { ...given, bands: after, format, data: samplesFrom(format, raw) });
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

export const formatCases: readonly OperationCase[] = [...casts, ...farCasts, ...shifts, ...bytes, ...swaps, ...copies];
