/**
 * A new file under a temporary name, which gets its final one when it is complete.
 * Not here: files that are there already (store/hdf5/existing-file), or were left by an interrupted run
 * (store/hdf5/interrupted-file).
 * Read next: store/atomic-file.
 */
import { type FileHandle, lstat, open } from "node:fs/promises";
import { finished, nameFinally, outputFailure, removeAtExit, removeNow, temporaryName } from "../atomic-file.ts";
import type { OutputFile } from "./hdf5-output.ts";
import { superblockBytes } from "./superblock.ts";

/** @throws {OutputError} when it cannot be made, or is there and may not be replaced. */
export async function newFile(path: string, overwrite: boolean): Promise<OutputFile> {
  await refuseExisting(path, overwrite);
  const temporaryPath = temporaryName(path);
  removeAtExit(temporaryPath);
  const handle = await opened(temporaryPath, path, "wx+").catch((error: unknown) => {
    finished(temporaryPath);
    throw error;
  });
  return {
    handle,
    start: { path, end: superblockBytes, root: new Map() },
    confirm: async () => {},
    complete: () => named(temporaryPath, path, overwrite),
    close: async () => {
      await handle.close();
      await removeNow(temporaryPath);
    },
  };
}

/** Gives a complete file its name. */
export async function named(temporaryPath: string, path: string, overwrite: boolean): Promise<void> {
  await nameFinally(temporaryPath, path, overwrite).catch((error: unknown) => {
    throw outputFailure(path, error);
  });
}

export async function opened(file: string, path: string, flags: string | number): Promise<FileHandle> {
  return await open(file, flags, 0o666).catch((error: unknown) => {
    throw outputFailure(path, error);
  });
}

/** @throws {OutputError} before any work, when the file could not be given its name in the end. */
export async function refuseExisting(path: string, overwrite: boolean): Promise<void> {
  const existing = await lstat(path).catch(() => undefined);
  if (existing?.isDirectory() === true) throw outputFailure(path, { code: "EISDIR" });
  if (existing !== undefined && !overwrite) throw outputFailure(path, { code: "EEXIST" });
}
