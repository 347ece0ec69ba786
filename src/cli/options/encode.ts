/**
 * The options of how results are encoded, which `thumb`, `apply` and `convert` share.
 * Not here: what they do to a file (run/output/savers), or to memory (plan/cost/encoder).
 * Read next: graph/output/encoding.
 */
import type { Command } from "commander";
import { type EncodeOptions, metadataKinds } from "../../graph/output/encoding.ts";
import { parseChunk, parseColour, parseKeep, wholeNumber } from "./parse.ts";

/** The options as commander parses them. */
export interface EncodeFlags {
  readonly quality?: number;
  readonly effort?: number;
  readonly lossless?: boolean;
  readonly interlace?: boolean;
  readonly optimise?: boolean;
  readonly tile?: boolean;
  readonly tileSize?: number;
  readonly pyramid?: boolean;
  readonly compression?: string;
  readonly level?: number;
  readonly levels?: number;
  readonly chunk?: string;
  readonly dataset?: string;
  readonly zarrVersion?: 2 | 3;
  readonly iiifId?: string;
  readonly maxSize?: string;
  readonly keep?: string;
  readonly background?: string;
}

/** `kept`: what metadata is carried over when nobody says, for the help. */
export function addEncodeOptions(command: Command, kept: string): Command {
  return command
    .option("-q, --quality <number>", "1 to 100; default 80, for avif 50", wholeNumber("--quality", 1, 100))
    .option("--effort <number>", "time spent on compression, 0 (least) to 10", wholeNumber("--effort", 0, 10))
    .option("--lossless", "webp and avif without loss")
    .option("--interlace", "progressive jpeg, interlaced png; both hold the whole image in memory")
    .option("--optimise", "jpeg some 5 % smaller, which holds the whole image; default: up to 4 megapixels")
    .option("--no-optimise", "jpeg in one pass, whatever its size")
    .option("--tile", "tiff in tiles")
    .option("--tile-size <pixels>", "of tiff (128), dz (254) and iiif (512)", wholeNumber("--tile-size", 16, 8192))
    .option("--pyramid", "tiff with smaller levels; zarr as OME-Zarr")
    .option(
      "--levels <number>",
      "sizes of a zarr pyramid; default: until one is a chunk",
      wholeNumber("--levels", 1, 64),
    )
    .option(
      "--compression <name>",
      "of tiff: deflate (default), jpeg, lzw, none …; of hdf5 and zarr: deflate, rle, none",
    )
    .option("--level <number>", "of deflate in hdf5 and zarr, 0 to 9; default 1", wholeNumber("--level", 0, 9))
    .option("--chunk <size>", "of hdf5 and zarr, in pixels: 256 (the default), or 256x128")
    .option("--dataset <name>", "of hdf5, with its groups: scans/left; default image")
    .option("--zarr-version <number>", "3 (the default), or 2", zarrVersion)
    .option("--iiif-id <url>", "of iiif: where its folder will be found; default https://example.com/iiif")
    .option("--max-size <size>", "the most that hdf5 or zarr may take on disk, such as 2GB; default: what it has")
    .option("--keep <kinds>", `metadata to carry over: ${metadataKinds.join(",")}, all or none; default ${kept}`)
    .option("--background <colour>", "behind alpha and as padding: #rrggbb, or 0 to 255 as one or three numbers");
}

/** @throws {UsageError} for a colour, a kind of metadata or a size of chunks that is none. */
export function encodeOptions({
  keep,
  background,
  chunk,
  zarrVersion: version,
  iiifId: id,
  maxSize: maxBytes,
  ...others
}: EncodeFlags): EncodeOptions {
  const { quality, effort, lossless, interlace, optimise, tile, tileSize, pyramid, compression } = others;
  const { level, levels, dataset } = others;
  return {
    ...{ quality, effort, lossless, interlace, optimise, tile, tileSize, pyramid, compression },
    ...{ level, levels, dataset, version, id, maxBytes },
    ...(chunk === undefined ? {} : { chunk: parseChunk(chunk) }),
    ...(keep === undefined ? {} : { keep: parseKeep(keep) }),
    ...(background === undefined ? {} : { background: parseColour(background) }),
  };
}

function zarrVersion(text: string): 2 | 3 {
  return wholeNumber("--zarr-version", 2, 3)(text) as 2 | 3;
}
