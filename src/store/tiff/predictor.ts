/**
 * TIFF's horizontal predictor: of each sample its difference to that of the pixel on its left, as libtiff makes it.
 * Not here: compression, which is what it helps (store/bytes/deflate).
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

/** The lower half of a word of 64 bits comes first, or the upper one. */
const lower = endianness() === "LE" ? 0 : 1;
const upper = 1 - lower;

type Words = Uint8Array | Uint16Array | Uint32Array;

/** The differences, in bytes of their own. Rows are whole words of 32 bits, as those of tiles are. */
export function differences(samples: Uint8Array, layout: RowLayout): Uint8Array {
  const into = Buffer.allocUnsafeSlow(samples.length);
  const [from, to] = [words(samples, 4) as Uint32Array, words(into, 4) as Uint32Array];
  if (layout.size === 8) differencesOf64(from, to, layout);
  else differencesInWords(from, to, layout);
  return into;
}

/** The highest bit of each sample in a word of 32 bits. */
const highBits: Readonly<Record<number, number>> = { 1: 0x80808080, 2: 0x80008000, 4: 0x80000000 };

/** All samples of a word at once, which takes half the time of one by one: no sample borrows from its neighbour. */
function differencesInWords(from: Uint32Array, to: Uint32Array, { rowBytes, bands, size }: RowLayout): void {
  const high = highBits[size] as number;
  const row = rowBytes / 4;
  const [back, shift] = [(bands * size) >> 2, ((bands * size) & 3) * 8];
  for (let start = 0; start < from.length; start += row) {
    to.set(from.subarray(start, start + back), start);
    // To the left of a row are zeros.
    let before = 0;
    for (let at = start + back; at < start + row; at += 1) {
      const here = from[at - back] as number;
      const left = shift === 0 ? here : joined(before, here, shift);
      before = here;
      const word = from[at] as number;
      to[at] = ((word | high) - (left & ~high)) ^ ((word ^ ~left) & high);
    }
  }
}

/** The word that begins `shift` bits before `here`, as bytes lie in memory. */
function joined(before: number, here: number, shift: number): number {
  return lower === 0 ? (here << shift) | (before >>> (32 - shift)) : (here >>> shift) | (before << (32 - shift));
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
