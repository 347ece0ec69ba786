/**
 * A IIIF image that appears under its name only when it is complete: a folder of tiles, and a description among them.
 * Not here: writing the tiles, or Deep Zoom, which has its description beside them (run/output/deep-zoom).
 * Read next: store/files/atomic-folder.
 */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  type AtomicFile,
  finished,
  outputFailure,
  removeAtExit,
  removeNow,
  temporaryName,
} from "../../store/files/atomic-file.ts";
import { replaceFolder } from "../../store/files/atomic-folder.ts";
import { sizeBelow } from "../../store/files/folder-size.ts";

const descriptionOf = (folder: string): string => join(folder, "info.json");

/** Whether a folder is such an image. */
export function isIiif(folder: string): boolean {
  return existsSync(descriptionOf(folder));
}

/** @throws {OutputError} when it is there and may not be replaced, or is no IIIF image, or cannot be made. */
export async function iiifFolder(path: string, overwrite: boolean): Promise<AtomicFile> {
  if (existsSync(path)) {
    if (!overwrite) throw outputFailure(path, { code: "EEXIST" });
    // A mistyped name must not remove somebody's home.
    if (!isIiif(path)) throw outputFailure(path, { code: "EISDIR" });
  }
  // The description says what its folder is called, and libvips puts a file of its own beside that: both in a folder of ours.
  const around = temporaryName(path);
  const folder = join(around, basename(path));
  removeAtExit(around);
  try {
    await mkdir(around);
  } catch (error) {
    finished(around);
    throw outputFailure(path, error);
  }
  return {
    temporaryPath: folder,
    size: () => sizeBelow(folder),
    finish: async () => {
      try {
        await replaceFolder(folder, path);
      } catch (error) {
        throw outputFailure(path, error);
      }
      await removeNow(around);
    },
    [Symbol.asyncDispose]: () => removeNow(around),
  };
}
