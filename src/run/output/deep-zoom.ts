/**
 * A Deep Zoom image that appears under its name only when it is complete: a description, and a folder of tiles beside it.
 * Not here: single files (store/files/atomic-file), or writing the tiles.
 * Read next: store/files/atomic-file.
 */
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { extname } from "node:path";
import { OutputError } from "../../core/errors.ts";
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

/** `path` is the description's; the tiles are below `NAME_files`, where viewers look for them. */
export async function deepZoomFiles(path: string, overwrite: boolean): Promise<AtomicFile> {
  const base = temporaryName(path);
  const [description, tiles] = [`${base}.dzi`, `${base}_files`];
  const finalTiles = `${path.slice(0, path.length - extname(path).length)}_files`;
  const isThere = await stat(finalTiles).then(
    () => true,
    () => false,
  );
  if (isThere && !overwrite) throw outputFailure(finalTiles, { code: "EEXIST" });
  for (const each of [description, tiles]) removeAtExit(each);
  try {
    // The saver makes the folder itself; this finds out whether it will be able to.
    await mkdir(tiles);
    await rm(tiles, { recursive: true });
  } catch (error) {
    for (const each of [description, tiles]) finished(each);
    throw outputFailure(path, error);
  }
  return {
    temporaryPath: base,
    size: async () => (await stat(description)).size + (await sizeBelow(tiles)),
    finish: async () => {
      try {
        await sync(description);
        await replaceFolder(tiles, finalTiles);
        finished(tiles);
        await rename(description, path);
        finished(description);
      } catch (error) {
        throw error instanceof OutputError ? error : outputFailure(path, error);
      }
    },
    [Symbol.asyncDispose]: async () => {
      await removeNow(description);
      await removeNow(tiles);
    },
  };
}

/** Makes the content of a file durable. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
