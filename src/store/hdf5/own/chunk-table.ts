/**
 * The addresses of the chunks in a file that is only read: sorted lists, 24 bytes for each present chunk.
 * Not here: reading them from the file (store/hdf5/own/chunk-tree-reader).
 * Read next: store/hdf5/own/chunk-tree-reader.
 */

export interface StoredChunk {
  readonly address: number;
  readonly length: number;
  /** One bit for each filter that was skipped for this chunk. */
  readonly left: number;
}

export class ChunkTable {
  #numbers = new Float64Array(256);
  #addresses = new Float64Array(256);
  #sizes = new Uint32Array(512);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The number of the last chunk; -1 where there is none. */
  get last(): number {
    return this.#count === 0 ? -1 : (this.#numbers[this.#count - 1] as number);
  }

  /** Add chunks in the order of their numbers. */
  add(number: number, { address, length, left }: StoredChunk): void {
    if (this.#count === this.#numbers.length) this.#grow();
    this.#numbers[this.#count] = number;
    this.#addresses[this.#count] = address;
    this.#sizes[2 * this.#count] = length;
    this.#sizes[2 * this.#count + 1] = left;
    this.#count += 1;
  }

  find(number: number): StoredChunk | undefined {
    let [low, high] = [0, this.#count];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.#numbers[middle] as number) < number) low = middle + 1;
      else high = middle;
    }
    return low < this.#count && this.#numbers[low] === number ? this.#at(low) : undefined;
  }

  *entries(): Generator<readonly [number: number, chunk: StoredChunk], undefined> {
    for (let at = 0; at < this.#count; at += 1) yield [this.#numbers[at] as number, this.#at(at)];
  }

  #at(at: number): StoredChunk {
    return {
      address: this.#addresses[at] as number,
      length: this.#sizes[2 * at] as number,
      left: this.#sizes[2 * at + 1] as number,
    };
  }

  #grow(): void {
    const [numbers, addresses, sizes] = [this.#numbers, this.#addresses, this.#sizes];
    this.#numbers = new Float64Array(2 * numbers.length);
    this.#addresses = new Float64Array(2 * numbers.length);
    this.#sizes = new Uint32Array(4 * numbers.length);
    this.#numbers.set(numbers);
    this.#addresses.set(addresses);
    this.#sizes.set(sizes);
  }
}
