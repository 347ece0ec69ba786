/**
 * Lists the files below a folder by their endings. Follows links, skips hidden names, and enters no folder twice. It
 * lists a Zarr store as one image and does not enter it.
 * Not here: patterns, and the order (batch/find-inputs).
 * Read next: batch/find-inputs.
 */
import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { isStoreFolder } from "../run/source/store-folder.ts";

type Kind = "file" | "folder" | "other";

/**
 * Paths relative to the folder, unsorted. The list includes folders that may not be read and broken links: opening them
 * then reports why, and they are not lost in silence. Pipes and devices are left out.
 */
export async function walkFolder(folder: string, endings: RegExp, recursive = true): Promise<string[]> {
  const found: string[] = [];
  const entered = new Set<string>();
  const waiting = [""];
  for (let below = waiting.shift(); below !== undefined; below = waiting.shift()) {
    const path = join(folder, below);
    const entries = await entriesOf(path, entered).catch(() => undefined);
    if (entries === undefined) found.push(below);
    for (const entry of entries ?? []) {
      if (entry.name.startsWith(".")) continue;
      const name = join(below, entry.name);
      const kind = await kindOf(join(folder, name), entry);
      if (kind === "folder" && isStoreFolder(join(folder, name))) found.push(name);
      else if (kind === "folder" && recursive) waiting.push(name);
      if (kind === "file" && endings.test(entry.name)) found.push(name);
    }
  }
  return found;
}

/**
 * Entries of a folder, or none if it was already entered by another path. Otherwise a link to a parent
 * folder would never end.
 */
async function entriesOf(path: string, entered: Set<string>): Promise<Dirent[]> {
  const { dev, ino } = await stat(path, { bigint: true });
  const identity = `${dev} ${ino}`;
  if (entered.has(identity)) return [];
  entered.add(identity);
  return await readdir(path, { withFileTypes: true });
}

async function kindOf(path: string, entry: Dirent): Promise<Kind> {
  const target = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
  if (target === undefined || target.isFile()) return "file";
  return target.isDirectory() ? "folder" : "other";
}
