/**
 * TIFF's horizontal predictor: of each sample its difference to that of the pixel on its left, as libtiff makes it.
 * Not here: compression, which is what it helps (store/deflate).
 * Read next: store/tiff/tile-coding.
 */
import { endianness } from "node:os";

/** Rows of a tile, as libtiff sees them: samples of `size` bytes, of which a pixel has `bands`. */
export interface RowLayout {
  /** Bytes of a row. */
  readonly rowBytes: number;
  readonly bands: number;
  /** Of a sample: 1, 2, 4 or 8. Floats count as whole numbers of their size, and a complex of two floats as one of 8. */
  readonly size: number;
}

type Words = Uint8Array | Uint16Array | Uint32Array;

/** The differences, in bytes of their own. */
export function differences(samples: Uint8Array, layout: RowLayout): Uint8Array {
  const into = Buffer.allocUnsafeSlow(samples.length);
  if (layout.size === 8) {
    differencesOf64(words(samples, 4) as Uint32Array, words(into, 4) as Uint32Array, layout);
    return into;
  }
  const [from, to] = [words(samples, layout.size), words(into, layout.size)];
  const { bands } = layout;
  const row = layout.rowBytes / layout.size;
  for (let start = 0; start < from.length; start += row) {
    const [second, end] = [start + bands, start + row];
    for (let at = start; at < second; at += 1) to[at] = from[at] as number;
    // What does not go into a word is cut off by the array.
    for (let at = second; at < end; at += 1) to[at] = (from[at] as number) - (from[at - bands] as number);
  }
  return into;
}

/** The samples again, in place. */
export function sums(differing: Uint8Array, layout: RowLayout): Uint8Array {
  if (layout.size === 8) {
    sumsOf64(words(differing, 4) as Uint32Array, layout);
    return differing;
  }
  const to = words(differing, layout.size);
  const { bands } = layout;
  const row = layout.rowBytes / layout.size;
  for (let start = 0; start < to.length; start += row) {
    const end = start + row;
    for (let at = start + bands; at < end; at += 1) to[at] = (to[at] as number) + (to[at - bands] as number);
  }
  return differing;
}

/** The lower half of a word of 64 bits comes first, or the upper one. */
const lower = endianness() === "LE" ? 0 : 1;
const upper = 1 - lower;

function differencesOf64(from: Uint32Array, to: Uint32Array, { rowBytes, bands }: RowLayout): void {
  const [row, step] = [rowBytes / 4, 2 * bands];
  for (let start = 0; start < from.length; start += row) {
    to.set(from.subarray(start, start + step), start);
    for (let at = start + step; at < start + row; at += 2) {
      const [low, before] = [from[at + lower] as number, from[at - step + lower] as number];
      to[at + lower] = low - before;
      to[at + upper] = (from[at + upper] as number) - (from[at - step + upper] as number) - (low < before ? 1 : 0);
    }
  }
}

function sumsOf64(to: Uint32Array, { rowBytes, bands }: RowLayout): void {
  const [row, step] = [rowBytes / 4, 2 * bands];
  for (let start = 0; start < to.length; start += row) {
    for (let at = start + step; at < start + row; at += 2) {
      const low = (to[at + lower] as number) + (to[at - step + lower] as number);
      to[at + lower] = low;
      to[at + upper] = (to[at + upper] as number) + (to[at - step + upper] as number) + (low >= 2 ** 32 ? 1 : 0);
    }
  }
}

function words({ buffer, byteOffset, byteLength }: Uint8Array, size: number): Words {
  if (size === 1) return new Uint8Array(buffer, byteOffset, byteLength);
  if (size === 2) return new Uint16Array(buffer, byteOffset, byteLength / 2);
  return new Uint32Array(buffer, byteOffset, byteLength / 4);
}
