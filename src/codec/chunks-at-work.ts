/**
 * The limits of how stores work: chunks that are read, written or compressed at once, and bytes that are assembled.
 * They stand below both users: the stores keep to them, and the planner's price lists count with them.
 * Not here: the memory that this takes (plan/cost/store-writing, plan/cost/store-reading), or the work
 * (store/chunks/chunked-store).
 * Read next: store/chunks/chunked-store, plan/cost/store-writing.
 */
import { type PixelFormat, sampleBytes } from "../core/pixel-format.ts";
import type { Size } from "../core/rect.ts";

/** An array in chunks. */
export interface ChunkedShape extends Size {
  readonly bands: number;
  readonly format: PixelFormat;
  readonly chunk: Size;
}

/** The uncompressed bytes of a whole chunk. */
export function chunkBytesOf(shape: ChunkedShape): number {
  return shape.chunk.width * shape.chunk.height * shape.bands * sampleBytes(shape.format);
}

/** The default number of chunks in flight: the threads of Node's own pool. */
export const defaultInFlight = 4;

/** Zarr: chunks in flight for a level below the largest, which has a quarter of the work of the level above. */
export const inFlightBelow = 2;

/** Bytes of rows that are halved at a time for the next level of a pyramid; at least two rows. */
export const slabBytes = 2 ** 20;

/** The maximum bytes of uncompressed chunks at once; above it, fewer chunks are read at a time. */
const maxUnpacked = 64 * 2 ** 20;

/**
 * Small chunks in flight: more than Node's pool has threads, so that the threads find work while this thread waits for
 * its turn. With chunks of 200 kB on two cores, six took an eighth less time than four, and eight no less than six.
 */
const smallInFlight = 6;
/** The maximum bytes of a small chunk: larger chunks take so long that no thread waits for long. */
const maxSmall = 2 ** 20;

/** The number of chunks of this size that are read at once. */
export function readsAtOnce(unpackedBytes: number): number {
  if (unpackedBytes <= maxSmall) return smallInFlight;
  return Math.max(1, Math.min(defaultInFlight, Math.floor(maxUnpacked / unpackedBytes)));
}

/** libhdf5: one thread reads, and the next piece is requested meanwhile. */
export const readsOfLibhdf5 = 2;
