/**
 * Maps an error while a store is written: Sluice's own errors stay as they are, system errors get a text.
 * Not here: the texts (store/files/disk-room, store/files/atomic-file).
 * Read next: store/files/disk-room.
 */
import { isSluiceError } from "../../../core/errors.ts";
import { writeFailure } from "../../files/disk-room.ts";

/** `path` is the store's final name, `needed` the bytes that were to be written. */
export async function writeError(path: string, error: unknown, needed: number): Promise<Error> {
  const isSystems = error instanceof Error && "code" in error && !isSluiceError(error);
  return isSystems ? await writeFailure(path, error, needed) : (error as Error);
}
