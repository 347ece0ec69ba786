/**
 * A new file under a temporary name, open to write and to read, which gets its final name when it is complete.
 * Not here: files that libvips writes by their names (store/files/atomic-file), or folders (store/files/atomic-folder).
 * Read next: store/files/atomic-file.
 */
import { type FileHandle, lstat, open } from "node:fs/promises";
import { finished, nameFinally, outputFailure, removeAtExit, removeNow, temporaryName } from "./atomic-file.ts";

export interface NewFile {
  readonly handle: FileHandle;
  /** Gives the complete file its final name, and leaves it open. */
  complete(): Promise<void>;
  /** Closes it, and removes it where it was not completed. */
  close(): Promise<void>;
}

/** @throws {OutputError} when it cannot be made, or exists and must not be replaced. */
export async function newFile(path: string, overwrite: boolean): Promise<NewFile> {
  await refuseExisting(path, overwrite);
  const temporaryPath = temporaryName(path);
  removeAtExit(temporaryPath);
  const handle = await opened(temporaryPath, path, "wx+").catch((error: unknown) => {
    finished(temporaryPath);
    throw error;
  });
  return {
    handle,
    complete: () => named(temporaryPath, path, overwrite),
    close: async () => {
      await handle.close();
      await removeNow(temporaryPath);
    },
  };
}

/** Gives a complete file its final name. */
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

/** @throws {OutputError} before any work, when the file could not get its final name at the end. */
export async function refuseExisting(path: string, overwrite: boolean): Promise<void> {
  const existing = await lstat(path).catch(() => undefined);
  if (existing?.isDirectory() === true) throw outputFailure(path, { code: "EISDIR" });
  if (existing !== undefined && !overwrite) throw outputFailure(path, { code: "EEXIST" });
}
