/**
 * Reads the chunk index, a version 1 B-tree, into a table. Reading ends, within limits, whatever the file claims.
 * Not here: chunks themselves (store/hdf5/own/chunk-reader).
 * Read next: store/hdf5/own/chunk-table, store/hdf5/own/chunk-reader.
 */
import { LimitError } from "../../../core/errors.ts";
import { type ByteParser, broken } from "../structure/byte-parser.ts";
import type { FileBytes } from "../structure/file-bytes.ts";
import { ChunkTable, type StoredChunk } from "./chunk-table.ts";

/** A table of this many takes 100 MB: 260 gigapixels in chunks of 256 × 256. */
const maxChunks = 4_000_000;

/** The dataset's extents and those of its chunks, in values. */
export interface ChunkExtents {
  readonly extents: readonly number[];
  readonly chunk: readonly number[];
  /** The maximum stored size of a chunk, in bytes. */
  readonly limitBytes: number;
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
   * `level` is one less than the parent's level. Every leaf must bring chunks with higher numbers than the leaf before.
   * So a tree has no cycle, and no more nodes than its chunks need.
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
    const { limitBytes } = this.#counted;
    const [length, left] = [body.u32(), body.u32()];
    const number = this.#number(body);
    if (body.u64() !== 0) body.fail("a chunk begins inside a sample");
    const address = body.address();
    if (address === undefined) body.fail("a chunk lies nowhere");
    const chunk: StoredChunk = { address: address as number, length, left };
    if (length === 0 || length > limitBytes) body.fail(`a chunk claims ${length} bytes, of at most ${limitBytes}`);
    if (chunk.address + length > this.#file.length) body.fail(`a chunk lies beyond the end of the file`);
    if (number <= this.table.last) body.fail("chunks are not in order");
    if (this.table.count === maxChunks) {
      throw new LimitError(`the HDF5 dataset has more than ${maxChunks} chunks`, {
        found: this.table.count + 1,
        allowed: maxChunks,
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
