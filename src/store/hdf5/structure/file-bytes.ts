/**
 * Reads pieces of a file, and checks each against the file's length before it allocates memory.
 * Not here: what they mean.
 * Read next: store/hdf5/structure/byte-parser.
 */
import type { FileHandle } from "node:fs/promises";
import { ByteParser, broken } from "./byte-parser.ts";

/** No structure that Sluice reads is larger; a larger claim means a broken file. */
const maxStructure = 16_000_000;

export class FileBytes {
  readonly length: number;
  readonly #file: FileHandle;

  private constructor(file: FileHandle, length: number) {
    this.#file = file;
    this.length = length;
  }

  static async of(file: FileHandle): Promise<FileBytes> {
    return new FileBytes(file, (await file.stat()).size);
  }

  /** A structure of at most `length` bytes; fewer where the file ends. */
  async structure(what: string, address: number, length: number): Promise<ByteParser> {
    if (length > maxStructure) throw broken(what, address, `it claims ${length} bytes`);
    if (address >= this.length) throw broken(what, address, `the file ends at byte ${this.length}`);
    const there = Math.min(length, this.length - address);
    return new ByteParser(what, address, await this.exactly(what, address, Buffer.allocUnsafe(there)));
  }

  /** Fills a buffer. @throws {DecodeError} when the file has no such bytes. */
  async exactly<B extends Uint8Array>(what: string, address: number, into: B): Promise<B> {
    if (address + into.length > this.length) {
      throw broken(what, address, `it has ${into.length} bytes, and the file ends at byte ${this.length}`);
    }
    for (let done = 0; done < into.length; ) {
      const { bytesRead } = await this.#file.read(into, done, into.length - done, address + done);
      if (bytesRead === 0) throw broken(what, address + done, "the file was shortened while it was read");
      done += bytesRead;
    }
    return into;
  }
}
