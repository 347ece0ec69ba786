/**
 * What a store of chunks holds in memory while it is written or read.
 * Not here: the store (store/chunked-store), or the rows on the way to it (plan/pipeline-cost).
 * Read next: plan/term. docs/stores.md has the measurements.
 */
import type { PixelFormat } from "../core/pixel-format.ts";
import { pelBytes, type Size } from "../graph/header.ts";
import { type Term, term } from "./term.ts";

/** Chunks that are read, written or compressed at once, where nothing else is said: the threads of Node's own pool. */
export const usualInFlight = 4;

/** An array in chunks. */
export interface ChunkedShape extends Size {
  readonly bands: number;
  readonly format: PixelFormat;
  readonly chunk: Size;
}

/**
 * What V8 lets buffers of zlib and of reading grow to before it collects them, beside those in use: measured as 28 MB.
 * It is memory that is free already, and nobody told.
 */
const uncollected = 30_000_000;

/** Of each stream that compresses: windows, tables and Node's own; zlib itself takes 268 kB. */
const deflateState = 300_000;

/** The most that reading one holds at once beside what is read into: chunks, packed and unpacked. */
export function readingMemory(shape: ChunkedShape, inFlight = usualInFlight): readonly Term[] {
  const chunkBytes = shape.chunk.width * shape.chunk.height * pelBytes(shape);
  const whole = shape.width * shape.height * pelBytes(shape);
  return [
    term("decoder", "chunks on their way", inFlight * (2 * chunkBytes + deflateState)),
    term("decoder", "buffers not collected yet", Math.min(uncollected, 2 * whole)),
  ];
}

/** The most that a chunked store holds at once while it is written, by name: rows of chunks that are being put together, and chunks at work. */
export function memoryOf(shape: ChunkedShape, inFlight = usualInFlight): readonly Term[] {
  const columns = Math.ceil(shape.width / shape.chunk.width);
  const rows = Math.ceil(shape.height / shape.chunk.height);
  const chunkBytes = shape.chunk.width * shape.chunk.height * pelBytes(shape);
  return [
    // One more than a row is open for a moment, until the oldest is on its way.
    term("pixels", "row of chunks", (Math.min(columns, columns * rows) + 1) * chunkBytes),
    term("pixels", "chunks on their way", 2 * inFlight * chunkBytes),
    term("encoder", "compression", inFlight * (2 * chunkBytes + deflateState)),
    term("encoder", "buffers not collected yet", Math.min(uncollected, columns * rows * 2 * chunkBytes)),
  ];
}

/**
 * Where the chunks of an HDF5 dataset lie: 12 bytes a chunk while it is written, up to 48 while it is read, since lists
 * grow by doubling.
 */
export function hdf5IndexTerm({ width, height, chunk }: ChunkedShape): Term {
  const chunks = Math.ceil(width / chunk.width) * Math.ceil(height / chunk.height);
  return term("scratch index", "where chunks lie", 48 * chunks + 20_000);
}

/**
 * The thread that reads HDF5 files which our own reader does not understand: a JavaScript heap, and libhdf5's memory, which
 * holds a chunk of the file twice while it unpacks it. Measured as 65 MB with chunks of 200 kB.
 */
export function generalReaderTerms(chunkBytes: number): readonly Term[] {
  return [
    term("process", "libhdf5 in a thread", 70_000_000),
    term("decoder", "a chunk being unpacked", 3 * chunkBytes),
  ];
}
