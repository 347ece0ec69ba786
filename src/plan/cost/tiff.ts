/**
 * The memory of a TIFF that Sluice writes: tile by tile in any order, or rows of tiles that threads compress.
 * Not here: TIFFs that libvips writes (plan/cost/encoder), or rows on their way (plan/cost/pipeline).
 * Read next: plan/cost/store-writing, store/tiff/packed-rows.
 */

import { defaultInFlight } from "../../codec/chunks-at-work.ts";
import { isComplex } from "../../core/pixel-format.ts";
import { type Term, term } from "../../core/term.ts";
import type { EncodeOptions } from "../../graph/output/format-options.generated.ts";
import { type ImageHeader, imageBytes, pelBytes } from "../../graph/recipe/header.ts";
import { rowTerms, threadBetween } from "./pipeline.ts";
import { type ChunkedShape, chunkBytesOf, chunkWriteTerms, deflateState } from "./store-writing.ts";

/** Bytes of tiles that one call writes, and as many wait for the next one. */
export const gatheredBytes = 1_000_000;
const mostTiles = 64;

/** Tiles at work at once. Compression keeps to the threads that there are for it. */
export function tilesInFlight(shape: ChunkedShape, compression: "none" | "deflate"): number {
  if (compression !== "none") return defaultInFlight;
  return Math.max(defaultInFlight, Math.min(mostTiles, Math.floor((2 * gatheredBytes) / chunkBytesOf(shape))));
}

/**
 * The most that it holds while it is written. Where whole tiles come, and no parts of them, the row of them that is put
 * together is never there.
 */
export function tiffWriteTerms(shape: ChunkedShape, compression: "none" | "deflate"): readonly Term[] {
  const inFlight = tilesInFlight(shape, compression);
  const terms = chunkWriteTerms(shape, inFlight).filter(({ tag }) => tag !== "encoder");
  // Of each stream its tables and its buffer; and of each tile its differences, and what came of them.
  const coding = term("encoder", "compression", inFlight * (3 * chunkBytesOf(shape) + deflateState));
  return [...terms, ...(compression === "none" ? [] : [coding]), tileIndex(shape)];
}

/** Where whole columns of tiles come, which are stored as they are: all but those at the lower edge. */
export function tiffColumnTerms(shape: ChunkedShape): readonly Term[] {
  return [term("pixels", "tiles at the lower edge", 3 * chunkBytesOf(shape)), tileIndex(shape)];
}

/** Rows of tiles in memory: one that is compressed, and one that is filled meanwhile. */
export const tileRowsHeld = 2;

/** Samples that a thread compresses at a time, about: a millisecond, which is long beside a message between threads. */
const togetherBytes = 2 ** 18;

/** The scratch memory of a thread beside the samples of a tile (store/bytes/quick-deflate). */
const scratchBytes = 32_768;

/** An output's options with what the planner chose. */
export type ChosenOptions = EncodeOptions & {
  /** TIFF: whether threads of Sluice compress the tiles; else libvips does, on one. */
  readonly packed?: boolean | undefined;
};

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
  const stride = columns * shape.chunk.width * pelBytes(shape);
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

/** Below this libvips is done before threads have started. */
const leastPackedBytes = 16_000_000;
/** An image so wide that two rows of its tiles take more is left to libvips. */
const mostHeldBytes = 1_000_000_000;

/** What libvips stores as the samples are. */
const plainInTiff: ReadonlySet<string> = new Set(["b-w", "cmyk", "grey16", "multiband", "rgb", "rgb16", "srgb"]);

/** Whether libvips stores an image as its samples are, so that others may write the tiles. */
export function hasPlainSamples({ interpretation, coding }: ImageHeader): boolean {
  return plainInTiff.has(interpretation) && coding === undefined;
}

/**
 * Whether threads of Sluice may compress the tiles of a TIFF as its rows come. libvips compresses on one thread, and has
 * what is no row of plain samples: pyramids, several pages, and every compression but deflate.
 */
export function mayPack(image: ImageHeader, options: EncodeOptions): boolean {
  const { compression = "deflate", tile = true, tileSize, pyramid = false } = options;
  if (!hasPlainDirectory(options)) return false;
  if (!tile || pyramid || compression !== "deflate" || image.pages > 1 || !hasPlainSamples(image)) return false;
  // Differences of complex numbers are understood in more than one way.
  if (imageBytes(image) < leastPackedBytes || isComplex(image.format)) return false;
  return packedLayout(tiffShape(image, tileSize), 1).size < mostHeldBytes;
}

/** Whether nothing was asked for that only libvips writes. */
export function hasPlainDirectory({ predictor, bitdepth, bigtiff }: EncodeOptions): boolean {
  return predictor === undefined && bitdepth === undefined && bigtiff === undefined;
}

/** The image in square tiles; 128 pixels are libvips' own default. */
export function tiffShape({ width, height, bands, format }: Omit<ChunkedShape, "chunk">, side = 128): ChunkedShape {
  return { width, height, bands, format, chunk: { width: side, height: side } };
}

/** What a TIFF holds whose tiles are compressed as its rows come. */
export function packedTiffTerms(shape: ChunkedShape, threads: number): readonly Term[] {
  const { size, scratches } = packedLayout(shape, threads);
  const { length: packing } = scratches;
  const words = packing === 1 ? "a thread that compresses" : `${packing} threads that compress`;
  return [
    ...rowTerms(),
    term("encoder", "tiles on their way", size),
    // Where something is searched for, zlib's tables, and the tile once more.
    term("thread buffers", words, packing * (threadBetween + deflateState + 2 * chunkBytesOf(shape))),
    tileIndex(shape),
  ];
}

/** Addresses and lengths, and the same once more when the directory is written. */
function tileIndex({ width, height, chunk }: ChunkedShape): Term {
  const tiles = Math.ceil(width / chunk.width) * Math.ceil(height / chunk.height);
  return term("scratch index", "where tiles lie", 48 * tiles + 20_000);
}
