/**
 * The contract of every store: pixels of one image on disk, written and read by rectangles.
 * Not here: how any of them lays them out (store/hdf5, store/zarr), or how rectangles become chunks (store/chunks/chunked-store).
 * Read next: store/chunks/chunked-store.
 */
import type { ChunkFacts } from "../../codec/codec-facts.ts";
import type { PixelFormat } from "../../core/pixel-format.ts";
import type { Rect, Size } from "../../core/rect.ts";

/** The array that is stored, and how it is cut into chunks; those at the right and lower edge are padded with zeros. */
export interface StoredShape extends Size {
  readonly bands: number;
  readonly format: PixelFormat;
  readonly chunk: Size;
}

/** What is told of the image beside its pixels: by libvips' names of metadata fields, or by the file's own. */
export type Attributes = Readonly<Record<string, Attribute>>;
export type Attribute = string | number | Uint8Array | readonly number[];

/** What is told of a header beside the chunks' size. */
export type StoredReading = Pick<ChunkFacts, "compression" | "reader" | "unpackedBytes">;

/** Pixels that can be had by rectangles, in any order and several at once. */
export interface PixelStore extends AsyncDisposable {
  readonly shape: StoredShape;
  readonly attributes: Attributes;
  /** How it is read; undefined of one that is being made. */
  readonly reading?: StoredReading | undefined;
  /**
   * Samples of a rectangle inside the image: row by row without gaps, bands side by side, in this machine's byte order.
   * What was never written is zeros. `into` is used when it is given, and has exactly as many bytes.
   * @throws {UsageError} for a rectangle that is not inside. @throws {DecodeError} where the file is broken.
   */
  read(rect: Rect, into?: Uint8Array): Promise<Uint8Array>;
}

/** A store that is being made. Disposed of before it is finished, it leaves nothing behind under its final name. */
export interface OpenStore extends PixelStore {
  /**
   * Stores samples as {@link PixelStore.read} gives them, over what is there. They have been taken when it resolves, and
   * reach the disk later. Rectangles may come in any order; whole chunks, or rows from the top down, cost least.
   * @throws {OutputError} where the disk is full, perhaps because of an earlier rectangle.
   */
  write(rect: Rect, pixels: Uint8Array): Promise<void>;
  /** Writes what is left and gives the file its final name. Nothing can be written any more; it can still be read. */
  finish(): Promise<void>;
}

/** Which chunk: counted from the upper left, in chunks. */
export interface ChunkPlace {
  readonly row: number;
  readonly column: number;
}

/**
 * Where chunks lie: what differs between formats. A chunk is always whole, `chunk.width × chunk.height` pixels, padded at
 * the edges. Several calls may be under way, but never two for one chunk.
 */
export interface ChunkFile extends AsyncDisposable {
  /** The samples of a chunk, which are the caller's; undefined when it was never written. */
  get(place: ChunkPlace): Promise<Uint8Array | undefined>;
  /** The samples are the callee's until it resolves, and unchanged then. */
  put(place: ChunkPlace, samples: Uint8Array): Promise<void>;
  /**
   * As many whole chunks as there are samples of, below each other from a place on: only of files that take them as they
   * are, and faster than one by one.
   */
  readonly putColumn?: ((first: ChunkPlace, samples: Uint8Array) => Promise<void>) | undefined;
  /** All chunks are there: index, final name. */
  finish(): Promise<void>;
}
