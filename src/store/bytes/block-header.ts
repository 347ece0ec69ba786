/**
 * What a deflate stream of one block with codes of its own begins with: zlib's header, and the lengths of the codes.
 * Not here: the codes (store/bytes/huffman), or what is written with them (store/bytes/quick-deflate).
 * Read next: RFC 1951, section 3.2.7.
 */
import { HuffmanCodes } from "./huffman.ts";

/** In which order the lengths of the codes of code lengths are written. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] as const;
/** Symbols of code lengths: the last one three to six times more, and zeros. */
const [repeated, fewZeros, manyZeros] = [16, 17, 18] as const;

/** One header after another; its arrays are used again. */
export class BlockHeader {
  /** Whole bytes, of which there are `length`, and the bits that are left. */
  readonly bytes = new Uint8Array(512);
  length = 0;
  rest = 0;
  restBits = 0;
  readonly #codes = new HuffmanCodes(19, 7);
  /** Symbols, and what is written behind each. */
  readonly #symbols = new Uint8Array(320);
  readonly #extras = new Uint8Array(320);
  #count = 0;

  /** `lengths`: of 286 codes, for bytes, the end and lengths of runs. The only distance is one. */
  make(lengths: Uint8Array): void {
    let literals = lengths.length;
    while (literals > 257 && lengths[literals - 1] === 0) literals -= 1;
    this.#list(lengths, literals);
    const { counts, lengths: bits, codes } = this.#codes;
    counts.fill(0);
    for (let at = 0; at < this.#count; at += 1) {
      const symbol = this.#symbols[at] as number;
      counts[symbol] = (counts[symbol] as number) + 1;
    }
    this.#codes.make();
    let listed: number = lengthOrder.length;
    while (listed > 4 && bits[lengthOrder[listed - 1] as number] === 0) listed -= 1;
    this.#begin();
    // The last block, with codes of its own.
    this.#put(1, 1);
    this.#put(2, 2);
    this.#put(literals - 257, 5);
    this.#put(0, 5);
    this.#put(listed - 4, 4);
    for (let at = 0; at < listed; at += 1) this.#put(bits[lengthOrder[at] as number] as number, 3);
    for (let at = 0; at < this.#count; at += 1) {
      const symbol = this.#symbols[at] as number;
      this.#put(codes[symbol] as number, bits[symbol] as number);
      this.#put(this.#extras[at] as number, extraBits(symbol));
    }
  }

  /** Lengths that come several times in a row are told as such. Behind them is that of the only distance, 1. */
  #list(lengths: Uint8Array, count: number): void {
    this.#count = 0;
    for (let at = 0; at < count; ) {
      const length = lengths[at] as number;
      const start = at;
      while (at < count && lengths[at] === length) at += 1;
      let left = at - start;
      if (length !== 0) {
        this.#add(length, 0);
        left -= 1;
      }
      while (left >= 3) {
        const times = Math.min(left, length === 0 ? 138 : 6);
        if (length !== 0) this.#add(repeated, times - 3);
        else if (times < 11) this.#add(fewZeros, times - 3);
        else this.#add(manyZeros, times - 11);
        left -= times;
      }
      for (; left > 0; left -= 1) this.#add(length, 0);
    }
    this.#add(1, 0);
  }

  #add(symbol: number, extra: number): void {
    this.#symbols[this.#count] = symbol;
    this.#extras[this.#count++] = extra;
  }

  #begin(): void {
    this.bytes[0] = 0x78;
    this.bytes[1] = 0x01;
    this.length = 2;
    this.rest = 0;
    this.restBits = 0;
  }

  /** At most 14 bits. */
  #put(value: number, bits: number): void {
    this.rest |= value << this.restBits;
    this.restBits += bits;
    for (; this.restBits >= 8; this.restBits -= 8) {
      this.bytes[this.length++] = this.rest & 255;
      this.rest >>>= 8;
    }
  }
}

function extraBits(symbol: number): number {
  if (symbol === manyZeros) return 7;
  if (symbol === fewZeros) return 3;
  return symbol === repeated ? 2 : 0;
}
