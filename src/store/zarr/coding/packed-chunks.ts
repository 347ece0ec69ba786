/**
 * Compressed chunks as stored in files: the common interface of files with one chunk and of shards.
 * Not here: the two (store/zarr/shard/chunk-files, store/zarr/shard/shard-reader, store/zarr/shard/shard-writer), or
 * decoding (store/zarr/coding/chunk-decoder).
 * Read next: store/zarr/shard/chunk-files.
 */
import { DecodeError, isSluiceError, UnreadableError } from "../../../core/errors.ts";

/** The index of a chunk along every dimension. */
export type ArrayPlace = readonly number[];

/** The bytes of a chunk, with their file and offset. */
export interface PackedChunk {
  readonly bytes: Uint8Array;
  readonly file: string;
  /** In bytes from the start of the file. */
  readonly offset: number;
}

/** Compressed chunks to read, several at once. */
export interface PackedChunks extends AsyncDisposable {
  /** Undefined for a chunk that was never written. @throws {DecodeError} where a file is broken. */
  get(place: ArrayPlace): Promise<PackedChunk | undefined>;
}

/** Compressed chunks to write. They are readable while the store is written, and afterwards. */
export interface WritableChunks extends PackedChunks {
  put(place: ArrayPlace, bytes: Uint8Array): Promise<void>;
  /** Completes open shards and makes them durable. */
  finish(): Promise<void>;
}

/**
 * The maximum size of a compressed chunk. No codec exceeds it; a longer chunk is broken, or an attempt to exhaust
 * memory.
 */
export function maxPackedBytes(bytes: number): number {
  return bytes * 2 + 65_536;
}

/** @throws {DecodeError} for a chunk that claims to be longer than it can be. */
export function checkPacked(file: string, offset: number, length: number, max: number): void {
  if (length <= max) return;
  throw brokenChunk(file, offset, `it takes ${length} bytes, and can take ${max} at most`);
}

export function brokenChunk(file: string, offset: number, words: string, cause?: unknown): DecodeError {
  return new DecodeError(`the chunk at byte ${offset} cannot be read: ${words}`, {
    path: file,
    cause,
    cure: "Get a good copy of the store, or write the chunk again.",
  });
}

/** The error for a reader of pixels when a file cannot be opened or read. */
export function readFailure(file: string, error: unknown): Error {
  if (isSluiceError(error)) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return error as Error;
  return new UnreadableError(`it cannot be read: ${message}`, {
    path: file,
    cause: error,
    cure: "Check the permissions of the store's files, and the disk.",
  });
}

/** Whether the file does not exist. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}
