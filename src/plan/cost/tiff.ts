/**
 * The memory of a TIFF that Sluice writes: tile by tile in any order, or rows of tiles that threads compress.
 * Not here: TIFFs that libvips writes (plan/cost/encoder), or rows on their way (plan/cost/pipeline).
 * Read next: plan/cost/store-writing, store/tiff/packed-rows.
 */

import { type ChunkedShape, chunkBytesOf } from "../../codec/chunks-at-work.ts";
import { packedLayout, tilesInFlight } from "../../codec/tiff-at-work.ts";
import { isComplex } from "../../core/pixel-format.ts";
import { type Term, term } from "../../core/term.ts";
import type { EncodeOptions } from "../../graph/output/format-options.generated.ts";
import { type ImageHeader, imageBytes } from "../../graph/recipe/header.ts";
import { rowTerms } from "./pipeline.ts";
import { chunkWriteTerms, deflateState } from "./store-writing.ts";

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

/** A thread that compresses, without its scratch memory: JavaScript's heap and WebAssembly's code. Measured: 9 MB. */
const packingThread = 10_000_000;

/** An output's options with what the planner chose. */
export type ChosenOptions = EncodeOptions & {
  /** TIFF: whether threads of Sluice compress the tiles; else libvips does, on one. */
  readonly packed?: boolean | undefined;
};

/** Below this libvips is done before threads have started. */
const leastPackedBytes = 16_000_000;
/** An image so wide that two rows of its tiles take more is left to libvips. */
const maxHeldBytes = 1_000_000_000;

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
  return packedLayout(tiffShape(image, tileSize), 1).size < maxHeldBytes;
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
    term("thread buffers", words, packing * (packingThread + deflateState + 2 * chunkBytesOf(shape))),
    tileIndex(shape),
  ];
}

/** Addresses and lengths, and the same once more when the directory is written. */
function tileIndex({ width, height, chunk }: ChunkedShape): Term {
  const tiles = Math.ceil(width / chunk.width) * Math.ceil(height / chunk.height);
  return term("scratch index", "where tiles lie", 48 * tiles + 20_000);
}
