/**
 * The index of a shard: the offset and length of each chunk, 16 bytes a chunk, and a checksum of them.
 * Not here: reading and writing the file (store/zarr/shard/shard-reader, store/zarr/shard/shard-writer).
 * Read next: store/zarr/shard/shard-writer.
 */
import { crc32c } from "../coding/crc32c.ts";

/** Marks a missing chunk: both of its numbers have all bits set. */
const nowhere = 2n ** 64n - 1n;

/** The bytes of a chunk within a file. */
export interface Extent {
  readonly offset: number;
  readonly length: number;
}

/** The bytes of an index with so many chunks. */
export function indexBytes(chunks: number, checked: boolean): number {
  return chunks * 16 + (checked ? 4 : 0);
}

/** The offsets and lengths of a shard's chunks, in the byte layout of the file. */
export class ShardIndex {
  readonly #view: DataView;
  readonly chunks: number;

  private constructor(bytes: Uint8Array, chunks: number) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, chunks * 16);
    this.chunks = chunks;
  }

  /** The index of a shard without chunks. */
  static empty(chunks: number): ShardIndex {
    return new ShardIndex(new Uint8Array(indexBytes(chunks, true)).fill(255), chunks);
  }

  /** Parses an index; undefined when its checksum is wrong. */
  static parse(bytes: Uint8Array, checked: boolean): ShardIndex | undefined {
    const chunks = (bytes.length - (checked ? 4 : 0)) / 16;
    const index = new ShardIndex(bytes, chunks);
    if (!checked) return index;
    const sum = new DataView(bytes.buffer, bytes.byteOffset + chunks * 16, 4).getUint32(0, true);
    return sum === crc32c(bytes.subarray(0, chunks * 16)) ? index : undefined;
  }

  /** The extent of a chunk; undefined when it is missing. In a broken index, it may lie outside of the file. */
  get(chunk: number): Extent | undefined {
    const offset = this.#view.getBigUint64(chunk * 16, true);
    const length = this.#view.getBigUint64(chunk * 16 + 8, true);
    if (offset === nowhere && length === nowhere) return undefined;
    return { offset: Number(offset), length: Number(length) };
  }

  set(chunk: number, { offset, length }: Extent): void {
    this.#view.setBigUint64(chunk * 16, BigInt(offset), true);
    this.#view.setBigUint64(chunk * 16 + 8, BigInt(length), true);
  }

  /** The size of the index at the end of a file, in bytes. */
  get bytes(): number {
    return indexBytes(this.chunks, true);
  }

  /** The number of present chunks. */
  get present(): number {
    let count = 0;
    for (let chunk = 0; chunk < this.chunks; chunk += 1) if (this.get(chunk) !== undefined) count += 1;
    return count;
  }

  /** The bytes with their checksum, as they are at the end of a file. */
  encode(): Uint8Array {
    const bytes = new Uint8Array(indexBytes(this.chunks, true));
    bytes.set(new Uint8Array(this.#view.buffer, this.#view.byteOffset, this.chunks * 16));
    new DataView(bytes.buffer).setUint32(this.chunks * 16, crc32c(bytes.subarray(0, this.chunks * 16)), true);
    return bytes;
  }
}
