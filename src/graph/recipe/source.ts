/**
 * Where an image's bytes come from: a regular file, with what identified it when it was opened, bytes in memory, a
 * stream of bytes, or an array on disk.
 * Not here: reading them (run/source/open-source).
 * Read next: graph/recipe/header.
 */

/** What tells a file from another, and from itself after a change. */
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
  /** Lets go of a file that is there for this source alone. */
  readonly dispose?: (() => void) | undefined;
}

export interface BytesSource {
  readonly kind: "bytes";
  readonly bytes: Uint8Array;
}

/** An image in HDF5 or Zarr: a file or a folder, and which image of it. */
export interface StoreSource {
  readonly kind: "store";
  readonly path: string;
  readonly format: StoreFormat;
  readonly image: StoredImage;
  /** Of the file, or of the folder's metadata. */
  readonly identity: FileIdentity;
}

/** Which image of a store. */
export interface StoredImage {
  /** HDF5: the dataset's name, with those of its groups. Default: the only image, or the one called `image`. */
  readonly dataset?: string | undefined;
  /** Where dimensions count pages: which, from 0. Default 0. */
  readonly page?: number | undefined;
  /** What the dimensions are, a letter each: `y` rows, `x` columns, `c` bands, others pages. Default: as the file says. */
  readonly axes?: string | undefined;
  /** OME-Zarr: which of the sizes, the largest being 0. Default 0, or what a thumbnail needs. */
  readonly level?: number | undefined;
}

/** The bytes of a file as they come: a stream of Node or of the web, or anything else that gives bytes in turn. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** A stream of bytes, and where they go. */
export interface StreamedSource {
  readonly kind: "stream";
  /** Bytes that have come. */
  readonly size: number;
  /** What the stream failed with, where it did. */
  readonly failure: Error | undefined;
  /** Lets go of the stream, and of its bytes on disk. */
  dispose(): void;
}

export type ImageSource = FileSource | BytesSource | StreamedSource | StoreSource;

/** The file or folder that a source is, where it is one. */
export function pathOf(source: ImageSource | undefined): string | undefined {
  return source?.kind === "file" || source?.kind === "store" ? source.path : undefined;
}

/** How messages call a source. */
export function sourceName(source: ImageSource): string {
  if (source.kind === "stream") return "a stream of bytes";
  return source.kind === "bytes" ? `${source.bytes.length} bytes in memory` : source.path;
}

/** Arrays in chunks, which Sluice writes itself. */
export type StoreFormat = "hdf5" | "zarr";
