/**
 * One dataset of an HDF5 file while it is written: chunks at the file's end, and now and then an index that leads to them.
 * Not here: names of files and whether there is one (store/hdf5/write/create-hdf5), or rectangles (store/chunks/chunked-store).
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

/** A file that chunks are added to. */
export interface OutputFile {
  readonly handle: FileHandle;
  readonly start: OutputStart;
  /** Before an index is written, and just before the superblock leads to it. @throws {OutputError} where somebody else changed the file. */
  confirm(): Promise<void>;
  /** It is complete: gives it its final name, and leaves it open. */
  complete(): Promise<void>;
  /** Closes it, and takes back what was not completed. */
  close(): Promise<void>;
}

/** What is in a file before. */
export interface OutputStart {
  /** The final name, for messages. */
  readonly path: string;
  /** Where new bytes go. */
  readonly end: number;
  /** All groups, with what was there; the dataset is put into them. */
  readonly root: GroupContent;
}

/** The dataset, and how it is written. */
export interface OutputDataset {
  readonly shape: StoredShape;
  /** Groups and name. */
  readonly names: readonly string[];
  readonly attributes: Attributes;
  readonly packing: Packing;
  /** Milliseconds between two indexes; undefined for one at the end. */
  readonly checkpointMs: number | undefined;
}

export class Hdf5Output implements ChunkFile {
  readonly index: ChunkIndex;
  readonly #file: OutputFile;
  readonly #dataset: OutputDataset;
  readonly #grid: ChunkGrid;
  readonly #space: Space;
  /** Addresses of attributes that are datasets of their own; they are written once. */
  readonly #longAttributes = new Map<string, number>();
  #checkpointing: Promise<void> | undefined;
  #checkpointAt: number;

  constructor(file: OutputFile, dataset: OutputDataset) {
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
    // Written over in place, a chunk of an interrupted file could be half of each: it goes to a new place.
    const address = this.#space.take(bytes.length);
    await this.#write(address, bytes);
    this.index.set(chunk, address, bytes.length);
    letGoOf(bytes, samples);
    this.#checkpointIfTime();
  }

  /** Writes an index of what is there, after which the file can be read, whatever happens. */
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
      // The disk may be full; then the next chunk fails too, and says so.
      .catch(() => {})
      .finally(() => {
        // A large index, or one on a slow disk, is written less often: it takes no more than a third of the time.
        const now = performance.now();
        this.#checkpointAt = now + Math.max(checkpointMs, 2 * (now - begun));
        this.#checkpointing = undefined;
      });
  }

  /** Chunks first, then what leads to them, then the superblock: each is on the disk before the next. */
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
    // Not what was given out: chunks that are on their way may lie further on, and a file that is shorter than it says
    // is refused by libhdf5.
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

  /** As much for each chunk that is missing as those take that are there, or as its samples do. */
  #stillNeeded(): number {
    const { count, bytes } = this.index;
    const each = count === 0 ? this.#grid.chunkBytes : bytes / count;
    return (this.#grid.count - count) * (each + 48);
  }
}

/** Attributes that are too long lie beside their dataset: `image` has `image.icc-profile-data`. */
export function attributeNames(names: readonly string[], attribute: string): readonly string[] {
  return [...names.slice(0, -1), `${names.at(-1)}.${attribute}`];
}

/** The same groups with one more link, or another in its place. */
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
