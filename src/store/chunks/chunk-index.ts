/**
 * Where each chunk lies in a file that is being written, and how long it is: 12 bytes a chunk.
 * Not here: the index in the file (store/hdf5/write/chunk-tree, store/tiff/directory-writer), or that of a file that is only
 * read (store/hdf5/own/chunk-table).
 * Read next: store/hdf5/write/chunk-tree.
 */

/** Chunks by their number in the grid. At address 0 a file has its header, and no chunk. */
export class ChunkIndex {
  readonly #addresses: Float64Array;
  readonly #lengths: Uint32Array;
  #count = 0;
  #bytes = 0;

  constructor(chunks: number) {
    this.#addresses = new Float64Array(chunks);
    this.#lengths = new Uint32Array(chunks);
  }

  /** Chunks that are there. */
  get count(): number {
    return this.#count;
  }

  /** Bytes that they take. */
  get bytes(): number {
    return this.#bytes;
  }

  has(chunk: number): boolean {
    return this.#addresses[chunk] !== 0;
  }

  addressOf(chunk: number): number {
    return this.#addresses[chunk] as number;
  }

  lengthOf(chunk: number): number {
    return this.#lengths[chunk] as number;
  }

  set(chunk: number, address: number, length: number): void {
    if (this.has(chunk)) this.#bytes -= this.lengthOf(chunk);
    else this.#count += 1;
    this.#addresses[chunk] = address;
    this.#lengths[chunk] = length;
    this.#bytes += length;
  }

  /** The numbers of those that are there now, in order. */
  present(): Float64Array {
    const numbers = new Float64Array(this.#count);
    let at = 0;
    for (let chunk = 0; at < numbers.length; chunk += 1) if (this.has(chunk)) numbers[at++] = chunk;
    return numbers;
  }

  /** How many are there from the first on without a gap. */
  leading(): number {
    let chunk = 0;
    while (chunk < this.#addresses.length && this.has(chunk)) chunk += 1;
    return chunk;
  }
}
