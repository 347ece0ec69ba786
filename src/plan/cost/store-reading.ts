/**
 * What a store of chunks holds in memory while it is read in a recipe, whichever of its readers reads it.
 * Not here: writing (plan/cost/store-writing), or the pipeline that the rows go to (plan/cost/pipeline).
 * Read next: plan/cost/decoder. docs/explanation/stores.md has the measurements.
 */
import type { ChunkFacts } from "../../codec/codec-facts.ts";
import type { Size } from "../../core/rect.ts";
import { type Term, term } from "../../core/term.ts";
import { pelBytes } from "../../graph/recipe/header.ts";
import {
  type ChunkedShape,
  chunkBytesOf,
  deflateState,
  hdf5Index,
  leftBuffers,
  usualInFlight,
} from "./store-writing.ts";
import { shardIndexBytes } from "./zarr.ts";

/** Bytes of unpacked chunks at once, above which fewer of them are read at a time. */
const heldAtOnce = 64 * 2 ** 20;

/**
 * Small chunks that are read at once: more than Node's pool has threads, which then find work while this thread waits
 * for its turn. Of chunks of 200 kB on two cores, six took an eighth less time than four, and eight no less than six.
 */
const smallInFlight = 6;
/** Bytes of the largest that counts as small: larger ones take so long that no thread waits for long. */
const mostSmall = 2 ** 20;

/** Chunks that are read at once, of so many bytes each. */
export function readsAtOnce(unpackedBytes: number): number {
  if (unpackedBytes <= mostSmall) return smallInFlight;
  return Math.max(1, Math.min(usualInFlight, Math.floor(heldAtOnce / unpackedBytes)));
}

/** One thread reads; the next piece is asked for meanwhile. */
export const readsOfLibhdf5 = 2;

/** What the header of a store knows of its reading. */
export interface StoredChunks extends Pick<ChunkFacts, "reader" | "unpackedBytes"> {
  readonly codec: "hdf5" | "zarr";
}

/** The most that reading `loaded` of the array in order holds at once: all of its rows, or those of a part or a level. */
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
    // A piece is there twice on either side of the thread's door, and its chunk twice while it is unpacked.
    const pieces = term("decoder", "pieces on their way", readsOfLibhdf5 * 2 * chunkBytes);
    return [bands, pieces, ...libhdf5Terms(chunkBytes + 2 * unpacked)];
  }
  const inFlight = readsAtOnce(unpacked);
  // As they are stored, unpacked, and put into the image's order where that is another.
  const each = 2 * unpacked + (unpackedBytes === undefined ? 0 : chunkBytes) + deflateState;
  // At most so many indexes are kept, however large the image is.
  const shards = term("scratch index", "index of shards", Math.min(2 ** 24, shardIndexBytes(shape)));
  return [
    bands,
    term("decoder", "chunks on their way", inFlight * each),
    leftBuffers(2 * rows * loaded.width * pelBytes(shape)),
    codec === "hdf5" ? hdf5Index(shape, 48) : shards,
  ];
}

/**
 * The thread that reads HDF5 files which our own reader does not understand: a JavaScript heap, libhdf5 and its caches.
 * `working`: bytes of what it reads and unpacks at a time.
 */
export function libhdf5Terms(working: number): readonly Term[] {
  return [term("process", "libhdf5 in a thread", 50_000_000), term("decoder", "a chunk being unpacked", 2 * working)];
}
