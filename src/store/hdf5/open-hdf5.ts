/**
 * Opens an image in an HDF5 file with one of two readers, and lists the datasets of a file.
 * Not here: the readers (store/hdf5/own/own-reader, store/hdf5/libhdf5/store).
 * Read next: store/hdf5/own/own-reader, store/hdf5/libhdf5/store.
 */
import { type FileHandle, open, stat } from "node:fs/promises";
import { DecodeError, isSluiceError, UnreadableError } from "../../core/errors.ts";
import type { PixelStore } from "../chunks/store.ts";
import type { DatasetInfo } from "./dataset/choose-dataset.ts";
import type { OpenHdf5Options } from "./dataset/open-options.ts";
import { generalDatasets, openGeneral } from "./libhdf5/store.ts";
import { openOwn, ownDatasets } from "./own/own-reader.ts";
import { NotUnderstood } from "./structure/byte-parser.ts";

/**
 * Opens an image of an HDF5 file for reading.
 * @throws {UnreadableError} when there is no such file. @throws {UnsupportedError} when it is not an HDF5 file, or has
 * no image.
 * @throws {UsageError} when there is no such dataset or page; it lists the present ones. @throws {DecodeError} when the
 * file is broken.
 */
export async function openHdf5(path: string, options: OpenHdf5Options = {}): Promise<PixelStore> {
  options.signal?.throwIfAborted();
  return await withFile(
    path,
    (handle) => openOwn(handle, path, options),
    async () => {
      await options.beforeThread?.();
      return await openGeneral(path, options);
    },
    true,
  );
}

/** All datasets of a file, images and others. Throws the errors of {@link openHdf5}. */
export async function datasets(path: string): Promise<readonly DatasetInfo[]> {
  return await withFile(
    path,
    (handle) => ownDatasets(handle, path),
    () => generalDatasets(path),
    false,
  );
}

async function withFile<T>(
  path: string,
  own: (handle: FileHandle) => Promise<T>,
  general: () => Promise<T>,
  staysOpen: boolean,
): Promise<T> {
  const handle = await opened(path);
  let keeps = false;
  try {
    const result = await own(handle);
    keeps = staysOpen;
    return result;
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw withPath(error, path);
  } finally {
    if (!keeps) await handle.close();
  }
  return await general();
}

async function opened(path: string): Promise<FileHandle> {
  try {
    // Opening a FIFO would wait for a writer.
    if (!(await stat(path)).isFile()) {
      throw new UnreadableError("it is not a regular file", { path, cure: "Copy its content to a file first." });
    }
    return await open(path, "r");
  } catch (error) {
    if (isSluiceError(error)) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "it does not exist" : code === "EACCES" ? "it may not be read" : message;
    throw new UnreadableError(reason, { path, cure: "Check the path and its permissions.", cause: error });
  }
}

function withPath(error: unknown, path: string): unknown {
  if (!isSluiceError(error, "decode") || error.path !== undefined) return error;
  return new DecodeError(error.problem, { path, cure: error.cure, cause: error });
}
