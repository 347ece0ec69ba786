/**
 * The one contract for rows of pixels: `Rows` are a batch of them, and a `RowSource` gives one batch after the other.
 * Not here: the rows of an image (native/rows/row-reader), those of a run (run/row-stream), an image that is made of rows
 * (native/rows/row-writer), or cutting rows into strips and tiles (run/rows/strips, run/rows/tiles).
 * Read next: native/rows/row-reader, run/row-stream.
 */

/** Whole rows, one behind the other, without gaps. */
export interface Rows {
  readonly top: number;
  readonly height: number;
  /** Lent until the next call. */
  readonly bytes: Uint8Array;
}

/** The rows that remain, from the top down. */
export interface RowSource {
  next(): Promise<Rows | undefined>;
}
