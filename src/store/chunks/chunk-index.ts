/**
 * The address and length of each chunk in a file that is being written: 12 bytes a chunk.
 * Not here: the index in the file (store/hdf5/write/chunk-tree, store/tiff/directory-writer), or the table of a file
 * that is only read (store/hdf5/own/chunk-table).
 * Read next: store/hdf5/write/chunk-tree.
 */

/** Chunks by their number in the grid. Address 0 means no chunk: a file has its header there. */
export class ChunkIndex {
  readonly #addresses: Float64Array;
  readonly #lengths: Uint32Array;
  #count = 0;
  #bytes = 0;

  constructor(chunks: number) {
    this.#addresses = new Float64Array(chunks);
    this.#lengths = new Uint32Array(chunks);
  }

  /** The number of written chunks. */
  get count(): number {
    return this.#count;
  }

  /** The bytes of the written chunks. */
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

  /** The numbers of the written chunks, in order. */
  present(): Float64Array {
    const numbers = new Float64Array(this.#count);
    let at = 0;
    for (let chunk = 0; at < numbers.length; chunk += 1) if (this.has(chunk)) numbers[at++] = chunk;
    return numbers;
  }

  /** The number of written chunks from the first one on, up to the first gap. */
  leading(): number {
    let chunk = 0;
    while (chunk < this.#addresses.length && this.has(chunk)) chunk += 1;
    return chunk;
  }
}
