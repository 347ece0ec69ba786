/**
 * Bands joined, taken out, combined with each other and mixed by a matrix.
 * Not here: alpha bands and what they mean (conversion-alpha-cases).
 * Read next: test/operations/pictures.ts.
 */
import type { PixelFormat } from "../../../src/core/pixel-format.ts";
import { type CaseArguments, type OperationCase, type Picture, pictureIn } from "../case.ts";
import {
  allFormats,
  as,
  at,
  castTo,
  complexFormats,
  expectPicture,
  isComplex,
  isInteger,
  mapPixels,
  noise,
  paint,
  picture,
  ramp,
  realFormats,
} from "../pictures.ts";
import { ofPixels, pixelAt } from "../rearrange.ts";
import { forEachShape, nameOf, resultFormats } from "../shapes.ts";

const joined: readonly OperationCase[] = [
  ...forEachShape(allFormats, (format, shape): OperationCase => {
    const given = [101, 102, 103].map((seed) => noise(seed, ...shape, format)) as [Picture, Picture, Picture];
    return {
      operation: "bandjoin",
      about: `of three ${format}, ${nameOf(shape)}`,
      args: { in: given },
      judge: (results) => {
        const expected = ofPixels(shape[0], shape[1], format, (x, y) => given.flatMap((one) => pixelAt(one, x, y)));
        expectPicture(pictureIn(results), expected);
      },
    };
  }),
  {
    operation: "bandjoin",
    about: "of one picture is that picture",
    args: { in: [ramp(7, 5, 2, "short")] },
    judge: (results) => expectPicture(pictureIn(results), ramp(7, 5, 2, "short")),
  },
  {
    operation: "bandjoin",
    about: "of 7 x 2 uchar and 3 x 5 float: both become float, and what is missing is 0",
    args: { in: [noise(104, 7, 2, 1, "uchar"), noise(105, 3, 5, 2, "float")] },
    judge: (results) => {
      const [wide, tall] = [noise(104, 7, 2, 1, "uchar"), noise(105, 3, 5, 2, "float")];
      const expected = paint([7, 5, 3], "float", (x, y, band) => {
        if (band === 0) return y < 2 ? at(wide, x, y) : 0;
        return x < 3 ? at(tall, x, y, band - 1) : 0;
      });
      expectPicture(pictureIn(results), expected);
    },
  },
];

/** The numbers are cast in the same way as pixels. Even for doubles, libvips converts them to float in between. */
const constants: readonly OperationCase[] = forEachShape(
  allFormats,
  (format, shape): OperationCase => {
    const given = noise(106, ...shape, format);
    const c = [300, -5, 7.9];
    return {
      operation: "bandjoin_const",
      about: `of ${format}, ${nameOf(shape)}`,
      args: { in: given, c },
      judge: (results) => {
        const added = c.flatMap((value) => {
          const number = castTo(Math.fround(value), format);
          return isComplex(format) ? [number, 0] : [number];
        });
        const expected = ofPixels(shape[0], shape[1], format, (x, y) => [...pixelAt(given, x, y), ...added]);
        expectPicture(pictureIn(results), expected);
      },
    };
  },
  true,
);

const taken: readonly OperationCase[] = (
  [
    [4, 0, 1],
    [4, 3, 1],
    [4, 1, 2],
    [3, 0, 3],
    [1, 0, 1],
  ] as const
).flatMap(([bands, band, n]) =>
  allFormats.map((format): OperationCase => {
    const given = noise(107, 7, 5, bands, format);
    const parts = isComplex(format) ? 2 : 1;
    return {
      operation: "extract_band",
      about: `${n} from band ${band} of ${bands}, of ${format}`,
      args: { in: given, band, n },
      judge: (results) => {
        const expected = ofPixels(7, 5, format, (x, y) => pixelAt(given, x, y).slice(band * parts, (band + n) * parts));
        expectPicture(pictureIn(results), expected);
      },
    };
  }),
);

/** Whole numbers are rounded, halves away from 0. */
function mean(values: readonly number[], format: PixelFormat): number {
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
  return isInteger(format) ? Math.sign(middle) * Math.round(Math.abs(middle)) : middle;
}

const bitwise: Readonly<Record<string, (a: number, b: number) => number>> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  eor: (a, b) => a ^ b,
};

const combined: readonly OperationCase[] = [
  ...forEachShape(realFormats, (format, shape): OperationCase => {
    const given = noise(108, ...shape, format);
    return {
      operation: "bandmean",
      about: `of ${format}, ${nameOf(shape)}`,
      args: { in: given },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          mapPixels(given, (pixel) => [mean(pixel, format)]),
          isInteger(format) ? 0 : 0.01,
        ),
    };
  }),
  ...complexFormats.map((format): OperationCase => {
    const given = noise(109, 7, 5, 3, format, { from: -9, to: 9 });
    return {
      operation: "bandmean",
      about: `of ${format}, where libvips takes the six numbers of three bands in a row: the mean of three, and that of the others,`,
      args: { in: given },
      judge: (results) => {
        const expected = ofPixels(7, 5, format, (x, y) => {
          const pixel = pixelAt(given, x, y);
          return [mean(pixel.slice(0, 3), format), mean(pixel.slice(3), format)];
        });
        expectPicture(pictureIn(results), expected, 1e-5);
      },
    };
  }),
  ...Object.entries(bitwise).flatMap(([boolean, of]) =>
    forEachShape(
      realFormats,
      (format, shape): OperationCase => {
        const given = noise(110, ...shape, format);
        return {
          operation: "bandbool",
          about: `${boolean} of ${format}, ${nameOf(shape)}`,
          args: { in: given, boolean },
          judge: (results) => {
            // A single band is not changed, so that it keeps its format and its fractions.
            if (shape[2] === 1) return expectPicture(pictureIn(results), given);
            const result = resultFormats.bits[format];
            const expected = mapPixels(given, (pixel) => [pixel.map((value) => Math.trunc(value)).reduce(of)], result);
            expectPicture(pictureIn(results), expected);
          },
        };
      },
      true,
    ),
  ),
  {
    operation: "bandbool",
    about: "lshift fails",
    args: { in: ramp(2, 2, 2, "uchar"), boolean: "lshift" },
    fails: "not supported across image bands",
    judge: () => {},
  },
];

/** The samples at one place, in order. Without an index the middle one; for an even number the larger of two. */
const ranked: readonly OperationCase[] = [3, 4].flatMap((count) =>
  [undefined, 0, count - 1].flatMap((index) =>
    forEachShape(
      realFormats,
      (format, shape): OperationCase => {
        const given = Array.from({ length: count }, (_, seed) => noise(111 + seed, ...shape, format));
        return {
          operation: "bandrank",
          about: `${index === undefined ? "median" : `place ${index}`} of ${count} ${format}, ${nameOf(shape)}`,
          args: { in: given, ...(index === undefined ? {} : { index }) },
          judge: (results) => {
            const expected = paint(shape, format, (x, y, band) => {
              const sorted = given.map((one) => at(one, x, y, band)).sort((a, b) => a - b);
              return sorted[index ?? Math.floor(count / 2)] as number;
            });
            expectPicture(pictureIn(results), expected);
          },
        };
      },
      true,
    ),
  ),
);

/** A band of the result is a row of the matrix. */
const recombined: readonly OperationCase[] = [
  ...[1, 2, 3, 4].flatMap((bands) =>
    realFormats.map((format): OperationCase => {
      const given = noise(115, 7, 5, bands, format, { from: format.startsWith("u") ? 0 : -100, to: 100 });
      const matrix = noise(116, bands, 3, 1, "double", { from: -2, to: 2 });
      return {
        operation: "recomb",
        about: `of ${bands} bands of ${format} to 3`,
        args: { in: given, m: as("matrix", matrix) },
        judge: (results) => {
          const rows = [0, 1, 2].map((row) => Array.from({ length: bands }, (_, column) => at(matrix, column, row)));
          const expected = mapPixels(
            given,
            (pixel) => rows.map((row) => row.reduce((sum, factor, band) => sum + factor * (pixel[band] as number), 0)),
            format === "double" ? "double" : "float",
          );
          expectPicture(pictureIn(results), expected, 1e-3);
        },
      };
    }),
  ),
  refusal(
    "recomb",
    "with a matrix of another width fails",
    { in: ramp(2, 2, 3, "uchar"), m: picture([2, 1, 1], "double", [1, 2]) },
    "must equal matrix width",
  ),
  refusal(
    "recomb",
    "of complex fails",
    { in: ramp(2, 2, 1, "complex"), m: picture([1, 1, 1], "double", [1]) },
    "must be non-complex",
  ),
  refusal(
    "bandrank",
    "of complex fails",
    { in: [ramp(2, 2, 1, "complex"), ramp(2, 2, 1, "complex")] },
    "must be non-complex",
  ),
  refusal("extract_band", "outside fails", { in: ramp(2, 2, 3, "uchar"), band: 2, n: 2 }, "bad extract band"),
];

function refusal(operation: string, about: string, args: CaseArguments, fails: string): OperationCase {
  return { operation, about, args, fails, judge: () => {} };
}

export const bandCases: readonly OperationCase[] = [
  ...joined,
  ...constants,
  ...taken,
  ...combined,
  ...ranked,
  ...recombined,
];
