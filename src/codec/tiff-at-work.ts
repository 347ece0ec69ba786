/**
 * The limits of how Sluice writes TIFF: tiles in flight, and the memory that threads share which compress rows of tiles.
 * As codec/chunks-at-work, it stands below both users: the writer (store/tiff), and the price list (plan/cost/tiff).
 * Not here: writing (store/tiff/create-tiff, store/tiff/packed-rows), or the price (plan/cost/tiff).
 * Read next: codec/chunks-at-work, store/tiff/packed-rows.
 */
import { sampleBytes } from "../core/pixel-format.ts";
import { type ChunkedShape, chunkBytesOf, defaultInFlight } from "./chunks-at-work.ts";

/** Bytes of tiles that one call writes, and as many wait for the next one. */
export const gatheredBytes = 1_000_000;
const maxTiles = 64;

/** Tiles at work at once. Compression keeps to the threads that there are for it. */
export function tilesInFlight(shape: ChunkedShape, compression: "none" | "deflate"): number {
  if (compression !== "none") return defaultInFlight;
  return Math.max(defaultInFlight, Math.min(maxTiles, Math.floor((2 * gatheredBytes) / chunkBytesOf(shape))));
}

/** Rows of tiles in memory: one that is compressed, and one that is filled meanwhile. */
export const tileRowsHeld = 2;

/** Samples that a thread compresses at a time, about: a millisecond, which is long beside a message between threads. */
const togetherBytes = 2 ** 18;

/** The scratch memory of a thread beside the samples of a tile (store/bytes/quick-deflate). */
const scratchBytes = 32_768;

/** Where everything lies in the memory that threads share which compress the tiles of a TIFF: places, in bytes. */
export interface PackedLayout {
  /** From one row of pixels to the next. */
  readonly stride: number;
  /** Rows of tiles. */
  readonly rows: readonly number[];
  /** The scratch memory of each thread. */
  readonly scratches: readonly number[];
  /** Where compressed tiles go, so many together. */
  readonly slots: readonly number[];
  readonly together: number;
  readonly size: number;
}

/** The most that compressed tiles take: zlib's stored blocks are the largest, and a writer writes a little beyond. */
function packedBytes(length: number): number {
  return length + Math.ceil(length / 16_000) * 5 + 1024;
}

/**
 * `threads`: that compute the rows. Half as many compress, which keeps up with most of what is computed: each takes 300 MB
 * of samples a second, and memory.
 */
export function packedLayout(shape: ChunkedShape, threads: number): PackedLayout {
  const packing = Math.ceil(threads / 2);
  const columns = Math.ceil(shape.width / shape.chunk.width);
  const tileBytes = chunkBytesOf(shape);
  const stride = columns * shape.chunk.width * shape.bands * sampleBytes(shape.format);
  const together = Math.max(1, Math.min(columns, Math.round(togetherBytes / tileBytes)));
  // What nobody writes to, so that a place is never 0, and loops may read a little before and beyond.
  let size = 64;
  const places = (count: number, bytes: number): number[] => {
    return Array.from({ length: count }, () => {
      const place = size;
      size = Math.ceil((size + bytes) / 64) * 64;
      return place;
    });
  };
  return {
    ...{ stride, together },
    rows: places(tileRowsHeld, stride * shape.chunk.height + 64),
    scratches: places(packing, scratchBytes + tileBytes),
    slots: places(2 * packing + 2, together * packedBytes(tileBytes)),
    size,
  };
}
