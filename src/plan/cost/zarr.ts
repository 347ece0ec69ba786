/**
 * What a Zarr store holds in memory while it is written: chunks, indexes of shards, levels of a pyramid.
 * Not here: chunks alone (plan/cost/store-writing), or reading (plan/cost/store-reading).
 * Read next: plan/cost/store-writing. docs/explanation/stores.md has the measurements.
 */

import { type Term, term } from "../../core/term.ts";
import { pelBytes } from "../../graph/recipe/header.ts";
import { type ChunkedShape, chunkBytesOf, chunkWriteTerms, usualInFlight } from "./store-writing.ts";

/** Chunks at once of a level below the largest: it has a quarter of the work of the one above. */
export const inFlightBelow = 2;

/** Bytes of rows that are halved at a time; at least two rows are. */
export const slabBytes = 2 ** 20;

/** Of a chunk in the index of a shard, and what V8 keeps for a shard. */
const [indexBytes, shardBytes] = [16, 600];

/** Chunks of the usual shard, 2048 × 2048 of chunks of 256 × 256. */
const chunksOfShard = 64;

/**
 * The most that a store holds while it is written. `levels`: all of its sizes, largest first; more than one is an image of
 * `c`, `y`, `x`, whose chunks are put in that order.
 */
export function zarrWriteTerms(levels: readonly ChunkedShape[]): readonly Term[] {
  const isPyramid = levels.length > 1;
  return levels.flatMap((shape, level) => {
    const inFlight = level === 0 ? usualInFlight : inFlightBelow;
    // What V8 has not collected yet is one heap, whichever level it came from.
    const held = chunkWriteTerms(shape, inFlight).filter(
      ({ name }) => level === 0 || name !== "buffers not collected yet",
    );
    const named = level === 0 ? held : held.map(({ tag, name, size }) => term(tag, `level ${level}: ${name}`, size));
    const index = term("scratch index", nameAt(level, "index of shards"), shardIndexBytes(shape));
    const planes = isPyramid ? [term("pixels", nameAt(level, "chunks by bands"), inFlight * chunkBytesOf(shape))] : [];
    const isLast = level === levels.length - 1;
    const half = isPyramid && !isLast ? [term("pixels", nameAt(level, "rows that are halved"), halfOf(shape))] : [];
    return [...named, index, ...planes, ...half];
  });
}

function nameAt(level: number, name: string): string {
  return level === 0 ? name : `level ${level}: ${name}`;
}

/** Bytes of all indexes. Shards are whole: those at the edges have room for chunks that are not there. */
export function shardIndexBytes({ width, height, chunk }: ChunkedShape): number {
  const side = Math.sqrt(chunksOfShard);
  const along = (size: number, step: number): number => Math.ceil(Math.ceil(size / step) / side);
  const shards = along(width, chunk.width) * along(height, chunk.height);
  return shards * (chunksOfShard * indexBytes + shardBytes);
}

/** Two rows that wait for each other, and the rows made of a slab, which is copied where it begins at an odd place. */
function halfOf(shape: ChunkedShape): number {
  const rowBytes = shape.width * pelBytes(shape);
  return 2 * rowBytes + 1.5 * Math.max(slabBytes, 2 * rowBytes) + rowBytes;
}
