/**
 * The memory of a chunk store while it is written: chunks that are assembled, compressed and written.
 * Not here: reading (plan/cost/store-reading), Zarr's further terms (plan/cost/zarr), or rows on their way
 * (plan/cost/pipeline).
 * Read next: plan/cost/zarr, plan/cost/store-reading. docs/explanation/stores.md has the measurements.
 */
import { type ChunkedShape, chunkBytesOf, defaultInFlight } from "../../codec/chunks-at-work.ts";
import { type Term, term } from "../../core/term.ts";

/** The memory of each compressing stream: windows, tables and Node's own; zlib itself takes 268 kB. */
export const deflateState = 300_000;

/**
 * Large buffers are freed at once (store/bytes/release-buffer). These are many small ones, and what the allocator keeps
 * between them.
 */
export function leftBuffers(max: number): Term {
  return term("pixels", "buffers not collected yet", Math.min(5_000_000, max));
}

/** The maximum memory of chunks while they are written: rows of chunks that are assembled, and chunks in flight. */
export function chunkWriteTerms(shape: ChunkedShape, inFlight = defaultInFlight): readonly Term[] {
  const columns = Math.ceil(shape.width / shape.chunk.width);
  const rows = Math.ceil(shape.height / shape.chunk.height);
  const chunkBytes = chunkBytesOf(shape);
  return [
    // One more than a row is open for a moment, until the oldest is in flight; and a row's buffers wait for the next
    // row.
    term("pixels", "row of chunks", (columns + 1) * chunkBytes),
    term("pixels", "chunks on their way", inFlight * chunkBytes),
    term("encoder", "compression", inFlight * (2 * chunkBytes + deflateState)),
    leftBuffers(columns * rows * 2 * chunkBytes),
  ];
}

/** The maximum memory of an HDF5 file while it is written. */
export function hdf5WriteTerms(shape: ChunkedShape): readonly Term[] {
  return [...chunkWriteTerms(shape), hdf5Index(shape, 12)];
}

/**
 * The addresses of an HDF5 dataset's chunks: 12 bytes a chunk while it is written, up to 48 while it is read, since
 * lists grow by doubling.
 */
export function hdf5Index({ width, height, chunk }: ChunkedShape, each: number): Term {
  const chunks = Math.ceil(width / chunk.width) * Math.ceil(height / chunk.height);
  return term("scratch index", "where chunks lie", each * chunks + 20_000);
}
