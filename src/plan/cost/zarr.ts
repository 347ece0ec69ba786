/**
 * The memory of a Zarr store while it is written: chunks, indexes of shards, levels of a pyramid.
 * Not here: chunks alone (plan/cost/store-writing), or reading (plan/cost/store-reading).
 * Read next: plan/cost/store-writing. docs/explanation/stores.md has the measurements.
 */

import {
  type ChunkedShape,
  chunkBytesOf,
  defaultInFlight,
  inFlightBelow,
  slabBytes,
} from "../../codec/chunks-at-work.ts";
import { type Term, term } from "../../core/term.ts";
import { pelBytes } from "../../graph/recipe/header.ts";
import { chunkWriteTerms } from "./store-writing.ts";

/** The bytes of a chunk in the index of a shard, and of V8's objects for a shard. */
const [indexBytes, shardBytes] = [16, 600];

/** The chunks of a default shard: 2048 × 2048 in chunks of 256 × 256. */
const chunksOfShard = 64;

/**
 * The maximum memory of a store while it is written. `levels` are all of its sizes, largest first. Several levels mean
 * an image of `c`, `y`, `x`, whose chunks are reordered.
 */
export function zarrWriteTerms(levels: readonly ChunkedShape[]): readonly Term[] {
  const isPyramid = levels.length > 1;
  return levels.flatMap((shape, level) => {
    const inFlight = level === 0 ? defaultInFlight : inFlightBelow;
    // Garbage that V8 has not collected yet is in one heap for all levels.
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

/** The bytes of all indexes. Shards are whole: at the edges they have room for missing chunks. */
export function shardIndexBytes({ width, height, chunk }: ChunkedShape): number {
  const side = Math.sqrt(chunksOfShard);
  const along = (size: number, step: number): number => Math.ceil(Math.ceil(size / step) / side);
  const shards = along(width, chunk.width) * along(height, chunk.height);
  return shards * (chunksOfShard * indexBytes + shardBytes);
}

/** Two rows that wait for each other, the halved rows of a slab, and the slab's copy where it is not aligned. */
function halfOf(shape: ChunkedShape): number {
  const rowBytes = shape.width * pelBytes(shape);
  return 2 * rowBytes + 1.5 * Math.max(slabBytes, 2 * rowBytes) + rowBytes;
}
