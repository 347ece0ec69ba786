/**
 * Recognises a folder that is a Zarr store.
 * Not here: reading it (run/source/store-source, store/zarr/open).
 * Read next: run/source/store-source.
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { FileIdentity } from "../../graph/recipe/source.ts";

/** The files that mark a folder as a Zarr store. */
const zarrFiles = ["zarr.json", ".zarray", ".zgroup"];

/** The identity of a folder that is a Zarr store; undefined if it is not one. */
export function zarrIdentity(path: string): FileIdentity | undefined {
  if (!isFolder(path)) return undefined;
  for (const name of zarrFiles) {
    const identity = identityOf(join(path, name));
    if (identity !== undefined) return identity;
  }
  return undefined;
}

/** Whether a folder stands for one image: by its name, so that a broken store is one too, or by its files. */
export function isStoreFolder(path: string): boolean {
  return /\.zarr[\\/]?$/i.test(path) ? isFolder(path) : zarrIdentity(path) !== undefined;
}

/** The identity of a file; undefined if there is none. */
export function identityOf(path: string): FileIdentity | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && { device: found.dev, inode: found.ino, sizeBytes: found.size, modifiedNs: found.mtimeNs };
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    return false; // Opening it tells why.
  }
}
