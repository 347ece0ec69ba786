/**
 * Steps forward through a file byte by byte. It asks the reader once per window, not once per byte.
 * Not here: stepping back, and numbers of several bytes (codec/fields).
 * Read next: codec/gif-blocks.
 */
import { type ByteReader, readerWindowBytes } from "./byte-reader.ts";

/**
 * A position in a file. Nothing else may read from the same reader while a cursor is in use: the
 * reader lends its window.
 */
export class ByteCursor {
  readonly #reader: ByteReader;
  #window: Uint8Array = new Uint8Array(0);
  #windowStart: number;
  /** Position inside the window; beyond its end after a skip. */
  #at = 0;

  constructor(reader: ByteReader, offset: number) {
    this.#reader = reader;
    this.#windowStart = offset;
  }

  /** The next byte, or -1 at the end of the file. */
  next(): number {
    if (this.#at >= this.#window.length) {
      this.#windowStart += this.#at;
      this.#at = 0;
      this.#window = this.#reader.read(this.#windowStart, readerWindowBytes);
    }
    const byte = this.#window[this.#at];
    if (byte === undefined) return -1;
    this.#at += 1;
    return byte;
  }

  skip(count: number): void {
    this.#at += count;
  }
}
