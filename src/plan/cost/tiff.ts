/**
 * The memory of a TIFF that is written tile by tile in any order: tiles in flight, and their addresses.
 * Not here: TIFFs that libvips writes (plan/cost/encoder), or rows on their way (plan/cost/pipeline).
 * Read next: plan/cost/store-writing.
 */

import { defaultInFlight } from "../../codec/chunks-at-work.ts";
import { type Term, term } from "../../core/term.ts";
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

/** Addresses and lengths, and the same once more when the directory is written. */
function tileIndex({ width, height, chunk }: ChunkedShape): Term {
  const tiles = Math.ceil(width / chunk.width) * Math.ceil(height / chunk.height);
  return term("scratch index", "where tiles lie", 48 * tiles + 20_000);
}
