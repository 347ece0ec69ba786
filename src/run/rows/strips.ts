/**
 * Cuts the rows that libvips computes into strips of a given height. A strip within one batch of rows stays in place.
 * Any other strip is assembled in memory of the caller's.
 * Not here: computing rows (run/row-stream).
 * Read next: run/streams.
 */
import type { RowSource, Rows } from "../../native/rows/rows.ts";

/** `memory` has room for `height` rows. */
export async function* inHeights(
  source: RowSource,
  { height, rowBytes, memory }: { readonly height: number; readonly rowBytes: number; readonly memory: Uint8Array },
): AsyncGenerator<Rows, undefined> {
  /** Rows in memory that do not fill a strip yet. */
  let waiting = 0;
  let top = 0;
  for (let rows = await source.next(); rows !== undefined; rows = await source.next()) {
    for (let from = 0; from < rows.height; ) {
      const count = Math.min(height - waiting, rows.height - from);
      const part = rows.bytes.subarray(from * rowBytes, (from + count) * rowBytes);
      from += count;
      if (count === height) {
        yield { top, height, bytes: part };
        top += height;
        continue;
      }
      memory.set(part, waiting * rowBytes);
      waiting += count;
      if (waiting < height) continue;
      yield { top, height, bytes: memory.subarray(0, height * rowBytes) };
      top += height;
      waiting = 0;
    }
  }
  if (waiting > 0) yield { top, height: waiting, bytes: memory.subarray(0, waiting * rowBytes) };
}
