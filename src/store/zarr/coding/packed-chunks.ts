/**
 * Chunks as they lie in files, packed: what files of one chunk and shards have in common.
 * Not here: the two (store/zarr/shard/chunk-files, store/zarr/shard/shard-reader, store/zarr/shard/shard-writer), or unpacking (store/zarr/coding/chunk-decoder).
 * Read next: store/zarr/shard/chunk-files.
 */
import { DecodeError, isSluiceError, UnreadableError } from "../../../core/errors.ts";

/** A chunk's number along every dimension. */
export type ArrayPlace = readonly number[];

/** The bytes of a chunk, and where they were found. */
export interface PackedChunk {
  readonly bytes: Uint8Array;
  readonly file: string;
  /** In bytes from the start of the file. */
  readonly offset: number;
}

/** Packed chunks to be read, several at once. */
export interface PackedChunks extends AsyncDisposable {
  /** Undefined for one that was never written. @throws {DecodeError} where a file is broken. */
  get(place: ArrayPlace): Promise<PackedChunk | undefined>;
}

/** Packed chunks to be written; they can be read meanwhile, and afterwards. */
export interface WritableChunks extends PackedChunks {
  put(place: ArrayPlace, bytes: Uint8Array): Promise<void>;
  /** Completes what is open, and makes it durable. */
  finish(): Promise<void>;
}

/** More than any codec makes of so many bytes; what is longer is broken, or meant to fill the memory. */
export function mostPacked(bytes: number): number {
  return bytes * 2 + 65_536;
}

/** @throws {DecodeError} for a chunk that claims to be longer than it can be. */
export function checkPacked(file: string, offset: number, length: number, most: number): void {
  if (length <= most) return;
  throw brokenChunk(file, offset, `it takes ${length} bytes, and can take ${most} at most`);
}

export function brokenChunk(file: string, offset: number, words: string, cause?: unknown): DecodeError {
  return new DecodeError(`the chunk at byte ${offset} cannot be read: ${words}`, {
    path: file,
    cause,
    cure: "Get a good copy of the store, or write the chunk again.",
  });
}

/** What a failure to open or read a file means for who reads pixels. */
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

/** Whether there is simply no such file. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}
