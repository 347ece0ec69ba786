/**
 * Writes of pieces of a file, of which those that follow each other and wait for the disk are written by one call.
 * Not here: where the pieces go (store/tiff/tiff-tiles).
 * Read next: store/tiff/tiff-tiles.
 *
 * 805 MB in tiles of 49 kB: 0.24 s by calls of twenty tiles, of which the caller's thread takes 0.03 s; by a call for each
 * tile 0.8 s, of which it takes 0.2 to 0.3 s.
 */
import type { FileHandle } from "node:fs/promises";

interface Piece {
  readonly address: number;
  readonly bytes: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Pieces of one call: the system takes at most 1024. */
const maxPieces = 512;

export class GatheredWrites {
  readonly #handle: FileHandle;
  readonly #limitBytes: number;
  readonly #waiting: Piece[] = [];
  #isWriting = false;

  /** `limitBytes`: of one call, unless one piece is longer. */
  constructor(handle: FileHandle, limitBytes: number) {
    this.#handle = handle;
    this.#limitBytes = limitBytes;
  }

  /** Resolves when the bytes are written; until then they must not change. @throws {Error} the system's own. */
  write(address: number, bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ address, bytes, resolve, reject });
      if (!this.#isWriting) void this.#writeWaiting();
    });
  }

  async #writeWaiting(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const pieces = this.#waiting.splice(0, this.#countTogether());
      try {
        await this.#writeAll(pieces);
        for (const { resolve } of pieces) resolve();
      } catch (error) {
        for (const { reject } of pieces) reject(error);
      }
    }
    this.#isWriting = false;
  }

  /** How many of those that wait lie one behind the other, from the first on. */
  #countTogether(): number {
    let count = 0;
    let length = 0;
    const start = (this.#waiting[0] as Piece).address;
    for (const { address, bytes } of this.#waiting) {
      const fits = count < maxPieces && length + bytes.length <= this.#limitBytes;
      if (count > 0 && (!fits || address !== start + length)) break;
      count += 1;
      length += bytes.length;
    }
    return count;
  }

  async #writeAll(pieces: readonly Piece[]): Promise<void> {
    let left = pieces.map(({ bytes }) => bytes);
    for (let { address } = pieces[0] as Piece; left.length > 0; ) {
      const { bytesWritten } = await this.#handle.writev(left, address);
      address += bytesWritten;
      left = behind(left, bytesWritten);
    }
  }
}

/** What is left of pieces when some bytes of them are written. */
function behind(pieces: readonly Uint8Array[], written: number): Uint8Array[] {
  let skip = written;
  const left: Uint8Array[] = [];
  for (const piece of pieces) {
    if (skip >= piece.length) skip -= piece.length;
    else {
      left.push(skip === 0 ? piece : piece.subarray(skip));
      skip = 0;
    }
  }
  return left;
}
