/**
 * What a file says of its own coding: sniffs the format and reads the facts that price its decoder and list its levels.
 * Not here: what libvips tells after opening (bands, orientation, pages), nor the prices themselves (plan).
 * Read next: codec/sniff, then codec/jpeg-markers and codec/tiff-directories.
 */
import type { ByteReader } from "./byte-reader.ts";
import { type GifFacts, readGifBlocks } from "./gif-blocks.ts";
import { type JpegFacts, readJpegMarkers } from "./jpeg-markers.ts";
import { type PngFacts, readPngChunks } from "./png-chunks.ts";
import { type Codec, sniffCodec } from "./sniff.ts";
import { readTiffDirectories, type TiffFacts } from "./tiff-directories.ts";
import { readWebpChunks, type WebpFacts } from "./webp-chunks.ts";

/** The codecs with facts of their own; of the others only the name is known. */
type DetailedFacts =
  | { readonly codec: "jpeg"; readonly jpeg: JpegFacts }
  | { readonly codec: "png"; readonly png: PngFacts }
  | { readonly codec: "webp"; readonly webp: WebpFacts }
  | { readonly codec: "gif"; readonly gif: GifFacts }
  | ({ readonly codec: "tiff" } & TiffFacts)
  | ({ readonly codec: "hdf5" | "zarr" } & ChunkFacts);

/** Of an array in chunks: their size in pixels. Its reader tells, and nothing here. */
export interface ChunkFacts {
  readonly chunkWidth: number;
  readonly chunkHeight: number;
  /** By the format's own name, such as `deflate` or `gzip`, `none` for none; undefined where the reader does not know. */
  readonly compression?: string | undefined;
  /** `libhdf5` where that reads the file, in a thread of its own; undefined where we do. */
  readonly reader?: "libhdf5" | undefined;
  /** Bytes of what is unpacked as one, where that is no chunk of the image: it has other bands or pages, or is larger. */
  readonly unpackedBytes?: number | undefined;
}

export type CodecFacts = DetailedFacts | { readonly codec: Exclude<Codec, DetailedFacts["codec"]> };

/** Counting stops at one more than this, so that the answer "too many" does not cost the whole file. */
export interface CodecLimits {
  readonly maxScans: number;
  readonly maxFrames: number;
}

/**
 * The facts of a file. Undefined where the format is not known, and where it is but the structure is not understood;
 * {@link sniffCodec} tells the two apart. Nothing is thrown for what a file contains; to call it broken is libvips' part.
 */
export function readCodecFacts(reader: ByteReader, limits: CodecLimits): CodecFacts | undefined {
  const codec = sniffCodec(reader);
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
