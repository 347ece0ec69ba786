/**
 * Huffman codes as deflate has them: how many bits each symbol gets by how often it comes, and which.
 * Not here: what the symbols mean (store/bytes/quick-deflate).
 * Read next: RFC 1951, section 3.2.2.
 */

/** A symbol and how often it comes are one number, of less than 2 ** 53. */
const maxSymbols = 512;
/** Of codes before they are made shorter; no tree of less than 2 ** 32 symbols is deeper. */
const maxDepth = 64;

/** Codes for one alphabet after another of up to so many symbols. Its arrays are used again: thousands a second are costly. */
export class HuffmanCodes {
  /** Of each symbol: how often it comes. To be filled before {@link make}. */
  readonly counts: Uint32Array;
  /** Of each symbol: how many bits, 0 for one that never comes; and the code, with its first bit lowest, as it is written. */
  readonly lengths: Uint8Array;
  readonly codes: Uint32Array;
  readonly #maxBits: number;
  readonly #keys: Float64Array;
  readonly #sums: Float64Array;
  readonly #parents: Uint16Array;
  readonly #depths: Uint8Array;
  readonly #perLength = new Uint32Array(maxDepth + 1);
  readonly #next = new Uint32Array(maxDepth + 1);

  constructor(symbols: number, maxBits: number) {
    this.counts = new Uint32Array(symbols);
    this.lengths = new Uint8Array(symbols);
    this.codes = new Uint32Array(symbols);
    this.#maxBits = maxBits;
    this.#keys = new Float64Array(symbols);
    this.#sums = new Float64Array(2 * symbols);
    this.#parents = new Uint16Array(2 * symbols);
    this.#depths = new Uint8Array(2 * symbols);
  }

  /** At least two symbols must come. */
  make(): void {
    const found = this.#sortKeys();
    this.#countLengths(found);
    this.#shorten();
    this.lengths.fill(0);
    let at = 0;
    // The rarest symbols get the longest codes.
    for (let bits = this.#maxBits; bits > 0; bits -= 1) {
      for (let left = this.#perLength[bits] as number; left > 0; left -= 1) {
        this.lengths[(this.#keys[at++] as number) % maxSymbols] = bits;
      }
    }
    this.#setCodes();
  }

  /** Symbols that come, the rarest first. @returns how many. */
  #sortKeys(): number {
    const { counts } = this;
    let found = 0;
    for (let symbol = 0; symbol < counts.length; symbol += 1) {
      const count = counts[symbol] as number;
      if (count > 0) this.#keys[found++] = count * maxSymbols + symbol;
    }
    // Numbers sort many times faster by themselves than by a function.
    this.#keys.subarray(0, found).sort();
    return found;
  }

  /** How many codes there are of each length. */
  #countLengths(leaves: number): void {
    const [sums, parents, depths] = [this.#sums, this.#parents, this.#depths];
    for (let leaf = 0; leaf < leaves; leaf += 1) sums[leaf] = Math.floor((this.#keys[leaf] as number) / maxSymbols);
    // Leaves and inner nodes are both in ascending order: the two lightest are the first of either.
    let leaf = 0;
    let inner = leaves;
    const nodes = 2 * leaves - 1;
    for (let node = leaves; node < nodes; node += 1) {
      let sum = 0;
      for (let child = 0; child < 2; child += 1) {
        const isLeaf = leaf < leaves && (inner >= node || (sums[leaf] as number) <= (sums[inner] as number));
        const taken = isLeaf ? leaf++ : inner++;
        sum += sums[taken] as number;
        parents[taken] = node;
      }
      sums[node] = sum;
    }
    this.#perLength.fill(0);
    depths[nodes - 1] = 0;
    for (let node = nodes - 2; node >= 0; node -= 1) {
      const depth = (depths[parents[node] as number] as number) + 1;
      depths[node] = depth;
      if (node < leaves) this.#perLength[depth] = (this.#perLength[depth] as number) + 1;
    }
  }

  /** Lets no code be too long: of two that are, one goes up by one, and the other joins a shorter one, which goes down. */
  #shorten(): void {
    const counts = this.#perLength;
    for (let bits = maxDepth; bits > this.#maxBits; bits -= 1) {
      while ((counts[bits] as number) > 0) {
        let above = Math.min(bits - 2, this.#maxBits - 1);
        while (counts[above] === 0) above -= 1;
        counts[bits] = (counts[bits] as number) - 2;
        counts[bits - 1] = (counts[bits - 1] as number) + 1;
        counts[above] = (counts[above] as number) - 1;
        counts[above + 1] = (counts[above + 1] as number) + 2;
      }
    }
  }

  #setCodes(): void {
    const next = this.#next;
    next[0] = 0;
    for (let bits = 1; bits <= this.#maxBits; bits += 1) {
      next[bits] = ((next[bits - 1] as number) + (bits === 1 ? 0 : (this.#perLength[bits - 1] as number))) << 1;
    }
    for (let symbol = 0; symbol < this.lengths.length; symbol += 1) {
      const bits = this.lengths[symbol] as number;
      if (bits === 0) continue;
      const code = next[bits] as number;
      next[bits] = code + 1;
      this.codes[symbol] = reversed(code, bits);
    }
  }
}

function reversed(code: number, bits: number): number {
  let result = 0;
  for (let bit = 0; bit < bits; bit += 1) result = (result << 1) | ((code >> bit) & 1);
  return result;
}
