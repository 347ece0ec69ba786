/**
 * The form of a format's case, and the pictures for it: noise, soft ones, flat ones, and few colours.
 * Not here: the formats (foreign-photo-formats, foreign-data-formats).
 * Read next: test/operations/foreign/calls.ts.
 */
import type { Picture } from "../case.ts";
import { as, noise, paint, type Tolerance } from "../pictures.ts";
import type { Options, Way } from "./calls.ts";

/** A picture, and how well a format preserves it. */
export interface Kept {
  readonly about: string;
  readonly given: Picture;
  readonly save?: Options;
  readonly load?: Options;
  /** The loaded picture, if it differs from the saved one. */
  readonly expected?: Picture;
  /** The allowed distance from it. Default: exact. */
  readonly within?: Tolerance;
}

export interface Format {
  readonly saver: string;
  readonly saves: readonly Way[];
  readonly loader: string;
  readonly loads: readonly Way[];
  readonly kept: readonly Kept[];
}

export const [allSaves, allLoads]: [readonly Way[], readonly Way[]] = [
  ["", "_buffer", "_target"],
  ["", "_buffer", "_source"],
];
export type Bands = 1 | 2 | 3 | 4;

/** With the interpretation that is common for its number of bands. */
export function said(given: Picture): Picture {
  const wide = given.format === "ushort";
  return as(given.bands < 3 ? (wide ? "grey16" : "b-w") : wide ? "rgb16" : "srgb", given);
}

export const sizes = [
  [1, 1],
  [7, 5],
  [16, 12],
] as const;

export const noisy = (
  bands: Bands,
  format: "uchar" | "ushort",
  [width, height] = [16, 12] as readonly [number, number],
): Picture => said(noise(bands, width, height, bands, format));
/** Soft enough for a lossy format. */
export const soft = (bands: Bands, format: "uchar" | "ushort" = "uchar"): Picture =>
  said(
    paint([40, 30, bands], format, (x, y, band) => {
      const value = 128 + 70 * Math.sin(x / 9 + band) + 40 * Math.cos(y / 8);
      return Math.round(format === "uchar" ? value : value * 257);
    }),
  );
export const flat = (bands: Bands): Picture => said(paint([24, 16, bands], "uchar", (_x, _y, band) => 60 + 40 * band));
/** Nine colours. */
export const few = said(
  paint([16, 12, 3], "uchar", (x, y, band) => [(x >> 3) * 200, (y >> 2) * 80, 50][band] as number),
);
export const blackAndWhite = said(paint([17, 12, 1], "uchar", (x, y) => ((x * 7 + y * 5) % 11 > 4 ? 255 : 0)));

export const each = <T>(bands: readonly Bands[], f: (bands: Bands) => T): T[] => bands.map(f);
