/**
 * The sources of an image's bytes: a regular file with its identity, bytes in memory, a stream of bytes, or an array on
 * disk.
 * Not here: reading them (run/source/open-source).
 * Read next: graph/recipe/header.
 */

/** Identifies a file, and shows whether it has changed. */
export interface FileIdentity {
  readonly device: bigint;
  readonly inode: bigint;
  readonly sizeBytes: bigint;
  readonly modifiedNs: bigint;
}

export interface FileSource {
  readonly kind: "file";
  readonly path: string;
  readonly identity: FileIdentity;
  /** Deletes a file that exists only for this source. */
  readonly dispose?: (() => void) | undefined;
}

export interface BytesSource {
  readonly kind: "bytes";
  readonly bytes: Uint8Array;
}

/** An image in HDF5 or Zarr: a file or a folder, and which image in it. */
export interface StoreSource {
  readonly kind: "store";
  readonly path: string;
  readonly format: StoreFormat;
  readonly image: StoredImage;
  /** The identity of the file, or of the folder's metadata. */
  readonly identity: FileIdentity;
}

/** Chooses an image of a store. */
export interface StoredImage {
  /** HDF5: the full name of the dataset, with its groups. Default: the only image, or the one called `image`. */
  readonly dataset?: string | undefined;
  /** The page, from 0, where dimensions count pages. Default 0. */
  readonly page?: number | undefined;
  /**
   * The meaning of each dimension, one letter each: `y` rows, `x` columns, `c` bands, others pages. Default: as in the
   * file.
   */
  readonly axes?: string | undefined;
  /** OME-Zarr: the level, 0 being the largest. Default 0, or the level that a thumbnail needs. */
  readonly level?: number | undefined;
}

/** The bytes of a file as they arrive: a stream of Node or of the web, or any other async iterable of bytes. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** A stream of bytes, and its bytes on disk. */
export interface StreamedSource {
  readonly kind: "stream";
  /** The bytes received so far. */
  readonly size: number;
  /** The stream's error, where it failed. */
  readonly failure: Error | undefined;
  /** Closes the stream, and deletes its bytes on disk. */
  dispose(): void;
}

export type ImageSource = FileSource | BytesSource | StreamedSource | StoreSource;

/** The path of a source that is a file or folder. */
export function pathOf(source: ImageSource | undefined): string | undefined {
  return source?.kind === "file" || source?.kind === "store" ? source.path : undefined;
}

/** The name of a source in messages. */
export function sourceName(source: ImageSource): string {
  if (source.kind === "stream") return "a stream of bytes";
  return source.kind === "bytes" ? `${source.bytes.length} bytes in memory` : source.path;
}

/** Array formats in chunks, which Sluice writes itself. */
export type StoreFormat = "hdf5" | "zarr";
