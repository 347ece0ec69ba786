/**
 * Writes shards: it appends chunks as they come, and writes the index when a shard has all of its chunks.
 * Not here: reading complete shards (store/zarr/shard/shard-reader), or compressing chunks
 * (store/zarr/write/image-writer).
 * Read next: store/zarr/shard/shard-index.
 */
import { constants } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ArrayPlace, PackedChunk, WritableChunks } from "../coding/packed-chunks.ts";
import type { ZarrArray } from "../metadata/zarr-array.ts";
import { readAt } from "./read-at.ts";
import { Recent } from "./recent.ts";
import { RowsUnderWay } from "./rows-under-way.ts";
import { ShardIndex } from "./shard-index.ts";
import { ShardGrid } from "./shard-place.ts";

/** A shard that was begun. Its state stays in memory; its file may be closed in between. */
interface ShardState {
  readonly key: string;
  /** Its row among the shards. */
  readonly row: number;
  readonly index: ShardIndex;
  /** The number of chunks that lie in the image. */
  readonly expected: number;
  /** The offset of the next chunk. */
  end: number;
  /** The number of chunks that are being written. */
  writing: number;
  /** The number of written chunks. */
  present: number;
  /** Whether the file has its index, and both are durable. */
  sealed: boolean;
  /** Set while the index is written; no chunk may be appended meanwhile. */
  sealing: Promise<void> | undefined;
}

/** The maximum number of open shards: two rows of shards of a large image. */
const maxOpen = 64;

/**
 * Writes the shards of a new array. Chunks may come in any order. Complete shards are made durable while others are
 * written, but soon after: less than half of a row of shards is written before all rows above are durable. So a crash
 * loses at most that half row and the row above.
 */
export class ShardWriter implements WritableChunks {
  readonly #array: ZarrArray;
  readonly #folder: () => string;
  readonly #rowAxis: number;
  readonly #grid: ShardGrid;
  readonly #shards = new Map<string, ShardState>();
  readonly #open = new Recent<FileHandle>(maxOpen, async (handle) => await handle.close());
  readonly #underWay = new RowsUnderWay();
  /** Complete shards are made durable one after the other, while other shards are written. */
  #sealed: Promise<void> = Promise.resolve();
  #failure: unknown;

  /**
   * `folder` is the array's folder, which may be renamed between calls. `rowAxis` is the dimension of the image's rows.
   */
  constructor(array: ZarrArray, folder: () => string, rowAxis: number) {
    this.#array = array;
    this.#folder = folder;
    this.#rowAxis = rowAxis;
    this.#grid = new ShardGrid(array);
  }

  /** Continues with a complete shard: the chunks in its file are kept. */
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
    const row = shard[this.#rowAxis] as number;
    if (!this.#grid.isInFirstHalf(place, this.#rowAxis)) await this.#underWay.above(row);
    await this.#underWay.run(row, () => this.#append(shard, chunk, bytes));
  }

  async #append(shard: ArrayPlace, chunk: number, bytes: Uint8Array): Promise<void> {
    const state = this.#shards.get(this.#array.key(shard)) ?? this.#begin(shard, ShardIndex.empty(this.#grid.chunks));
    while (state.sealing !== undefined) await state.sealing;
    if (this.#failure !== undefined) throw this.#failure;
    const before = state.index.get(chunk);
    // When the file has an index, its chunks stay in place until the next index is written.
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
    // Later overwrites come one by one: they are sealed by finish().
    const isNew = before === undefined && state.present === state.expected;
    if (isNew && state.writing === 0) this.#sealLater(state);
  }

  async finish(): Promise<void> {
    for (const state of this.#shards.values()) {
      if (!state.sealed && state.sealing === undefined) this.#sealLater(state);
    }
    await this.#sealed;
    if (this.#failure !== undefined) throw this.#failure;
    // Later reads open the shards again. Close them here: some systems cannot rename a folder with open files.
    await this.#open[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sealed;
    await this.#open[Symbol.asyncDispose]();
  }

  /** The disk takes longer for this than for a chunk, so no caller waits for it. The next call reports a failure. */
  #sealLater(state: ShardState): void {
    const before = this.#sealed;
    state.sealing = this.#underWay
      .run(state.row, async () => {
        await before;
        await this.#use(state, (handle) => endWithIndex(state, handle));
      })
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
      row: shard[this.#rowAxis] as number,
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

/** Writes the index at the end of a file. A later chunk overwrites it, and then a new index follows. */
async function endWithIndex(state: ShardState, handle: FileHandle): Promise<void> {
  await writeAt(handle, state.index.encode(), state.end);
  await handle.datasync();
  state.sealed = true;
}
