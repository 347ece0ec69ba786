/**
 * A picture whose samples are computed from the positions of its pixels.
 * Not here: writing it (test/store/hdf5/write-child).
 * Read next: test/store/hdf5/interrupted.process.test.ts.
 */
import type { StoredShape } from "../../../src/store/chunks/store.ts";

export const computedShape: StoredShape = {
  width: 1500,
  height: 6000,
  bands: 3,
  format: "uchar",
  chunk: { width: 128, height: 128 },
};

export function computedRows(top: number, height: number): Uint8Array {
  const { width } = computedShape;
  const rows = new Uint8Array(width * height * 3);
  let at = 0;
  for (let y = top; y < top + height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let band = 0; band < 3; band += 1) rows[at++] = x * 7 + y * 13 + band * 31 + ((x * y) >> 3);
    }
  }
  return rows;
}
