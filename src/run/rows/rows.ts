/**
 * The one contract for rows of pixels: computing, decoding and reading all deliver rows in this form.
 * Not here: making rows (run/row-stream, native/rows/row-reader), or cutting them into strips and tiles
 * (run/rows/strips, run/rows/tiles).
 * Read next: run/row-stream.
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
