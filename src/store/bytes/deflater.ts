/**
 * Compresses many pieces of about one size with a few streams that are reused.
 * Not here: streams for one piece each (store/bytes/deflate), which take 0.1 ms more of a processor for a tile of 49
 * kB.
 * Read next: store/bytes/deflate.
 */
import { constants, createDeflate, type Deflate } from "node:zlib";
import { maxDeflated } from "./deflate.ts";

/**
 * Writes zlib's own wrapping. It has as many streams as there are pieces at once; dispose of it to free their tables.
 */
export class Deflater implements Disposable {
  readonly #level: number;
  readonly #chunkSize: number;
  readonly #idle: Deflate[] = [];
  #isClosed = false;

  /** `level` is 0 (stored) to 9 (smallest). `length` is the default size of a piece in bytes. */
  constructor(level: number, length: number) {
    this.#level = level;
    this.#chunkSize = Math.max(64, maxDeflated(length));
  }

  /** Compresses at least one byte; the bytes must not change until it resolves. */
  async deflated(bytes: Uint8Array): Promise<Buffer> {
    const stream = this.#idle.pop() ?? createDeflate({ level: this.#level, chunkSize: this.#chunkSize });
    try {
      return await through(stream, bytes);
    } finally {
      if (this.#isClosed || stream.destroyed) stream.close();
      else this.#idle.push(stream);
    }
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    for (const stream of this.#idle.splice(0)) stream.close();
  }
}

function through(stream: Deflate, bytes: Uint8Array): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const keep = (piece: Buffer): void => {
    pieces.push(piece);
  };
  return new Promise((resolve, reject) => {
    stream.on("data", keep);
    stream.once("error", reject);
    stream.write(bytes);
    stream.flush(constants.Z_FINISH, () => {
      stream.off("data", keep);
      stream.off("error", reject);
      stream.reset();
      // A copy: the next output follows it in the stream's own buffer.
      resolve(Buffer.concat(pieces));
    });
  });
}
