/**
 * Allocates room in a file that is being written: new bytes at its end, and the room of old indexes again.
 * Not here: the content.
 * Read next: store/hdf5/write/hdf5-output.
 */

/** A piece of the file. */
export interface Piece {
  readonly address: number;
  readonly length: number;
}

/** An index below this size is small enough to be rewritten every time. */
const smallPiece = 4096;

export class Space {
  /** The first byte beyond the allocated room. */
  end: number;
  /**
   * The pieces of the index that the superblock leads to. `#free`: pieces of older indexes. `#next`: of the index that
   * is being written.
   */
  #current: Piece[] = [];
  #free: Piece[] = [];
  #next: Piece[] = [];

  constructor(end: number) {
    this.end = Math.ceil(end / 8) * 8;
  }

  /** Permanent room. Every address is a multiple of 8. */
  take(length: number): number {
    const address = this.end;
    this.end += Math.ceil(length / 8) * 8;
    return address;
  }

  /** Room for a part of the index that is being written. A later index may use it again. */
  takeForIndex(length: number): number {
    const at = this.#free.findIndex((piece) => piece.length >= length);
    const [old] = at < 0 ? [] : this.#free.splice(at, 1);
    // An index grows from one time to the next: with spare room, the piece is large enough for some more.
    const room = length < smallPiece ? smallPiece : 2 ** Math.ceil(Math.log2(length));
    const piece = old ?? { address: this.take(room), length: room };
    this.#next.push(piece);
    return piece.address;
  }

  /** The index that was being written is valid from now on, and the one before it is no longer needed. */
  indexCounts(): void {
    this.#free.push(...this.#current);
    this.#current = this.#next;
    this.#next = [];
  }
}
