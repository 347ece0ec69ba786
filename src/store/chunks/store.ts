/**
 * The contract of every store: pixels of one image on disk, written and read by rectangles.
 * Not here: the file formats (store/hdf5, store/zarr), or how rectangles become chunks (store/chunks/chunked-store).
 * Read next: store/chunks/chunked-store.
 */
import type { ChunkFacts } from "../../codec/codec-facts.ts";
import type { PixelFormat } from "../../core/pixel-format.ts";
import type { Rect, Size } from "../../core/rect.ts";

/** The stored array, and how it is cut into chunks. Chunks at the right and lower edge are padded with zeros. */
export interface StoredShape extends Size {
  readonly bands: number;
  readonly format: PixelFormat;
  readonly chunk: Size;
}

/** The metadata of the image, by libvips' names of metadata fields, or by the file's own. */
export type Attributes = Readonly<Record<string, Attribute>>;
export type Attribute = string | number | Uint8Array | readonly number[];

/** How chunks are stored and read, for the image's header. */
export type StoredReading = Pick<ChunkFacts, "compression" | "reader" | "unpackedBytes">;

/** Pixels that can be read by rectangles, in any order and several at once. */
export interface PixelStore extends AsyncDisposable {
  readonly shape: StoredShape;
  readonly attributes: Attributes;
  /** How the store is read; undefined for a store that is being written. */
  readonly reading?: StoredReading | undefined;
  /**
   * Reads the samples of a rectangle inside the image: row by row without gaps, bands interleaved, in this machine's
   * byte order. Pixels that were never written are zeros. `into` receives the samples where it is given; it must have
   * exactly as many bytes.
   * @throws {UsageError} for a rectangle that is not inside. @throws {DecodeError} where the file is broken.
   */
  read(rect: Rect, into?: Uint8Array): Promise<Uint8Array>;
}

/** A store that is being written. Disposed of before `finish()`, it leaves nothing under its final name. */
export interface OpenStore extends PixelStore {
  /**
   * Stores samples in the layout of {@link PixelStore.read}, over earlier ones. When it resolves, the samples have been
   * copied; they reach the disk later. Rectangles may come in any order; whole chunks, or rows from the top down, cost
   * least.
   * @throws {OutputError} where the disk is full, perhaps because of an earlier rectangle.
   */
  write(rect: Rect, pixels: Uint8Array): Promise<void>;
  /** Writes all pending chunks and gives the file its final name. After that it can be read, but not written. */
  finish(): Promise<void>;
}

/** A chunk by its row and column, counted from the upper left. */
export interface ChunkPlace {
  readonly row: number;
  readonly column: number;
}

/**
 * The chunks of a file: the part that differs between formats. A chunk is always whole, `chunk.width × chunk.height`
 * pixels, padded at the edges. Several calls may be in flight, but never two for one chunk.
 */
export interface ChunkFile extends AsyncDisposable {
  /** The samples of a chunk; the caller owns them. Undefined when the chunk was never written. */
  get(place: ChunkPlace): Promise<Uint8Array | undefined>;
  /** The callee owns the samples until it resolves, and must leave them unchanged. */
  put(place: ChunkPlace, samples: Uint8Array): Promise<void>;
  /**
   * Writes several whole chunks below each other, from a place on. Only files that store the samples as they are have
   * it; it is faster than one chunk at a time.
   */
  readonly putColumn?: ((first: ChunkPlace, samples: Uint8Array) => Promise<void>) | undefined;
  /** Called when all chunks are written: writes the index and sets the final name. */
  finish(): Promise<void>;
}

/** How a store of chunks is read or written. */
export interface ChunkedStoreOptions {
  readonly attributes?: Attributes | undefined;
  /** How the store reads its chunks, for the plan. */
  readonly reading?: StoredReading | undefined;
  /** Chunks that are read, written or compressed at once. Default 4, the size of Node's thread pool. */
  readonly inFlight?: number | undefined;
  /** Aborts reading and writing; pending calls then reject with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}
