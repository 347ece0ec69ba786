/**
 * Writes little-endian numbers, texts and padding one after the other, the parts of every HDF5 structure.
 * Not here: the structures.
 * Read next: store/hdf5/structure/object-header, store/hdf5/structure/byte-parser.
 */

export class ByteWriter {
  readonly #parts: number[] = [];

  get length(): number {
    return this.#parts.length;
  }

  u8(...values: readonly number[]): this {
    for (const value of values) this.#parts.push(value & 0xff);
    return this;
  }

  u16(...values: readonly number[]): this {
    for (const value of values) this.u8(value, value >>> 8);
    return this;
  }

  u32(...values: readonly number[]): this {
    for (const value of values) this.u8(value, value >>> 8, value >>> 16, value >>> 24);
    return this;
  }

  /** Numbers up to 2⁵³; undefined writes the undefined address. */
  u64(...values: readonly (number | undefined)[]): this {
    for (const value of values) {
      if (value === undefined) this.u32(0xffff_ffff, 0xffff_ffff);
      else this.u32(value % 2 ** 32, Math.floor(value / 2 ** 32));
    }
    return this;
  }

  bytes(bytes: Uint8Array | readonly number[]): this {
    for (const byte of bytes) this.#parts.push(byte);
    return this;
  }

  text(text: string): this {
    return this.bytes(Buffer.from(text, "utf8"));
  }

  zeros(count: number): this {
    for (let index = 0; index < count; index += 1) this.#parts.push(0);
    return this;
  }

  /** Zeros up to a multiple of 8. It avoids bit operations, which overflow at 2 GiB. */
  pad8(): this {
    return this.zeros((8 - (this.length % 8)) % 8);
  }

  take(): Buffer {
    return Buffer.from(this.#parts);
  }
}
