/**
 * The options for a new store, and the decisions from them: codecs, shards and the sizes of a pyramid.
 * Not here: making it (store/zarr/write/create).
 * Read next: store/zarr/write/create.
 */
import { UsageError } from "../../../core/errors.ts";
import type { Size } from "../../../core/rect.ts";
import { checkDeflate } from "../../bytes/deflate.ts";
import type { Attributes, StoredShape } from "../../chunks/store.ts";
import type { CodecName } from "../metadata/zarr-array.ts";
import type { Packing } from "./image-writer.ts";

/** The layout of the array. */
export interface ZarrLayout {
  /** Default 3. */
  readonly version?: 2 | 3 | undefined;
  /**
   * `gzip`, the default; `zlib` in version 2 only; `rle`, which is gzip that looks only for runs of one byte, twice as
   * fast; or `none`.
   */
  readonly compression?: "gzip" | "zlib" | "rle" | "none" | undefined;
  /** The compression level, 0 to 9. Default 1. */
  readonly level?: number | undefined;
  /**
   * The size of a shard in pixels, in whole chunks; false for one file a chunk. Default 2048 × 2048 in version 3;
   * version 2 has no shards.
   */
  readonly shard?: Size | false | undefined;
  /**
   * Writes OME-Zarr with smaller levels: true until a level fits into a chunk, or the number of levels. Default false.
   */
  readonly pyramid?: boolean | number | undefined;
}

export interface CreateZarrOptions extends ZarrLayout {
  readonly attributes?: Attributes | undefined;
  /** Whether to replace an existing store of the same name; anything else is never replaced. Default false. */
  readonly overwrite?: boolean | undefined;
  /**
   * Continues an interrupted store, if there is one; when this run is interrupted, its store stays for the next.
   * Default false.
   */
  readonly resume?: boolean | undefined;
  /** A hash of the input and the work, in hexadecimal: `resume` refuses a store with another hash. Default: none. */
  readonly madeFrom?: string | undefined;
  /** The maximum size of the store, in bytes. Exceeding it is an error. Default: as many as the disk has. */
  readonly maxBytes?: number | undefined;
  /** Aborts writing. */
  readonly signal?: AbortSignal | undefined;
}

/** The layout after all decisions. */
export interface DecidedLayout {
  readonly version: 2 | 3;
  readonly packer: CodecName | undefined;
  readonly packing: Packing;
  readonly shard: Size | undefined;
  readonly pyramid: boolean | number;
}

/** @throws {UsageError} for options that do not go together. */
export function decideLayout(options: ZarrLayout, { chunk }: StoredShape): DecidedLayout {
  const { version = 3, compression = "gzip", level = 1, pyramid = false } = options;
  checkDeflate({ level });
  if (version !== 2 && version !== 3) throw wrong(`there is no version ${version} of Zarr`, "Give 2 or 3.");
  if (!["gzip", "zlib", "rle", "none"].includes(compression)) {
    throw wrong(`there is no compression "${compression}"`, "Give gzip, zlib, rle or none.");
  }
  if (version === 3 && compression === "zlib") throw wrong("version 3 has no zlib", 'Give "gzip", or version 2.');
  if (typeof pyramid === "number" && (!Number.isInteger(pyramid) || pyramid < 1 || pyramid > 32)) {
    throw wrong(`a pyramid has 1 to 32 levels, and not ${pyramid}`, "Give true for as many as it takes.");
  }
  const name = compression === "rle" ? "gzip" : compression;
  const packing: Packing =
    name === "none" ? undefined : { level, strategy: compression === "rle" ? "rle" : "default", wrapping: name };
  const packer = name === "none" ? undefined : { name, configuration: { level } };
  return { version, packer, packing, shard: shardOf(options, version, chunk), pyramid };
}

function shardOf({ shard }: ZarrLayout, version: 2 | 3, chunk: Size): Size | undefined {
  if (version === 2 && shard) throw wrong("version 2 has no shards", "Give version 3, or no shard.");
  if (version === 2 || shard === false) return undefined;
  const { width, height } = shard ?? { width: defaultShard(chunk.width), height: defaultShard(chunk.height) };
  const fits = [width, height].every((side) => Number.isInteger(side) && side > 0);
  if (!fits || width % chunk.width !== 0 || height % chunk.height !== 0) {
    throw wrong(
      `a shard of ${width} × ${height} pixels is not made of chunks of ${chunk.width} × ${chunk.height}`,
      "Give a multiple of the chunk's width and height.",
    );
  }
  return { width, height };
}

/** The multiple of a chunk's side that is nearest to 2048. */
function defaultShard(side: number): number {
  return Math.max(1, Math.round(2048 / side)) * side;
}

function wrong(words: string, cure: string): UsageError {
  return new UsageError(words, { cure });
}
