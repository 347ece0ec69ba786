/**
 * Writes shards: chunks are appended as they come, and the index follows when all of a shard are there.
 * Not here: reading shards that are complete (store/zarr/shard/shard-reader), or packing chunks (store/zarr/write/image-writer).
 * Read next: store/zarr/shard/shard-index.
 */
import { constants } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ArrayPlace, PackedChunk, WritableChunks } from "../coding/packed-chunks.ts";
import type { ZarrArray } from "../metadata/zarr-array.ts";
import { readAt } from "./read-at.ts";
import { Recent } from "./recent.ts";
import { ShardIndex } from "./shard-index.ts";
import { ShardGrid } from "./shard-place.ts";

/** A shard that was begun. It stays in memory, its file need not stay open. */
interface ShardState {
  readonly key: string;
  readonly index: ShardIndex;
  /** Chunks that lie in the image. */
  readonly expected: number;
  /** Where the next chunk goes. */
  end: number;
  /** How many are being written. */
  writing: number;
  /** How many are there. */
  present: number;
  /** Whether the index is in the file, too, and both are durable. */
  sealed: boolean;
  /** While that is being done; nothing may be appended then. */
  sealing: Promise<void> | undefined;
}

/** Shards that stay open: two rows of those of a large image. */
const mostOpen = 64;

/** The shards of an array that is being made. Chunks may come in any order. */
export class ShardWriter implements WritableChunks {
  readonly #array: ZarrArray;
  readonly #folder: () => string;
  readonly #grid: ShardGrid;
  readonly #shards = new Map<string, ShardState>();
  readonly #open = new Recent<FileHandle>(mostOpen, async (handle) => await handle.close());
  /** Complete shards are made durable one after the other, while others are written. */
  #sealed: Promise<void> = Promise.resolve();
  #failure: unknown;

  /** `folder`: the array's, which may get another name between calls. */
  constructor(array: ZarrArray, folder: () => string) {
    this.#array = array;
    this.#folder = folder;
    this.#grid = new ShardGrid(array);
  }

  /** Goes on with a shard that is complete: what its file has is kept. */
  adopt(shard: ArrayPlace, index: ShardIndex, end: number): void {
    const state = this.#begin(shard, index);
    state.end = end;
    state.present = index.present;
    state.sealed = true;
  }

  async get(place: ArrayPlace): Promise<PackedChunk | undefined> {
    const { shard, chunk } = this.#grid.find(place);
    const state = this.#shards.get(this.#array.key(shard));
    const extent = state?.index.get(chunk);
    if (state === undefined || extent === undefined) return undefined;
    return await this.#use(state, async (handle, file) => {
      return { bytes: await readAt(handle, file, extent.offset, extent.length), file, offset: extent.offset };
    });
  }

  async put(place: ArrayPlace, bytes: Uint8Array): Promise<void> {
    const { shard, chunk } = this.#grid.find(place);
    const state = this.#shards.get(this.#array.key(shard)) ?? this.#begin(shard, ShardIndex.empty(this.#grid.chunks));
    while (state.sealing !== undefined) await state.sealing;
    if (this.#failure !== undefined) throw this.#failure;
    const before = state.index.get(chunk);
    // Where an index is in the file, what it points to stays until the next one is.
    const fits = before !== undefined && !state.sealed && bytes.length <= before.length;
    const offset = fits ? before.offset : state.end;
    if (!fits) state.end += bytes.length;
    state.sealed = false;
    state.writing += 1;
    await this.#use(state, async (handle) => {
      try {
        await writeAt(handle, bytes, offset);
        state.index.set(chunk, { offset, length: bytes.length });
        if (before === undefined) state.present += 1;
      } finally {
        state.writing -= 1;
      }
    });
    // Further changes come one by one: those wait for the end.
    const isNew = before === undefined && state.present === state.expected;
    if (isNew && state.writing === 0) this.#sealLater(state);
  }

  async finish(): Promise<void> {
    for (const state of this.#shards.values()) {
      if (!state.sealed && state.sealing === undefined) this.#sealLater(state);
    }
    await this.#sealed;
    if (this.#failure !== undefined) throw this.#failure;
    // They are opened again for reading; some systems rename no folder of open files.
    await this.#open[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sealed;
    await this.#open[Symbol.asyncDispose]();
  }

  /** The disk takes longer over it than over a chunk, and nobody has to wait: a failure is told at the next call. */
  #sealLater(state: ShardState): void {
    const before = this.#sealed;
    state.sealing = before
      .then(() => this.#use(state, (handle) => endWithIndex(state, handle)))
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => {
        state.sealing = undefined;
      });
    this.#sealed = state.sealing;
  }

  #begin(shard: ArrayPlace, index: ShardIndex): ShardState {
    const key = this.#array.key(shard);
    const expected = this.#grid.expected(shard);
    const state: ShardState = {
      key,
      index,
      expected,
      end: 0,
      writing: 0,
      present: 0,
      sealed: false,
      sealing: undefined,
    };
    this.#shards.set(key, state);
    return state;
  }

  async #use<R>({ key }: ShardState, work: (handle: FileHandle, file: string) => Promise<R>): Promise<R> {
    const file = join(this.#folder(), key);
    return await this.#open.use(
      key,
      () => openShard(file),
      (handle) => work(handle, file),
    );
  }
}

async function openShard(file: string): Promise<FileHandle> {
  await mkdir(dirname(file), { recursive: true });
  return await open(file, constants.O_RDWR | constants.O_CREAT, 0o666);
}

async function writeAt(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, offset + written);
    written += bytesWritten;
  }
}

/** Ends a file with its index. A chunk that comes later overwrites it, and another one ends the file then. */
async function endWithIndex(state: ShardState, handle: FileHandle): Promise<void> {
  await writeAt(handle, state.index.encode(), state.end);
  await handle.datasync();
  state.sealed = true;
}
