/**
 * Parses numbers and texts of one structure, never beyond its end, and reports the offset where it is broken.
 * Not here: reading from the file (store/hdf5/structure/file-bytes), or what the numbers mean.
 * Read next: store/hdf5/structure/object-header.
 */
import { DecodeError } from "../../../core/errors.ts";

/** The error for a structure that is broken. */
export function broken(what: string, offset: number, why: string): DecodeError {
  return new DecodeError(`the HDF5 file is broken: ${what} at byte ${offset}: ${why}`, {
    cure: "Get a good copy of the file.",
  });
}

/** Thrown internally for legal structures that only another reader can read. */
export class NotUnderstood extends Error {}

export class ByteParser {
  readonly what: string;
  /** The offset in the file where the structure begins. */
  readonly start: number;
  readonly #bytes: Buffer;
  #at = 0;

  constructor(what: string, start: number, bytes: Buffer) {
    this.what = what;
    this.start = start;
    this.#bytes = bytes;
  }

  /** The offset of the next byte in the file. */
  get offset(): number {
    return this.start + this.#at;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  fail(why: string): never {
    throw broken(this.what, this.offset, why);
  }

  u8(): number {
    return this.#bytes.readUInt8(this.#step(1));
  }

  u16(): number {
    return this.#bytes.readUInt16LE(this.#step(2));
  }

  u32(): number {
    return this.#bytes.readUInt32LE(this.#step(4));
  }

  /** A size or count; it must fit a JavaScript number. */
  u64(): number {
    const value = this.#bytes.readBigUInt64LE(this.#step(8));
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) this.fail(`a number of ${value} is larger than any file`);
    return Number(value);
  }

  /** undefined for HDF5's undefined address. */
  address(): number | undefined {
    const value = this.#bytes.readBigUInt64LE(this.#step(8));
    if (value === 0xffff_ffff_ffff_ffffn) return undefined;
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) this.fail(`an address of ${value} is beyond any file`);
    return Number(value);
  }

  bytes(length: number): Buffer {
    const at = this.#step(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** Text up to its zero byte. */
  textToZero(): string {
    const end = this.#bytes.indexOf(0, this.#at);
    if (end < 0) this.fail("a text has no end");
    const text = this.#bytes.toString("utf8", this.#at, end);
    this.#at = end + 1;
    return text;
  }

  skip(length: number): this {
    this.#step(length);
    return this;
  }

  /** Skips to a multiple of 8 from the structure's beginning. */
  align8(): this {
    return this.skip((8 - (this.#at % 8)) % 8);
  }

  signature(expected: string): this {
    const found = this.bytes(expected.length).toString("latin1");
    if (found === expected) return this;
    throw broken(this.what, this.start, `"${expected}" is expected there, and ${JSON.stringify(found)} is there`);
  }

  /** The same structure, parsed again from its beginning. */
  again(): ByteParser {
    return new ByteParser(this.what, this.start, this.#bytes);
  }

  /** A part of it, as a structure of its own. */
  part(what: string, length: number): ByteParser {
    const start = this.offset;
    return new ByteParser(what, start, this.bytes(length));
  }

  #step(length: number): number {
    if (length > this.left) this.fail(`it ends ${length - this.left} bytes too early`);
    const at = this.#at;
    this.#at += length;
    return at;
  }
}
