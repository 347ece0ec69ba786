/**
 * Adds up the bytes of all files below a folder, for images that are folders: Zarr, and the tiles of Deep Zoom.
 * Not here: the free space of the disk (store/files/disk-room).
 * Read next: store/files/atomic-folder.
 */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** The number of files that are asked at once: a store may have a million files. */
const atOnce = 64;

/** The size in bytes, hidden files included. A file that disappears meanwhile, or is not accessible, counts as 0. */
export async function sizeBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  let size = 0;
  for (let first = 0; first < files.length; first += atOnce) {
    const some = files.slice(first, first + atOnce);
    const sizes = await Promise.all(some.map(({ parentPath, name }) => sizeOf(join(parentPath, name))));
    size += sizes.reduce((sum, each) => sum + each, 0);
  }
  return size;
}

async function sizeOf(file: string): Promise<number> {
  return await stat(file).then(
    (found) => found.size,
    () => 0,
  );
}
