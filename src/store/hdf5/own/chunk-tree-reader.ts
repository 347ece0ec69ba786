/**
 * Reads the index of chunks, a B-tree of version 1, into a table; whatever the file claims, it ends and is bounded.
 * Not here: chunks themselves (store/hdf5/own/chunk-reader).
 * Read next: store/hdf5/own/chunk-table, store/hdf5/own/chunk-reader.
 */
import { LimitError } from "../../../core/errors.ts";
import { type ByteParser, broken } from "../structure/byte-parser.ts";
import type { FileBytes } from "../structure/file-bytes.ts";
import { ChunkTable, type StoredChunk } from "./chunk-table.ts";

/** A table of so many takes 100 MB: 260 gigapixels in chunks of 256 × 256. */
const mostChunks = 4_000_000;

/** How chunks are counted. */
export interface ChunkExtents {
  /** Of the dataset, in values. */
  readonly extents: readonly number[];
  /** Of a chunk. */
  readonly chunk: readonly number[];
  /** Bytes that a chunk cannot exceed in the file. */
  readonly mostBytes: number;
}

export async function readChunkTree(file: FileBytes, address: number, counted: ChunkExtents): Promise<ChunkTable> {
  const reader = new TreeReader(file, counted);
  await reader.read(address, undefined);
  return reader.table;
}

class TreeReader {
  readonly table = new ChunkTable();
  readonly #file: FileBytes;
  readonly #counted: ChunkExtents;
  readonly #keyBytes: number;

  constructor(file: FileBytes, counted: ChunkExtents) {
    this.#file = file;
    this.#counted = counted;
    this.#keyBytes = 8 + 8 * (counted.extents.length + 1);
  }

  /**
   * `level`: what the node's parent says; it falls from one to the next. Every leaf brings chunks of higher numbers than
   * those before. So there is neither a circle nor a tree that is larger than its chunks.
   */
  async read(address: number, level: number | undefined): Promise<void> {
    const what = "the index of chunks";
    const head = (await this.#file.structure(what, address, 24)).signature("TREE");
    if (head.u8() !== 1) head.fail("it is not one of chunks");
    const own = head.u8();
    if (level !== undefined && own !== level) head.fail(`its level is ${own} instead of ${level}`);
    const count = head.u16();
    if (count === 0 && level !== undefined) head.fail("a node is empty");
    const body = await this.#file.structure(what, address + 24, count * (this.#keyBytes + 8));
    for (let child = 0; child < count; child += 1) {
      if (own > 0) {
        const below = body.skip(this.#keyBytes).address();
        if (below === undefined) throw broken(what, body.offset, "a node leads nowhere");
        await this.read(below, own - 1);
      } else this.#addChunk(body);
    }
  }

  #addChunk(body: ByteParser): void {
    const { mostBytes } = this.#counted;
    const [length, left] = [body.u32(), body.u32()];
    const number = this.#number(body);
    if (body.u64() !== 0) body.fail("a chunk begins inside a sample");
    const address = body.address();
    if (address === undefined) body.fail("a chunk lies nowhere");
    const chunk: StoredChunk = { address: address as number, length, left };
    if (length === 0 || length > mostBytes) body.fail(`a chunk claims ${length} bytes, of at most ${mostBytes}`);
    if (chunk.address + length > this.#file.length) body.fail(`a chunk lies beyond the end of the file`);
    if (number <= this.table.last) body.fail("chunks are not in order");
    if (this.table.count === mostChunks) {
      throw new LimitError(`the HDF5 dataset has more than ${mostChunks} chunks`, {
        found: this.table.count + 1,
        allowed: mostChunks,
        cure: "Write it again with larger chunks, with h5repack.",
      });
    }
    this.table.add(number, chunk);
  }

  #number(body: ByteParser): number {
    const { extents, chunk } = this.#counted;
    let number = 0;
    for (const [dimension, extent] of extents.entries()) {
      const size = chunk[dimension] as number;
      const offset = body.u64();
      if (offset % size !== 0 || offset >= extent)
        body.fail(`a chunk at ${offset} of ${extent} in dimension ${dimension}`);
      number = number * Math.ceil(extent / size) + offset / size;
    }
    return number;
  }
}
