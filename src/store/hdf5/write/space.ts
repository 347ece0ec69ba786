/**
 * Room in a file that is being written: new bytes at its end, and old indexes whose room is used again.
 * Not here: what is written there.
 * Read next: store/hdf5/write/hdf5-output.
 */

/** A piece of the file. */
export interface Piece {
  readonly address: number;
  readonly length: number;
}

/** Below this an index is small enough to be written anew every time. */
const smallPiece = 4096;

export class Space {
  /** The first byte beyond what was given out. */
  end: number;
  /** Pieces of the index that the superblock leads to, of the one before it, and of the one that is being written. */
  #current: Piece[] = [];
  #free: Piece[] = [];
  #next: Piece[] = [];

  constructor(end: number) {
    this.end = Math.ceil(end / 8) * 8;
  }

  /** Room for good. Every address is a multiple of 8. */
  take(length: number): number {
    const address = this.end;
    this.end += Math.ceil(length / 8) * 8;
    return address;
  }

  /** Room for a part of the index that is being written, which a later index may use again. */
  takeForIndex(length: number): number {
    const at = this.#free.findIndex((piece) => piece.length >= length);
    const [old] = at < 0 ? [] : this.#free.splice(at, 1);
    // An index grows from one time to the next: with room to spare, the piece will do for some more.
    const room = length < smallPiece ? smallPiece : 2 ** Math.ceil(Math.log2(length));
    const piece = old ?? { address: this.take(room), length: room };
    this.#next.push(piece);
    return piece.address;
  }

  /** The index that was being written counts from now on, and the one before it is not needed any more. */
  indexCounts(): void {
    this.#free.push(...this.#current);
    this.#current = this.#next;
    this.#next = [];
  }
}
