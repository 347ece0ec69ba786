/**
 * Alpha added, multiplied into the colours, and laid on a background.
 * Not here: blending of pictures with alpha (conversion-blend-cases).
 * Read next: test/operations/pictures.ts.
 */
import type { PixelFormat } from "../../../src/core/pixel-format.ts";
import { type CaseArguments, type OperationCase, type Picture, pictureIn } from "../case.ts";
import {
  allFormats,
  as,
  castTo,
  expectPicture,
  isComplex,
  isInteger,
  lowBits,
  mapPixels,
  noise,
  picture,
  realFormats,
} from "../pictures.ts";
import { ofPixels, pixelAt } from "../rearrange.ts";
import { forEachShape, nameOf, type Shape } from "../shapes.ts";

/** The opaque value depends on the interpretation, not on the format. */
const opaque: Readonly<Record<string, number>> = {
  srgb: 255,
  multiband: 255,
  lab: 255,
  rgb16: 65535,
  grey16: 65535,
  scrgb: 1,
};

const added: readonly OperationCase[] = [
  ...forEachShape(allFormats, (format, shape) => [format, shape, "multiband"] as const),
  ...Object.keys(opaque).map((interpretation) => ["float", [7, 5, 3], interpretation] as const),
  ["ushort", [7, 5, 3], "rgb16"] as const,
].map(([format, shape, interpretation]): OperationCase => {
  const given = as(interpretation, noise(121, ...(shape as Shape), format));
  return {
    operation: "addalpha",
    about: `of ${format} in ${interpretation}, ${nameOf(shape as Shape)}`,
    args: { in: given },
    judge: (results) => {
      const value = castTo(opaque[interpretation] as number, format);
      const expected = ofPixels(shape[0], shape[1], format, (x, y) => [
        ...pixelAt(given, x, y),
        ...(isComplex(format) ? [value, 0] : [value]),
      ]);
      expectPicture(pictureIn(results), as(interpretation, expected));
    },
  };
});

interface AlphaCase {
  readonly format: PixelFormat;
  readonly bands: number;
  readonly interpretation: string;
  readonly max: number;
}

const alphaTable: readonly AlphaCase[] = [
  ...realFormats.flatMap((format) =>
    [2, 4].map((bands) => ({
      format,
      bands,
      interpretation: bands === 2 ? "b-w" : "srgb",
      max: format === "char" ? 127 : 255,
    })),
  ),
  { format: "uchar", bands: 3, interpretation: "multiband", max: 255 },
  { format: "ushort", bands: 4, interpretation: "rgb16", max: 65535 },
  { format: "ushort", bands: 2, interpretation: "grey16", max: 65535 },
  { format: "float", bands: 4, interpretation: "scrgb", max: 1 },
];

const whiteOf = (interpretation: string): number => opaque[interpretation] ?? 255;
const pictureWithAlpha = ({ format, bands, interpretation, max }: AlphaCase, seed: number): Picture =>
  as(interpretation, noise(seed, 7, 5, bands, format, { from: 0, to: max }));

const backgrounds: readonly OperationCase[] = alphaTable.flatMap((row) =>
  [undefined, 0.25].map((share): OperationCase => {
    const given = pictureWithAlpha(row, 122);
    const white = whiteOf(row.interpretation);
    const background = Array.from({ length: row.bands - 1 }, (_, band) =>
      castTo((share ?? 0) * row.max + band, row.format),
    );
    return {
      operation: "flatten",
      about: `of ${row.bands} bands of ${row.format} in ${row.interpretation}, on ${share === undefined ? "black" : "a colour"}`,
      args: { in: given, ...(share === undefined ? {} : { background }) },
      judge: (results) => {
        const expected = mapPixels(given, (pixel) => {
          const alpha = (pixel.at(-1) as number) / white;
          return pixel.slice(0, -1).map((value, band) => {
            const below = share === undefined ? 0 : (background[band] as number);
            // For char, 255 - alpha does not fit: libvips keeps its low bits.
            const rest = row.format === "char" ? lowBits(255 - alpha * 255, "char") / 255 : 1 - alpha;
            return castTo(value * alpha + below * rest, row.format);
          });
        });
        // Whole numbers are cut off, so the last bit can change them.
        expectPicture(pictureIn(results), as(row.interpretation, expected), isInteger(row.format) ? 1 : 1e-4);
      },
    };
  }),
);

const multiplied: readonly OperationCase[] = alphaTable.flatMap((row) =>
  (["premultiply", "unpremultiply"] as const).map((operation): OperationCase => {
    const given = pictureWithAlpha(row, 123);
    given.data[row.bands - 1] = 0;
    const white = whiteOf(row.interpretation);
    return {
      operation,
      about: `of ${row.bands} bands of ${row.format} in ${row.interpretation}`,
      args: { in: given },
      judge: (results) => {
        const expected = mapPixels(
          given,
          (pixel) => {
            const alpha = (pixel.at(-1) as number) / white;
            // A nearly transparent alpha counts as transparent.
            const inverse = Math.abs(alpha * white) < 0.01 ? 0 : 1 / alpha;
            const factor = operation === "premultiply" ? alpha : inverse;
            return [...pixel.slice(0, -1).map((value) => value * factor), pixel.at(-1) as number];
          },
          row.format === "double" ? "double" : "float",
        );
        expectPicture(pictureIn(results), as(row.interpretation, expected), { relative: 1e-5, absolute: 1e-6 });
      },
    };
  }),
);

const byHand: readonly OperationCase[] = [
  alphaCase(
    "unpremultiply",
    "by the third of five bands",
    [20, 50, 51, 100, 7],
    { alpha_band: 2 },
    [100, 250, 51, 100, 7],
  ),
  alphaCase(
    "unpremultiply",
    "by the third of four bands, where libvips takes the last one",
    [20, 50, 51, 102],
    { alpha_band: 2 },
    [50, 125, 127.5, 102],
  ),
  alphaCase("flatten", "with an opaque value of 200", [100, 50, 200, 100], { max_alpha: 200 }, [50, 25, 100], "uchar"),
  alphaCase("premultiply", "with an opaque value of 200", [100, 50, 200, 100], { max_alpha: 200 }, [50, 25, 100, 100]),
  alphaCase("unpremultiply", "with an opaque value of 200", [20, 50, 10, 100], { max_alpha: 200 }, [40, 100, 20, 100]),
  alphaCase(
    "premultiply",
    "of more than opaque, which counts as opaque",
    [100, 50, 200, 300],
    {},
    [100, 50, 200, 300],
    "float",
    "short",
  ),
  alphaCase(
    "premultiply",
    "of less than nothing, which counts as nothing",
    [100, 50, 200, -5],
    {},
    [0, 0, 0, -5],
    "float",
    "short",
  ),
];

function alphaCase(
  operation: string,
  about: string,
  given: readonly number[],
  args: CaseArguments,
  expected: readonly number[],
  result: PixelFormat = "float",
  format: PixelFormat = "uchar",
): OperationCase {
  return {
    operation,
    about,
    args: { in: as("srgb", picture([1, 1, given.length], format, given)), ...args },
    judge: (results) =>
      expectPicture(pictureIn(results), picture([1, 1, expected.length], result, expected), { relative: 1e-6 }),
  };
}

export const alphaCases: readonly OperationCase[] = [...added, ...backgrounds, ...multiplied, ...byHand];
