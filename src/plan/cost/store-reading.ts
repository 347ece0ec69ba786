/**
 * The memory of a chunk store while a recipe reads it, for each of its readers.
 * Not here: writing (plan/cost/store-writing), or the pipeline that the rows go to (plan/cost/pipeline).
 * Read next: plan/cost/decoder. docs/explanation/stores.md has the measurements.
 */
import { type ChunkedShape, chunkBytesOf, readsAtOnce, readsOfLibhdf5 } from "../../codec/chunks-at-work.ts";
import type { ChunkFacts } from "../../codec/codec-facts.ts";
import type { Size } from "../../core/rect.ts";
import { type Term, term } from "../../core/term.ts";
import { pelBytes } from "../../graph/recipe/header.ts";
import { deflateState, hdf5Index, leftBuffers } from "./store-writing.ts";
import { shardIndexBytes } from "./zarr.ts";

/** The facts about a store's chunks from its header. */
export interface StoredChunks extends Pick<ChunkFacts, "reader" | "unpackedBytes"> {
  readonly codec: "hdf5" | "zarr";
}

/** The maximum memory of reading `loaded` in order: all rows of the array, or the rows of a part or a level. */
export function storeReadTerms(
  shape: ChunkedShape,
  { codec, reader, unpackedBytes }: StoredChunks,
  loaded: Size,
): Term[] {
  const chunkBytes = chunkBytesOf(shape);
  const unpacked = unpackedBytes ?? chunkBytes;
  const rows = Math.min(loaded.height, shape.chunk.height);
  const bands = term("decoder", `two rows of chunks of ${rows} rows`, 2 * rows * loaded.width * pelBytes(shape));
  if (reader === "libhdf5") {
    // A piece exists twice on either side of the thread boundary, and its chunk twice while it is decompressed.
    const pieces = term("decoder", "pieces on their way", readsOfLibhdf5 * 2 * chunkBytes);
    return [bands, pieces, ...libhdf5Terms(chunkBytes + 2 * unpacked)];
  }
  const inFlight = readsAtOnce(unpacked);
  // As stored, uncompressed, and reordered where the image has another order.
  const each = 2 * unpacked + (unpackedBytes === undefined ? 0 : chunkBytes) + deflateState;
  // The number of cached indexes is limited for any image size.
  const shards = term("scratch index", "index of shards", Math.min(2 ** 24, shardIndexBytes(shape)));
  return [
    bands,
    term("decoder", "chunks on their way", inFlight * each),
    leftBuffers(2 * rows * loaded.width * pelBytes(shape)),
    codec === "hdf5" ? hdf5Index(shape, 48) : shards,
  ];
}

/**
 * The thread that reads HDF5 files with libhdf5: a JavaScript heap, libhdf5 and its caches. `working` is the bytes that
 * it reads and decompresses at a time.
 */
export function libhdf5Terms(working: number): readonly Term[] {
  return [term("process", "libhdf5 in a thread", 50_000_000), term("decoder", "a chunk being unpacked", 2 * working)];
}
