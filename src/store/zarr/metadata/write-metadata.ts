/**
 * Writes the JSON files of arrays and groups durably, and checks whether an interrupted store has the same files.
 * Not here: their content (store/zarr/metadata/metadata-v2, store/zarr/metadata/metadata-v3, store/zarr/metadata/ome).
 * Read next: store/zarr/write/create.
 */
import { mkdir, open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UsageError } from "../../../core/errors.ts";

/** The content of JSON files, by their names below the store's folder. */
export type MetadataFiles = Readonly<Record<string, object>>;

export async function writeMetadata(folder: string, files: MetadataFiles): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await using handle = await open(path, "w");
    await handle.writeFile(textOf(content));
    await handle.datasync();
  }
}

/**
 * Whether an interrupted store has metadata at all; without it, nothing of the store can be used.
 * @throws {UsageError} when the store was begun with other options.
 */
export async function hasSameMetadata(folder: string, files: MetadataFiles): Promise<boolean> {
  for (const [name, content] of Object.entries(files)) {
    const found = await readFile(join(folder, name), "utf8").catch(() => "");
    if (found === textOf(content)) continue;
    // The crash came while the metadata was written.
    if (!isJson(found)) return false;
    throw new UsageError(`the interrupted store was begun with another image or other options: its ${name} differs`, {
      path: folder,
      cure: "Give the same shape, options and attributes, or remove that folder to begin anew.",
    });
  }
  return true;
}

function textOf(content: object): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
