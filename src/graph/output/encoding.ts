/**
 * The formats that can be written, and their file endings.
 * Not here: their options (graph/output/options), libvips' savers (run/output/savers), or what an encoder holds in memory
 * (plan/cost/encoder).
 * Read next: graph/output/options.
 */
import { extname } from "node:path";
import { UnsupportedError, UsageError } from "../../core/errors.ts";
import type { StoreFormat } from "../recipe/source.ts";

/** Every output format with its file endings; the first is the one that Sluice writes. */
const endings = {
  jpeg: ["jpg", "jpeg", "jpe", "jfif"],
  png: ["png"],
  webp: ["webp"],
  avif: ["avif"],
  gif: ["gif"],
  tiff: ["tif", "tiff"],
  v: ["v", "vips"],
  dz: ["dzi"],
  iiif: ["iiif"],
  hdf5: ["h5", "hdf5"],
  zarr: ["zarr"],
} as const;

export type OutputFormat = keyof typeof endings;
/** Images, which libvips writes. */
export type SaverFormat = Exclude<OutputFormat, StoreFormat>;
/** The format that a path's ending stands for, where it is known when the program is compiled; else any. */
export type FormatOfPath<P extends string> = P extends string
  ? [FormatOfEnding<`.${P}`>] extends [never]
    ? OutputFormat
    : FormatOfEnding<`.${P}`>
  : never;
/** The format whose endings a path has one of; never where it has none of them. */
export type FormatOfEnding<P extends string> = {
  [F in OutputFormat]: Lowercase<P> extends `${string}.${(typeof endings)[F][number]}` ? F : never;
}[OutputFormat];
/** What a name such as `jpeg` or an ending such as `.jpg` stands for. */
export type FormatOfName<N extends string> = N extends OutputFormat ? N : FormatOfPath<N>;

export const outputFormats = Object.keys(endings) as readonly OutputFormat[];

/** Whether a format can hold alpha, and several pages. */
export const formatTraits: { readonly [F in OutputFormat]: { readonly alpha: boolean; readonly pages: boolean } } = {
  jpeg: { alpha: false, pages: false },
  png: { alpha: true, pages: false },
  webp: { alpha: true, pages: true },
  avif: { alpha: true, pages: false },
  gif: { alpha: true, pages: true },
  tiff: { alpha: true, pages: true },
  v: { alpha: true, pages: true },
  dz: { alpha: false, pages: false },
  iiif: { alpha: false, pages: false },
  hdf5: { alpha: true, pages: true },
  zarr: { alpha: true, pages: true },
};

/** The ending that Sluice gives to files of a format, without its dot. */
export function endingOf(format: OutputFormat): string {
  return endings[format][0];
}

/** Formats of files only. */
type FileFormat = StoreFormat | "v" | "dz" | "iiif";

/** @throws {UnsupportedError} for a format that is no row of bytes. */
export function refuseFileFormat(format: OutputFormat): asserts format is Exclude<OutputFormat, FileFormat> {
  if (format !== "v" && !isTileFolder(format) && !isStoreFormat(format)) return;
  throw new UnsupportedError(`${format} is written to files only`, { cure: "Save it, or choose another format." });
}

/** Whether a format is a folder of tiles at several sizes, for viewers. */
export function isTileFolder(format: OutputFormat): format is "dz" | "iiif" {
  return format === "dz" || format === "iiif";
}

/** Whether a format is an array in chunks. */
export function isStoreFormat(format: OutputFormat): format is StoreFormat {
  return format === "hdf5" || format === "zarr";
}

/** The output format that a codec's name or a file's ending stands for, if any. */
export function formatNamed(name: string): OutputFormat | undefined {
  const word = name.toLowerCase().replace(/^\./, "");
  return outputFormats.find((format) => format === word || (endings[format] as readonly string[]).includes(word));
}

/**
 * The format of a file that is to be written: the given one, or that of its ending. This is decided once, where a user
 * names the file, and passed on. @throws {UsageError} for an unknown ending.
 */
export function formatOfFile(path: string, given: OutputFormat | undefined): OutputFormat {
  return given ?? outputFormat(extname(path));
}

/** As {@link formatNamed}. @throws {UsageError} when there is no such format. */
export function outputFormat(name: string): OutputFormat {
  const format = formatNamed(name);
  if (format !== undefined) return format;
  throw new UsageError(`"${name}" is not a format that can be written`, {
    cure: `Choose one of ${outputFormats.join(", ")}.`,
  });
}
