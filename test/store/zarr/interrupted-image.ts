/**
 * The image of the tests that kill writers: every sample follows from its position.
 * Not here: writing it (test/store/zarr/write-child.ts).
 * Read next: test/store/zarr/interrupted.process.test.ts.
 */
import type { StoredShape } from "../../../src/store/chunks/store.ts";

export const interruptedShape: StoredShape = {
  ...{ width: 500, height: 1000, bands: 3, format: "uchar" },
  chunk: { width: 64, height: 64 },
};

export function rowsOf(top: number, height: number): Uint8Array {
  const rowBytes = interruptedShape.width * 3;
  return Uint8Array.from({ length: height * rowBytes }, (_, index) => {
    const [row, at] = [top + Math.floor(index / rowBytes), index % rowBytes];
    return (row * 3 + at * 7 + ((row * at) >> 4)) % 256;
  });
}
