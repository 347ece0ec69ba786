/**
 * Writes one dataset of an HDF5 file: chunks go to the file's end, and from time to time an index that leads to them.
 * Not here: the file's name, and whether it exists (store/hdf5/write/create-hdf5), or rectangles
 * (store/chunks/chunked-store).
 * Read next: store/hdf5/write/chunk-tree, store/hdf5/structure/group-tree, store/hdf5/structure/superblock.
 */
import type { FileHandle } from "node:fs/promises";
import { letGoOf } from "../../bytes/release-buffer.ts";
import { ChunkGrid } from "../../chunks/chunk-grid.ts";
import { ChunkIndex } from "../../chunks/chunk-index.ts";
import type { Attributes, ChunkFile, ChunkPlace, StoredShape } from "../../chunks/store.ts";
import { writeFailure } from "../../files/disk-room.ts";
import { bytesHeader, imageHeader, isLong, rowsAttribute, writerAttribute } from "../dataset/dataset-header.ts";
import { broken } from "../structure/byte-parser.ts";
import { type GroupContent, writeGroup } from "../structure/group-tree.ts";
import { type Packing, packed, unpacked } from "../structure/packing.ts";
import { superblock } from "../structure/superblock.ts";
import { writeChunkTree } from "./chunk-tree.ts";
import { Space } from "./space.ts";

/** A file that receives chunks. */
export interface Hdf5File {
  readonly handle: FileHandle;
  readonly start: OutputStart;
  /**
   * Called before an index is written, and just before the superblock leads to it. @throws {OutputError} where another
   * program has changed the file.
   */
  confirm(): Promise<void>;
  /** Gives the complete file its final name, and leaves it open. */
  complete(): Promise<void>;
  /** Closes it, and undoes what was not completed. */
  close(): Promise<void>;
}

/** The content of the file before the new dataset. */
export interface OutputStart {
  /** The final name, for messages. */
  readonly path: string;
  /** The offset for new bytes. */
  readonly end: number;
  /** All existing groups and links; the dataset is added to them. */
  readonly root: GroupContent;
}

/** The dataset, and how to write it. */
export interface OutputDataset {
  readonly shape: StoredShape;
  /** The names of its groups, then its own. */
  readonly names: readonly string[];
  readonly attributes: Attributes;
  readonly packing: Packing;
  /** Milliseconds between two indexes; undefined writes one at the end only. */
  readonly checkpointMs: number | undefined;
}

export class Hdf5Output implements ChunkFile {
  readonly index: ChunkIndex;
  readonly #file: Hdf5File;
  readonly #dataset: OutputDataset;
  readonly #grid: ChunkGrid;
  readonly #space: Space;
  /** Addresses of the attributes that are datasets of their own; each is written once. */
  readonly #longAttributes = new Map<string, number>();
  #checkpointing: Promise<void> | undefined;
  #checkpointAt: number;

  constructor(file: Hdf5File, dataset: OutputDataset) {
    this.#file = file;
    this.#dataset = dataset;
    this.#grid = new ChunkGrid(dataset.shape);
    this.#space = new Space(file.start.end);
    this.index = new ChunkIndex(this.#grid.count);
    this.#checkpointAt = performance.now() + (dataset.checkpointMs ?? 0);
  }

  /** Bytes of the file so far. */
  get storedBytes(): number {
    return this.#space.end;
  }

  async get(place: ChunkPlace): Promise<Uint8Array | undefined> {
    const chunk = this.#grid.indexOf(place);
    if (!this.index.has(chunk)) return undefined;
    const address = this.index.addressOf(chunk);
    const stored = Buffer.allocUnsafeSlow(this.index.lengthOf(chunk));
    const { bytesRead } = await this.#file.handle.read(stored, 0, stored.length, address);
    if (bytesRead < stored.length) throw broken("a chunk", address, "the file was shortened meanwhile");
    try {
      return await unpacked(stored, this.#dataset.packing.filters, 0, this.#grid.chunkBytes);
    } catch (error) {
      throw broken("a chunk", address, (error as Error).message);
    }
  }

  async put(place: ChunkPlace, samples: Uint8Array): Promise<void> {
    const chunk = this.#grid.indexOf(place);
    const bytes = await packed(samples, this.#dataset.packing);
    // Overwriting a chunk in place could leave a mix of old and new in an interrupted file, so it gets a new place.
    const address = this.#space.take(bytes.length);
    await this.#write(address, bytes);
    this.index.set(chunk, address, bytes.length);
    letGoOf(bytes, samples);
    this.#checkpointIfTime();
  }

  /** Writes an index of the present chunks. From then on the file is readable, even after a crash. */
  async checkpoint(): Promise<void> {
    const { shape } = this.#dataset;
    const rows = Math.min(shape.height, Math.floor(this.index.leading() / this.#grid.columns) * shape.chunk.height);
    await this.#writeIndex({ [rowsAttribute]: rows, [writerAttribute]: process.pid });
  }

  async finish(): Promise<void> {
    await this.#checkpointing;
    await this.#writeIndex({});
    await this.#guarded(() => this.#file.handle.sync());
    await this.#file.complete();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#checkpointing;
    await this.#file.close();
  }

  #checkpointIfTime(): void {
    const { checkpointMs } = this.#dataset;
    if (checkpointMs === undefined || this.#checkpointing !== undefined || performance.now() < this.#checkpointAt)
      return;
    const begun = performance.now();
    this.#checkpointing = this.checkpoint()
      // The disk may be full; then the next chunk fails too, and reports it.
      .catch(() => {})
      .finally(() => {
        // A large index, or one on a slow disk, is written less often: it takes no more than a third of the time.
        const now = performance.now();
        this.#checkpointAt = now + Math.max(checkpointMs, 2 * (now - begun));
        this.#checkpointing = undefined;
      });
  }

  /** Writes the chunks, then the index, then the superblock: each is durable before the next. */
  async #writeIndex(progress: Attributes): Promise<void> {
    const { shape, packing, names, attributes } = this.#dataset;
    await this.#file.confirm();
    const chunks = this.index.present();
    const place = async (bytes: Buffer): Promise<number> => {
      const address = this.#space.takeForIndex(bytes.length);
      await this.#write(address, bytes);
      return address;
    };
    const tree = await writeChunkTree(shape, this.#grid, this.index, chunks, {
      take: (length) => this.#space.takeForIndex(length),
      write: (address, bytes) => this.#write(address, bytes),
    });
    const long = Object.entries(attributes).filter(([name, value]) => isLong(name, value));
    const short = Object.fromEntries(Object.entries(attributes).filter(([name, value]) => !isLong(name, value)));
    const header = await place(imageHeader(shape, tree, packing.filters, { ...short, ...progress }));
    let root = withLink(this.#file.start.root, names, header);
    for (const [name, value] of long) {
      root = withLink(root, attributeNames(names, name), await this.#longAttribute(name, value as Uint8Array));
    }
    const address = await writeGroup(root, place);
    await this.#guarded(() => this.#file.handle.datasync());
    await this.#file.confirm();
    // Not the end of the allocated space: chunks in flight may lie further on, and libhdf5 refuses a file that is
    // shorter than its superblock says.
    await this.#write(0, superblock(address, (await this.#file.handle.stat()).size));
    await this.#guarded(() => this.#file.handle.datasync());
    this.#space.indexCounts();
  }

  async #longAttribute(name: string, value: Uint8Array): Promise<number> {
    const known = this.#longAttributes.get(name);
    if (known !== undefined) return known;
    const address = this.#space.take(value.length);
    await this.#write(address, value);
    const headerBytes = bytesHeader(value.length, address);
    const header = this.#space.take(headerBytes.length);
    await this.#write(header, headerBytes);
    this.#longAttributes.set(name, header);
    return header;
  }

  async #write(address: number, bytes: Uint8Array): Promise<void> {
    await this.#guarded(async () => {
      for (let done = 0; done < bytes.length; ) {
        done += (await this.#file.handle.write(bytes, done, bytes.length - done, address + done)).bytesWritten;
      }
    });
  }

  async #guarded(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw await writeFailure(this.#file.start.path, error, this.#stillNeeded());
    }
  }

  /** For each missing chunk, the mean size of the present chunks, or the size of its samples where there are none. */
  #stillNeeded(): number {
    const { count, bytes } = this.index;
    const each = count === 0 ? this.#grid.chunkBytes : bytes / count;
    return (this.#grid.count - count) * (each + 48);
  }
}

/** Attributes that are too long are stored beside their dataset: `image` has `image.icc-profile-data`. */
export function attributeNames(names: readonly string[], attribute: string): readonly string[] {
  return [...names.slice(0, -1), `${names.at(-1)}.${attribute}`];
}

/** A copy of the groups with one more link, or with one replaced. */
function withLink(group: GroupContent, names: readonly string[], header: number): GroupContent {
  const [name, ...rest] = names;
  const copy = new Map(group);
  const inner = copy.get(name as string);
  copy.set(
    name as string,
    rest.length === 0 ? header : withLink(inner instanceof Map ? inner : new Map(), rest, header),
  );
  return copy;
}
