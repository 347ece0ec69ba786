/**
 * The one contract for rows of pixels on their way: whoever computes, decodes or reads them gives them in this form.
 * Not here: making rows (run/row-stream, native/rows/row-reader), or cutting them into strips and tiles (run/rows/strips, run/rows/tiles).
 * Read next: run/row-stream.
 */

/** Whole rows, one behind the other, without gaps. */
export interface Rows {
  readonly top: number;
  readonly height: number;
  /** Lent until the next are asked for. */
  readonly bytes: Uint8Array;
}

/** Rows that are still to come, from the top down. */
export interface RowSource {
  next(): Promise<Rows | undefined>;
}
