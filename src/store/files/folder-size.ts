/**
 * How many bytes the files below a folder have, for images that are folders: Zarr, and the tiles of Deep Zoom.
 * Not here: what the disk has left (store/files/disk-room).
 * Read next: store/files/atomic-folder.
 */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Asked for at once: a store may be a million files. */
const atOnce = 64;

/** In bytes, hidden files included. What goes meanwhile, or may not be looked at, counts for nothing. */
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
