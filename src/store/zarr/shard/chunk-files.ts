/**
 * Reads and writes chunks that are a file each, as in version 2, and in version 3 without shards.
 * Not here: shards (store/zarr/shard/shard-reader, store/zarr/shard/shard-writer), or the content of the bytes
 * (store/zarr/coding/chunk-decoder).
 * Read next: store/zarr/shard/shard-writer.
 */
import { mkdir, open, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { WritableChunks } from "../coding/packed-chunks.ts";
import {
  type ArrayPlace,
  checkPacked,
  isMissing,
  maxPackedBytes,
  type PackedChunk,
  readFailure,
} from "../coding/packed-chunks.ts";
import { chunkBytesOf, type ZarrArray } from "../metadata/zarr-array.ts";

/** The ending of a file that is being written. A chunk under its own name is complete. */
export const partEnding = ".part";

/** Reads and writes the chunk files of an array. */
export class ChunkFiles implements WritableChunks {
  readonly #array: ZarrArray;
  readonly #folder: () => string;
  readonly #made = new Set<string>();

  /** `folder` is the array's folder, which may be renamed between calls. */
  constructor(array: ZarrArray, folder: () => string) {
    this.#array = array;
    this.#folder = folder;
  }

  async get(place: ArrayPlace): Promise<PackedChunk | undefined> {
    const file = join(this.#folder(), this.#array.key(place));
    try {
      await using handle = await open(file, "r");
      const { size } = await handle.stat();
      checkPacked(file, 0, size, maxPackedBytes(chunkBytesOf(this.#array)));
      return { bytes: await handle.readFile(), file, offset: 0 };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw readFailure(file, error);
    }
  }

  async put(place: ArrayPlace, bytes: Uint8Array): Promise<void> {
    const file = join(this.#folder(), this.#array.key(place));
    await this.#makeFolder(dirname(file));
    const part = `${file}${partEnding}`;
    {
      await using handle = await open(part, "w");
      await handle.writeFile(bytes);
      // Flush now: later, only a list of all names would show which files need it.
      await handle.datasync();
    }
    await rename(part, file);
  }

  async finish(): Promise<void> {}

  async #makeFolder(folder: string): Promise<void> {
    if (this.#made.has(folder)) return;
    await mkdir(folder, { recursive: true });
    this.#made.add(folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
