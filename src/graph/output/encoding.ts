/**
 * The formats that can be written, their file endings, and the options that the formats share.
 * Not here: libvips' savers (run/output/savers), or what an encoder holds in memory (plan/cost/encoder).
 * Read next: graph/image/image.
 */
import { toBytes } from "../../core/bytes.ts";
import { UnsupportedError, UsageError } from "../../core/errors.ts";
import type { Size } from "../../core/rect.ts";
import type { StoreFormat } from "../recipe/source.ts";
import { checkBackground } from "../recipe/thumbnail.ts";

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
export const outputFormats = Object.keys(endings) as readonly OutputFormat[];

export const metadataKinds = ["exif", "icc", "xmp", "iptc", "other"] as const;
export type MetadataKind = (typeof metadataKinds)[number];

export interface EncodeOptions {
  /** 1 to 100. Default 80, and 50 for AVIF; PNG, GIF and libvips' own format have none. */
  readonly quality?: number | undefined;
  /** WebP and AVIF without loss. Default false. */
  readonly lossless?: boolean | undefined;
  /** Time spent on compression, 0 (least) to the format's most: PNG, GIF 10; WebP 6; AVIF 9. libvips' defaults. */
  readonly effort?: number | undefined;
  /** Progressive JPEG or interlaced PNG; both need the whole image in memory. Default false. */
  readonly interlace?: boolean | undefined;
  /**
   * JPEG with Huffman tables of its own: some 5 % smaller, and the whole image is in memory as coefficients, 6 bytes a
   * pixel. Default: up to 4 megapixels, where the budget has room.
   */
  readonly optimise?: boolean | undefined;
  /** TIFF in tiles instead of strips. Default false. */
  readonly tile?: boolean | undefined;
  /** Side of the square tiles of TIFF (a multiple of 16; default 128), Deep Zoom (254, and 1 of overlap) and IIIF (512). */
  readonly tileSize?: number | undefined;
  /** TIFF with smaller levels, and Zarr as OME-Zarr: until one fits into a chunk. Default false. */
  readonly pyramid?: boolean | undefined;
  /** Of a pyramid in Zarr: how many sizes, the image's own included. Default: as many as it takes. */
  readonly levels?: number | undefined;
  /**
   * TIFF compression by libvips' name, such as `deflate`, `jpeg`, `lzw`, `none`; of HDF5 and Zarr `deflate`, `rle` (deflate
   * that looks for runs of one byte only: twice as fast) or `none`. Default `deflate`.
   */
  readonly compression?: string | undefined;
  /** HDF5 and Zarr: how hard deflate tries, 0 to 9. Default 1. */
  readonly level?: number | undefined;
  /** HDF5 and Zarr: side of the chunks in pixels, or width and height. Default 256. */
  readonly chunk?: number | Size | undefined;
  /** HDF5: name of the dataset, with those of its groups, such as `scans/left`. Default `image`. */
  readonly dataset?: string | undefined;
  /** IIIF: the URL at which the folder will be found, without the folder's own name. Default `https://example.com/iiif`. */
  readonly id?: string | undefined;
  /**
   * Zarr: version of the format; default 3, in shards of 2048 × 2048 pixels; 2 has a file a chunk. IIIF: of its Image API;
   * default 3.
   */
  readonly version?: 2 | 3 | undefined;
  /**
   * HDF5 and Zarr: the most that it may take on disk, in bytes or as text with a unit; it ends with an error when it would
   * take more. Default: what the disk has.
   */
  readonly maxBytes?: number | string | undefined;
  /** What lies under alpha where the format has none: 1 or 3 values, 0 to 255. Default white. */
  readonly background?: readonly number[] | undefined;
  /** Metadata to carry over. Default: all of it, or none where the recipe has a thumbnail. */
  readonly keep?: readonly MetadataKind[] | "all" | "none" | undefined;
}

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

/** Width and height of chunks; 256 × 256 where nobody says, and never larger than the image. */
export function chunkOf({ chunk = 256 }: EncodeOptions, image: Size): Size {
  const { width, height } = typeof chunk === "object" ? chunk : { width: chunk, height: chunk };
  return { width: Math.min(width, image.width), height: Math.min(height, image.height) };
}

/** The output format that a codec's name or a file's ending stands for, if any. */
export function formatNamed(name: string): OutputFormat | undefined {
  const word = name.toLowerCase().replace(/^\./, "");
  return outputFormats.find((format) => format === word || (endings[format] as readonly string[]).includes(word));
}

/** As {@link formatNamed}. @throws {UsageError} when there is no such format. */
export function outputFormat(name: string): OutputFormat {
  const format = formatNamed(name);
  if (format !== undefined) return format;
  throw new UsageError(`"${name}" is not a format that can be written`, {
    cure: `Choose one of ${outputFormats.join(", ")}.`,
  });
}

/** @throws {UsageError} when an option that all formats share is out of range. */
export function checkEncodeOptions(options: EncodeOptions): void {
  const { quality, effort, keep, background, tileSize, chunk } = options;
  if (quality !== undefined && !(Number.isInteger(quality) && quality >= 1 && quality <= 100)) {
    throw new UsageError(`quality is ${quality} and must be a whole number from 1 to 100`, { cure: "Try 80." });
  }
  if (effort !== undefined && !(Number.isInteger(effort) && effort >= 0 && effort <= 10)) {
    throw new UsageError(`effort is ${effort} and must be a whole number from 0 to 10`, { cure: "Try 4." });
  }
  if (tileSize !== undefined && !(Number.isInteger(tileSize) && tileSize >= 16 && tileSize <= 8192)) {
    throw new UsageError(`tileSize is ${tileSize} and must be a whole number from 16 to 8192`, { cure: "Try 256." });
  }
  const sides = typeof chunk === "object" ? [chunk.width, chunk.height] : [chunk ?? 256];
  if (!sides.every((side) => Number.isInteger(side) && side >= 1 && side <= 16_384)) {
    throw new UsageError(`chunk is ${sides.join(" × ")} and must be whole numbers from 1 to 16384`, {
      cure: "Try 256.",
    });
  }
  if (background !== undefined) checkBackground(background);
  if (options.maxBytes !== undefined) toBytes(options.maxBytes);
  if (keep === undefined || keep === "all" || keep === "none") return;
  const unknown = typeof keep === "string" ? [keep as string] : keep.filter((kind) => !metadataKinds.includes(kind));
  if (unknown.length > 0) {
    throw new UsageError(
      `keep has ${unknown.join(", ")} and is "all", "none" or a list of ${metadataKinds.join(", ")}`,
      {
        cure: 'Write a list such as ["exif", "icc"].',
      },
    );
  }
}
