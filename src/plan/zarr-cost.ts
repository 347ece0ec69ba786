/**
 * What a Zarr store holds in memory beside its chunks: indexes of shards, levels of a pyramid, chunks put in another order.
 * Not here: chunks and rectangles (plan/store-cost).
 * Read next: plan/store-cost. docs/zarr.md has the measurements.
 */
import { pelBytes } from "../graph/header.ts";
import { type ChunkedShape, memoryOf, usualInFlight } from "./store-cost.ts";
import { type Term, term } from "./term.ts";

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
    const held = memoryOf(shape, inFlight).filter(({ name }) => level === 0 || name !== "buffers not collected yet");
    const named = level === 0 ? held : held.map(({ tag, name, size }) => term(tag, `level ${level}: ${name}`, size));
    const index = term("scratch index", nameAt(level, "index of shards"), indexOf(shape));
    const planes = isPyramid ? [term("pixels", nameAt(level, "chunks by bands"), inFlight * chunkBytesOf(shape))] : [];
    const isLast = level === levels.length - 1;
    const half = isPyramid && !isLast ? [term("pixels", nameAt(level, "rows that are halved"), halfOf(shape))] : [];
    return [...named, index, ...planes, ...half];
  });
}

/**
 * The most that a store holds while it is read. `arrayChunkBytes`: of a chunk of the array, where it is not one of the
 * image: bands in chunks of their own, or several pages in one.
 */
export function zarrReadTerms(shape: ChunkedShape, arrayChunkBytes = chunkBytesOf(shape)): readonly Term[] {
  const held = memoryOf(shape, usualInFlight).filter(({ name }) => name !== "row of chunks");
  const extra = arrayChunkBytes === chunkBytesOf(shape) ? 0 : 2 * usualInFlight * arrayChunkBytes;
  const array = extra === 0 ? [] : [term("decoder", "chunks of the array", extra)];
  // At most so many indexes are kept, however large the image is.
  return [...held, ...array, term("scratch index", "index of shards", Math.min(2 ** 24, indexOf(shape)))];
}

function nameAt(level: number, name: string): string {
  return level === 0 ? name : `level ${level}: ${name}`;
}

function chunkBytesOf(shape: ChunkedShape): number {
  return shape.chunk.width * shape.chunk.height * pelBytes(shape);
}

/** Shards are whole: those at the edges have room for chunks that are not there. */
function indexOf({ width, height, chunk }: ChunkedShape): number {
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
