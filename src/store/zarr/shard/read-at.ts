/**
 * Reads a given number of bytes at an offset of an open file.
 * Not here: which bytes (store/zarr/shard/shard-reader, store/zarr/shard/shard-writer).
 * Read next: store/zarr/shard/shard-reader.
 */
import type { FileHandle } from "node:fs/promises";
import { brokenChunk, readFailure } from "../coding/packed-chunks.ts";

/** @throws {DecodeError} when the file ends too early. */
export async function readAt(handle: FileHandle, file: string, offset: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled).catch((error: unknown) => {
      throw readFailure(file, error);
    });
    if (bytesRead === 0) throw brokenChunk(file, offset, `the file ends ${length - filled} bytes before its end`);
    filled += bytesRead;
  }
  return bytes;
}
