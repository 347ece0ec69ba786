/**
 * What a file says about its own coding: sniffs the format and reads the facts that price its decoder
 * and list its levels.
 * Not here: what libvips reports after opening (bands, orientation, pages), or the prices themselves (plan).
 * Read next: codec/sniff, then codec/jpeg-markers and codec/tiff-directories.
 */
import type { ByteReader } from "./byte-reader.ts";
import { type GifFacts, readGifBlocks } from "./gif-blocks.ts";
import { type JpegFacts, readJpegMarkers } from "./jpeg-markers.ts";
import { type PngFacts, readPngChunks } from "./png-chunks.ts";
import { type Codec, sniffCodec } from "./sniff.ts";
import { readTiffDirectories, type TiffFacts } from "./tiff-directories.ts";
import { readWebpChunks, type WebpFacts } from "./webp-chunks.ts";

/** The codecs that have facts of their own. For all other codecs only the name is known. */
type DetailedFacts =
  | { readonly codec: "jpeg"; readonly jpeg: JpegFacts }
  | { readonly codec: "png"; readonly png: PngFacts }
  | { readonly codec: "webp"; readonly webp: WebpFacts }
  | { readonly codec: "gif"; readonly gif: GifFacts }
  | ({ readonly codec: "tiff" } & TiffFacts)
  | ({ readonly codec: "hdf5" | "zarr" } & ChunkFacts);

/** The chunks of an array in HDF5 or Zarr: their size in pixels. The store's reader fills this in, not this module. */
export interface ChunkFacts {
  readonly chunkWidth: number;
  readonly chunkHeight: number;
  /** The format's own name, such as `deflate` or `gzip`, or `none`. Undefined if the reader does not know it. */
  readonly compression?: string | undefined;
  /** `libhdf5` if libhdf5 reads the file, in a thread of its own. Undefined if Sluice's own reader does. */
  readonly reader?: "libhdf5" | undefined;
  /**
   * Uncompressed bytes of one chunk, if it is not simply a chunk of the image: it has other bands or
   * pages, or is larger.
   */
  readonly unpackedBytes?: number | undefined;
}

export type CodecFacts = DetailedFacts | { readonly codec: Exclude<Codec, DetailedFacts["codec"]> };

/** Counting stops one above the limit, so that the answer "too many" does not need the whole file. */
export interface CodecLimits {
  readonly maxScans: number;
  readonly maxFrames: number;
}

/**
 * The facts of a file. Undefined if the format is unknown, or if it is known but its structure is not understood;
 * {@link sniffCodec} tells the two apart, and its answer may be passed as `codec`. The contents of a file never make this throw; libvips decides whether
 * the file is broken.
 */
export function readCodecFacts(
  reader: ByteReader,
  limits: CodecLimits,
  codec: Codec | undefined = sniffCodec(reader),
): CodecFacts | undefined {
  switch (codec) {
    case undefined:
      return undefined;
    case "jpeg": {
      const jpeg = readJpegMarkers(reader, limits);
      return jpeg && { codec, jpeg };
    }
    case "png": {
      const png = readPngChunks(reader);
      return png && { codec, png };
    }
    case "webp": {
      const webp = readWebpChunks(reader, limits);
      return webp && { codec, webp };
    }
    case "gif": {
      const gif = readGifBlocks(reader, limits);
      return gif && { codec, gif };
    }
    case "tiff": {
      const tiff = readTiffDirectories(reader);
      return tiff && { codec, ...tiff };
    }
    case "hdf5":
    case "zarr":
      return undefined;
    default:
      return { codec };
  }
}
