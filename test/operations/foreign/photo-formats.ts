/**
 * The formats for photos and drawings, with pictures that each preserves, exactly or within a stated distance.
 * Not here: formats that store any numbers (foreign-data-formats).
 * Read next: test/operations/foreign/pictures.ts.
 */
import type { Picture } from "../case.ts";
import { as, map, mapPixels, noise, paint } from "../pictures.ts";
import {
  allLoads,
  allSaves,
  blackAndWhite,
  each,
  type Format,
  few,
  flat,
  noisy,
  said,
  sizes,
  soft,
} from "./pictures.ts";

/** Grey as three equal bands, before the alpha. */
const coloured = (given: Picture): Picture =>
  said(mapPixels(given, ([grey, ...alpha]) => [grey, grey, grey, ...alpha] as number[]));
const opaque = (given: Picture): Picture => said(mapPixels(given, (pixel) => [...pixel, 255]));

const png: Format = {
  saver: "pngsave",
  saves: allSaves,
  loader: "pngload",
  loads: allLoads,
  kept: [
    ...sizes.flatMap((size) =>
      (["uchar", "ushort"] as const).flatMap((format) =>
        each([1, 2, 3, 4], (bands) => ({
          about: `${bands} bands of ${format}, ${size.join(" x ")}`,
          given: noisy(bands, format, size),
        })),
      ),
    ),
    { about: "interlaced", given: noisy(3, "uchar"), save: { interlace: true } },
    {
      about: "without compression, with every filter",
      given: noisy(3, "ushort"),
      save: { compression: 0, filter: "all" },
    },
    { about: "nine colours in a palette", given: few, save: { palette: true } },
    { about: "black and white in one bit", given: blackAndWhite, save: { bitdepth: 1 } },
    {
      about: "char, brought to bytes",
      given: noise(5, 16, 12, 1, "char"),
      expected: said(map(noise(5, 16, 12, 1, "char"), (value) => Math.max(0, value), "uchar")),
    },
    ...(["short", "uint", "int", "float", "double"] as const).map((format) => {
      const given = noise(5, 16, 12, 1, format);
      const high = (value: number): number => Math.round(Math.min(65535, Math.max(0, value)) / 257);
      return {
        about: `${format}, taken for 16 bits, brought to 8`,
        given,
        expected: said(map(given, high, "uchar")),
        within: 1,
      };
    }),
  ],
};

const gif: Format = {
  saver: "gifsave",
  saves: allSaves,
  loader: "gifload",
  loads: allLoads,
  kept: [
    { about: "nine colours, with an alpha that it always has", given: few, expected: opaque(few) },
    { about: "black and white", given: blackAndWhite, expected: opaque(coloured(blackAndWhite)) },
    {
      about: "transparent columns",
      given: said(mapPixels(few, (pixel, x) => (x % 2 === 0 ? [...pixel, 255] : [0, 0, 0, 0]))),
    },
    { about: "interlaced", given: few, save: { interlace: true }, expected: opaque(few) },
    { about: "soft colours, of which it keeps 256 and then no alpha", given: soft(3), save: { dither: 0 }, within: 16 },
  ],
};

const jpeg: Format = {
  saver: "jpegsave",
  saves: allSaves,
  loader: "jpegload",
  loads: allLoads,
  kept: [
    ...each([1, 3], (bands) => ({
      about: `${bands} soft bands, Q 95`,
      given: soft(bands),
      save: { Q: 95 },
      within: 5,
    })),
    ...each([1, 3], (bands) => ({ about: `${bands} soft bands as usual`, given: soft(bands), within: 16 })),
    ...each([1, 3], (bands) => ({ about: `${bands} flat bands`, given: flat(bands), within: 2 })),
    ...each([1, 3], (bands) => ({
      about: `noise of ${bands}, Q 100, whole colours`,
      given: noisy(bands, "uchar"),
      save: { Q: 100, subsample_mode: "off" },
      within: 5,
    })),
    { about: "progressive", given: soft(3), save: { Q: 95, interlace: true, optimize_coding: true }, within: 5 },
    {
      about: "loaded at half the size",
      given: flat(3),
      load: { shrink: 2 },
      expected: said(paint([12, 8, 3], "uchar", (_x, _y, band) => 60 + 40 * band)),
      within: 2,
    },
    { about: "ink", given: as("cmyk", soft(4)), save: { Q: 95 }, within: 12 },
    {
      about: "an alpha laid on black",
      given: said(mapPixels(flat(3), (pixel) => [...pixel, 128])),
      expected: map(flat(3), (value) => Math.round((value * 128) / 255)),
      within: 3,
    },
  ],
};

const webp: Format = {
  saver: "webpsave",
  saves: allSaves,
  loader: "webpload",
  loads: allLoads,
  kept: [
    ...each([3, 4], (bands) => ({
      about: `noise of ${bands}, lossless`,
      given: noisy(bands, "uchar"),
      save: { lossless: true, exact: true },
    })),
    {
      about: "grey, as colour",
      given: noisy(1, "uchar"),
      save: { lossless: true },
      expected: coloured(noisy(1, "uchar")),
    },
    ...each([3, 4], (bands) => ({
      about: `${bands} soft bands, Q 95`,
      given: soft(bands),
      save: { Q: 95 },
      within: 9,
    })),
    { about: "nearly lossless", given: soft(3), save: { near_lossless: true, Q: 60 }, within: 3 },
    {
      about: "loaded at half the size",
      given: flat(3),
      save: { lossless: true },
      load: { scale: 0.5 },
      expected: said(paint([12, 8, 3], "uchar", (_x, _y, band) => 60 + 40 * band)),
    },
  ],
};

const av1 = { compression: "av1", effort: 2 } as const;
const heif: Format = {
  saver: "heifsave",
  saves: allSaves,
  loader: "heifload",
  loads: allLoads,
  kept: [
    ...each([3, 4], (bands) => ({
      about: `AVIF, noise of ${bands}, lossless`,
      given: noisy(bands, "uchar"),
      save: { ...av1, lossless: true },
    })),
    {
      about: "AVIF, grey, as colour",
      given: noisy(1, "uchar"),
      save: { ...av1, lossless: true },
      expected: coloured(noisy(1, "uchar")),
    },
    {
      about: "AVIF, the highest 12 of 16 bits",
      given: noisy(3, "ushort"),
      save: { ...av1, lossless: true },
      within: 16,
    },
    ...each([3, 4], (bands) => ({
      about: `AVIF, ${bands} soft bands, Q 90`,
      given: soft(bands),
      save: { ...av1, Q: 90 },
      within: 8,
    })),
  ],
};

export const photoFormats: readonly Format[] = [png, gif, jpeg, webp, heif];
