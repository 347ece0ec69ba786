/**
 * The formats that store any numbers: TIFF, libvips' own, bare samples, and numbers as text.
 * Not here: formats for photos and drawings (foreign-photo-formats).
 * Read next: test/operations/foreign/pictures.ts.
 */

import { allFormats, as, map, noise, realFormats } from "../pictures.ts";
import { allLoads, allSaves, blackAndWhite, each, type Format, noisy, said, soft } from "./pictures.ts";

const tiff: Format = {
  saver: "tiffsave",
  saves: allSaves,
  loader: "tiffload",
  loads: allLoads,
  kept: [
    ...realFormats
      .filter((format) => format !== "double")
      .flatMap((format) =>
        each([1, 2, 3, 4], (bands) => ({
          about: `${bands} bands of ${format}`,
          given: said(noise(6, 7, 5, bands, format)),
        })),
      ),
    ...["deflate", "lzw", "packbits"].flatMap((compression) =>
      each([1, 4], (bands) => ({
        about: `${bands} bands, ${compression}`,
        given: noisy(bands, "ushort"),
        save: { compression },
      })),
    ),
    {
      about: "differences, deflated, in tiles of a large file",
      given: noisy(3, "uchar"),
      save: {
        compression: "deflate",
        predictor: "horizontal",
        tile: true,
        tile_width: 16,
        tile_height: 16,
        bigtiff: true,
      },
    },
    { about: "a pyramid, of which the first level is loaded", given: soft(3), save: { pyramid: true, tile: true } },
    { about: "black and white in one bit", given: blackAndWhite, save: { bitdepth: 1 } },
    { about: "black and white as a fax", given: blackAndWhite, save: { bitdepth: 1, compression: "ccittfax4" } },
    { about: "white as 0", given: noisy(1, "uchar"), save: { miniswhite: true } },
    { about: "JPEG inside", given: soft(3), save: { compression: "jpeg", Q: 95 }, within: 5 },
    { about: "WebP inside, lossless", given: noisy(4, "uchar"), save: { compression: "webp", lossless: true } },
  ].map((one) => ({ ...one, expected: { ...one.given, interpretation: undefined } })),
};

const raw: Format = {
  saver: "rawsave",
  saves: allSaves,
  loader: "rawload",
  loads: [""],
  kept: allFormats.flatMap((format) =>
    each([1, 2, 3, 4], (bands) => ({
      about: `${bands} bands of ${format}`,
      given: as("multiband", noise(7, 7, 5, bands, format)),
      load: { width: 7, height: 5, bands, format },
    })),
  ),
};

const vips: Format = {
  saver: "vipssave",
  saves: ["", "_target"],
  loader: "vipsload",
  loads: ["", "_source"],
  kept: allFormats.flatMap((format) =>
    each([1, 2, 3, 4], (bands) => ({
      about: `${bands} bands of ${format}`,
      given: as("lab", noise(8, 7, 5, bands, format)),
    })),
  ),
};

/** Numbers as text, with all digits, so that they are the same after loading. */
const text = (saver: string, loader: string): Format => ({
  saver,
  saves: ["", "_target"],
  loader,
  loads: ["", "_source"],
  kept: realFormats.map((format) => {
    const given = noise(9, 7, 5, 1, format);
    return {
      about: `of ${format}`,
      given,
      expected: as(
        "b-w",
        map(given, (value) => value, "double"),
      ),
    };
  }),
});

export const dataFormats: readonly Format[] = [
  tiff,
  raw,
  vips,
  text("csvsave", "csvload"),
  text("matrixsave", "matrixload"),
];
