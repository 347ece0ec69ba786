/**
 * Compresses samples to deflate with Huffman codes and runs only, and no search: three times as fast as zlib's quickest
 * level, and smaller for photos, where neighbours differ by little and nothing comes twice.
 * Not here: the loops over the bytes (wasm/quick-deflate.as.ts), or threads (store/tiff/pack-threads).
 * Read next: store/bytes/huffman, wasm/quick-deflate.as.ts, RFC 1951.
 */
import { endianness } from "node:os";
import { BlockHeader } from "./block-header.ts";
import { HuffmanCodes } from "./huffman.ts";
import { quickDeflateModule } from "./quick-deflate.generated.ts";
import { Instance, Module, type SharedMemory, validate } from "./web-assembly.ts";

/** Samples in memory, in rows that lie `stride` bytes apart; `rowBytes` is a multiple of 16. */
export interface SampleRows {
  readonly from: number;
  readonly stride: number;
  readonly rowBytes: number;
  readonly rows: number;
  /** Bytes of a pixel. */
  readonly pel: number;
  /** Bytes of a sample, of which differences are taken: 1, 2, 4 or 8. */
  readonly size: number;
}

export interface Measured {
  /** How many bytes it will take. */
  readonly packedBytes: number;
  /** Whether so much of it comes more than once that a search for it would pay. */
  readonly repeats: boolean;
}

interface Loops {
  differences(
    from: number,
    stride: number,
    to: number,
    rowBytes: number,
    rows: number,
    pel: number,
    size: number,
  ): void;
  count(from: number, length: number, counts: number, runs: number, seen: number): number;
  encode(from: number, length: number, codes: number, runs: number, into: number, bits: number, used: number): number;
  adler32(from: number, length: number): number;
}

/** Four codes of bytes, and 7 bits that are left, have to fit into 64. */
const maxBits = 14;
const endOfBlock = 256;
/** Of pieces of 8 bytes, zeros aside: photos have next to none that come again, drawings and text many. */
const repeatedShare = 1 / 6;
const checksumBytes = 4;
const storedBlock = 65_535;
/** Of each length of a run, from 3 to 258: deflate's symbol, and what is written behind it. */
const runSymbols = Array.from({ length: 259 }, (_, length) => runSymbol(length));

/** Places in the scratch memory, and how much of it there is before the samples' differences. */
const places = { counts: 0, runs: 4096, codes: 5248, runCodes: 7360, seen: 9472, differences: 25_856 } as const;
/** Loops read and write beyond the end. */
const beyond = 64;

/** Whether this machine runs the loops: WebAssembly with vectors, and samples in its order of bytes. */
export const runsQuickDeflate: boolean = endianness() === "LE" && validate(moduleBytes());

/** The most that so many bytes become. */
export function maxQuickDeflated(length: number): number {
  return length + Math.ceil(length / storedBlock) * 5 + 512;
}

/** One at a time. All that it uses lies in one memory, from `scratch` on. */
export class QuickDeflate {
  readonly #loops: Loops;
  readonly #scratch: number;
  readonly #bytes: Uint8Array;
  readonly #counts: Uint32Array;
  readonly #runs: Uint32Array;
  /** Of each symbol, and of runs by their length: the code, and how many bits it has. */
  readonly #codes: Uint32Array;
  readonly #runCodes: Uint32Array;
  readonly #huffman = new HuffmanCodes(286, maxBits);
  readonly #header = new BlockHeader();
  #isStored = false;

  /** Bytes of scratch memory for pieces of so many bytes. */
  static scratchBytes(length: number): number {
    return places.differences + length + beyond;
  }

  constructor(memory: SharedMemory, scratch: number) {
    const { exports } = new Instance(new Module(moduleBytes()), { env: { memory } });
    this.#loops = exports as unknown as Loops;
    this.#scratch = scratch;
    const { buffer } = memory;
    this.#bytes = new Uint8Array(buffer);
    this.#counts = new Uint32Array(buffer, scratch + places.counts, 4 * 256);
    this.#runs = new Uint32Array(buffer, scratch + places.runs, 259);
    this.#codes = new Uint32Array(buffer, scratch + places.codes, 2 * 257);
    this.#runCodes = new Uint32Array(buffer, scratch + places.runCodes, 2 * 259);
  }

  /** Takes the differences of samples, which are compressed next. They are lent until {@link take} is called again. */
  take({ from, stride, rowBytes, rows, pel, size }: SampleRows): Uint8Array {
    const start = this.#scratch + places.differences;
    this.#loops.differences(from, stride, start, rowBytes, rows, pel, size);
    return this.#bytes.subarray(start, start + rows * rowBytes);
  }

  /** Finds the codes for what was taken, `length` bytes. */
  measure(length: number): Measured {
    const scratch = this.#scratch;
    const start = scratch + places.differences;
    const [counts, runs, seen] = [scratch + places.counts, scratch + places.runs, scratch + places.seen];
    const repeated = this.#loops.count(start, length, counts, runs, seen);
    const words = this.#countSymbols() / 8;
    this.#huffman.make();
    this.#header.make(this.#huffman.lengths);
    this.#isStored = this.#packedBits() > 8 * length;
    const packedBytes = this.#isStored ? maxQuickDeflated(length) : Math.ceil(this.#packedBits() / 8);
    return { packedBytes, repeats: repeated > repeatedShare * words };
  }

  /** Compresses what was measured to `to`, where {@link maxQuickDeflated} bytes have room. @returns how many bytes it takes. */
  write(length: number, to: number): number {
    const scratch = this.#scratch;
    const start = scratch + places.differences;
    if (this.#isStored) return this.#store(start, length, to);
    this.#setCodes();
    const { bytes, length: headerBytes, rest, restBits } = this.#header;
    for (let at = 0; at < headerBytes; at += 1) this.#bytes[to + at] = bytes[at] as number;
    const [codes, runCodes] = [scratch + places.codes, scratch + places.runCodes];
    const end = this.#loops.encode(start, length, codes, runCodes, to + headerBytes, rest, restBits);
    return this.#checksum(start, length, end) - to;
  }

  /** @returns how many bytes have codes of their own. */
  #countSymbols(): number {
    const symbols = this.#huffman.counts;
    let literals = 0;
    for (let byte = 0; byte < 256; byte += 1) {
      let count = 0;
      for (let table = byte; table < 1024; table += 256) count += this.#counts[table] as number;
      symbols[byte] = count;
      literals += count;
    }
    symbols.fill(0, endOfBlock);
    symbols[endOfBlock] = 1;
    for (let run = 3; run <= 258; run += 1) {
      const count = this.#runs[run] as number;
      if (count === 0) continue;
      const { symbol } = runSymbols[run] as RunSymbol;
      symbols[symbol] = (symbols[symbol] as number) + count;
    }
    return literals;
  }

  /** Of the whole stream. */
  #packedBits(): number {
    const { counts, lengths } = this.#huffman;
    const { length, restBits } = this.#header;
    let bits = 8 * (length + checksumBytes) + restBits;
    for (let symbol = 0; symbol < counts.length; symbol += 1) {
      bits += (counts[symbol] as number) * (lengths[symbol] as number);
    }
    for (let run = 3; run <= 258; run += 1) {
      const count = this.#runs[run] as number;
      if (count > 0) bits += count * ((runSymbols[run] as RunSymbol).extraBits + 1);
    }
    return bits;
  }

  #setCodes(): void {
    const { codes, lengths } = this.#huffman;
    for (let symbol = 0; symbol <= endOfBlock; symbol += 1) {
      this.#codes[2 * symbol] = codes[symbol] as number;
      this.#codes[2 * symbol + 1] = lengths[symbol] as number;
    }
    for (let run = 3; run <= 258; run += 1) {
      if (this.#runs[run] === 0) continue;
      const { symbol, extra, extraBits } = runSymbols[run] as RunSymbol;
      const bits = lengths[symbol] as number;
      // Behind it is the distance, 1, whose only code is a zero.
      this.#runCodes[2 * run] = (codes[symbol] as number) | (extra << bits);
      this.#runCodes[2 * run + 1] = bits + extraBits + 1;
    }
  }

  /** As they are, where codes would take more. */
  #store(start: number, length: number, to: number): number {
    const bytes = this.#bytes;
    bytes.set([0x78, 0x01], to);
    let end = to + 2;
    for (let at = 0; at < length; at += storedBlock) {
      const size = Math.min(storedBlock, length - at);
      const isLast = at + size === length ? 1 : 0;
      bytes.set([isLast, size & 255, size >> 8, ~size & 255, (~size >> 8) & 255], end);
      bytes.copyWithin(end + 5, start + at, start + at + size);
      end += 5 + size;
    }
    return this.#checksum(start, length, end) - to;
  }

  /** Writes it behind the rest. @returns the end. */
  #checksum(start: number, length: number, end: number): number {
    const sum = this.#loops.adler32(start, length);
    this.#bytes.set([sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255], end);
    return end + 4;
  }
}

interface RunSymbol {
  readonly symbol: number;
  readonly extra: number;
  readonly extraBits: number;
}

/** RFC 1951, section 3.2.5: the longer the run, the more bits are behind the symbol. */
function runSymbol(length: number): RunSymbol {
  if (length === 258) return { symbol: 285, extra: 0, extraBits: 0 };
  const beyondThree = Math.max(0, length - 3);
  if (beyondThree < 8) return { symbol: 257 + beyondThree, extra: 0, extraBits: 0 };
  const extraBits = 29 - Math.clz32(beyondThree);
  const step = beyondThree >> extraBits;
  return { symbol: 257 + 4 * extraBits + step, extra: beyondThree & ((1 << extraBits) - 1), extraBits };
}

function moduleBytes(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(quickDeflateModule, "base64"));
}
