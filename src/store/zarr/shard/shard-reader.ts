/**
 * Reads chunks out of shards: first the index, of which a few are cached, then the bytes of the chunk.
 * Not here: writing shards (store/zarr/shard/shard-writer), or the content of the bytes
 * (store/zarr/coding/chunk-decoder).
 * Read next: store/zarr/shard/shard-index.
 */
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { DecodeError } from "../../../core/errors.ts";
import type { ArrayPlace, PackedChunk, PackedChunks } from "../coding/packed-chunks.ts";
import { brokenChunk, checkPacked, isMissing, maxPackedBytes, readFailure } from "../coding/packed-chunks.ts";
import { chunkBytesOf, type Shards, type ZarrArray } from "../metadata/zarr-array.ts";
import { readAt } from "./read-at.ts";
import { Recent } from "./recent.ts";
import { type Extent, indexBytes, ShardIndex } from "./shard-index.ts";
import { ShardGrid } from "./shard-place.ts";

/** An open shard. */
interface OpenShard {
  readonly file: string;
  readonly handle: FileHandle;
  readonly size: number;
  readonly index: ShardIndex;
}

/** The maximum number of open shards. A row of shards of a large image is about twenty. */
const maxOpen = 32;
/** The maximum bytes of cached indexes; an index of a shard of default size has one kilobyte. */
const maxIndexBytes = 16 * 2 ** 20;

/** Reads the shards of a complete array. */
export class ShardReader implements PackedChunks {
  readonly #array: ZarrArray;
  readonly #shards: Shards;
  readonly #folder: string;
  readonly #grid: ShardGrid;
  readonly #open: Recent<OpenShard | undefined>;

  constructor(array: ZarrArray, shards: Shards, folder: string) {
    this.#array = array;
    this.#shards = shards;
    this.#folder = folder;
    this.#grid = new ShardGrid(array);
    const each = indexBytes(this.#grid.chunks, true);
    const max = Math.max(1, Math.min(maxOpen, Math.floor(maxIndexBytes / each)));
    this.#open = new Recent(max, async (shard) => await shard?.handle.close());
  }

  async get(place: ArrayPlace): Promise<PackedChunk | undefined> {
    const { shard, chunk } = this.#grid.find(place);
    const key = this.#array.key(shard);
    return await this.#open.use(
      key,
      () => this.#openShard(join(this.#folder, key)),
      async (opened) => {
        const extent = opened?.index.get(chunk);
        if (opened === undefined || extent === undefined) return undefined;
        this.#check(opened, extent);
        const bytes = await readAt(opened.handle, opened.file, extent.offset, extent.length);
        return { bytes, file: opened.file, offset: extent.offset };
      },
    );
  }

  /** The index of an existing shard, and the size of its file. */
  async indexOf(shard: ArrayPlace): Promise<Pick<OpenShard, "index" | "size">> {
    const key = this.#array.key(shard);
    const file = join(this.#folder, key);
    return await this.#open.use(
      key,
      () => this.#openShard(file),
      async (opened) => {
        if (opened === undefined) throw brokenIndex(file, "the file is gone");
        return { index: opened.index, size: opened.size };
      },
    );
  }

  #check({ file, size }: OpenShard, { offset, length }: Extent): void {
    checkPacked(file, offset, length, maxPackedBytes(chunkBytesOf(this.#array)));
    if (offset + length > size)
      throw brokenChunk(file, offset, `it ends at ${offset + length}, and the file at ${size}`);
  }

  async #openShard(file: string): Promise<OpenShard | undefined> {
    let handle: FileHandle;
    try {
      handle = await open(file, "r");
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw readFailure(file, error);
    }
    try {
      const { size } = await handle.stat();
      return { file, handle, size, index: await this.#readIndex(handle, file, size) };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async #readIndex(handle: FileHandle, file: string, size: number): Promise<ShardIndex> {
    const length = indexBytes(this.#grid.chunks, this.#shards.checked);
    if (size < length) throw brokenIndex(file, `the file has ${size} bytes, and the index alone takes ${length}`);
    const bytes = await readAt(handle, file, this.#shards.indexAt === "end" ? size - length : 0, length);
    const index = ShardIndex.parse(bytes, this.#shards.checked);
    if (index === undefined) throw brokenIndex(file, "its checksum is not that of its bytes");
    return index;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#open[Symbol.asyncDispose]();
  }
}

function brokenIndex(file: string, words: string): DecodeError {
  return new DecodeError(`the index of its chunks cannot be used: ${words}`, {
    path: file,
    cure: "Get a good copy of the store, or write the shard again.",
  });
}
