/**
 * Reads a dataset's chunks: finds them in a table, reads, checks and decompresses them, and converts the byte order.
 * Not here: rectangles (store/chunks/chunked-store), or the table (store/hdf5/own/chunk-tree-reader).
 * Read next: store/hdf5/structure/packing, store/hdf5/own/contiguous-file.
 */

import type { FileHandle } from "node:fs/promises";
import { endianness } from "node:os";
import { swapBytes } from "../../bytes/byte-order.ts";
import type { ChunkGrid } from "../../chunks/chunk-grid.ts";
import type { ChunkFile, ChunkPlace } from "../../chunks/store.ts";
import { broken } from "../structure/byte-parser.ts";
import type { Datatype } from "../structure/datatype.ts";
import type { FileBytes } from "../structure/file-bytes.ts";
import type { Filter } from "../structure/filter-pipeline.ts";
import { unpacked } from "../structure/packing.ts";
import type { ChunkTable } from "./chunk-table.ts";

/** The open file and how its chunks are stored. */
export interface ReadDataset {
  readonly handle: FileHandle;
  readonly file: FileBytes;
  readonly type: Datatype;
  readonly filters: readonly Filter[];
}

/** The size of the numbers whose byte order must change; undefined where it is this machine's order. */
export function foreignOrder(type: Datatype): number | undefined {
  if (!("bigEndian" in type) || type.bigEndian === (endianness() === "BE")) return undefined;
  const size = type.kind === "complex" ? type.size / 2 : type.size;
  return size === 1 ? undefined : size;
}

export class ChunkReader implements ChunkFile {
  readonly #dataset: ReadDataset;
  readonly #grid: ChunkGrid;
  readonly #table: ChunkTable;
  readonly #swap: number | undefined;

  constructor(dataset: ReadDataset, grid: ChunkGrid, table: ChunkTable) {
    this.#dataset = dataset;
    this.#grid = grid;
    this.#table = table;
    this.#swap = foreignOrder(dataset.type);
  }

  async get(place: ChunkPlace): Promise<Uint8Array | undefined> {
    const chunk = this.#table.find(this.#grid.indexOf(place));
    if (chunk === undefined) return undefined;
    const { address, length, left } = chunk;
    const what = `the chunk of row ${place.row}, column ${place.column}`;
    // Not from Node's shared pool, where a buffer can start at any address: swapping needs aligned words.
    const stored = await this.#dataset.file.exactly(what, address, Buffer.allocUnsafeSlow(length));
    try {
      const samples = await unpacked(stored, this.#dataset.filters, left, this.#grid.chunkBytes);
      return this.#swap === undefined ? samples : swapBytes(samples, this.#swap);
    } catch (error) {
      throw broken(what, address, (error as Error).message);
    }
  }

  async put(): Promise<void> {
    throw new Error("a file that is read is not written");
  }

  async finish(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#dataset.handle.close();
  }
}
