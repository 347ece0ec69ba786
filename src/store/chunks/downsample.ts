/**
 * Halves the size of an image: each sample is the mean of 2 × 2. It works strip by strip and keeps one row between
 * strips.
 * Not here: how many sizes there are, and where they are stored (store/chunks/pyramid).
 * Read next: store/chunks/pyramid.
 */
import { isComplex, type Samples, samplesFrom } from "../../core/pixel-format.ts";
import { pelBytes } from "../../graph/recipe/header.ts";
import type { StoredShape } from "./store.ts";

/** Two rows of an image, and the row for their means. A complex sample counts as two bands. */
interface RowPair {
  readonly upper: Samples;
  readonly lower: Samples;
  readonly into: Samples;
  readonly bands: number;
}

/** Computes one band of a row of half the size. */
type MeanOfBand = (rows: RowPair, band: number) => void;

/**
 * The index of the second sample. For the last sample of an odd number it is the sample itself, so that the mean is of
 * the existing samples.
 */
function nextSample(at: number, length: number, bands: number): number {
  return at + bands < length ? at + bands : at;
}

// Three loops, not one loop with a function for the mean: that took four times as long.

/** Integers are rounded to the nearest, halves up. */
const ofSmall: MeanOfBand = ({ upper, lower, into, bands }, band) => {
  for (let at = band, to = band; at < upper.length; at += 2 * bands, to += bands) {
    const next = nextSample(at, upper.length, bands);
    const sum = (upper[at] as number) + (upper[next] as number) + (lower[at] as number) + (lower[next] as number);
    into[to] = (sum + 2) >> 2;
  }
};

/** The sum of four samples exceeds the 32 bits of a shift. */
const ofLarge: MeanOfBand = ({ upper, lower, into, bands }, band) => {
  for (let at = band, to = band; at < upper.length; at += 2 * bands, to += bands) {
    const next = nextSample(at, upper.length, bands);
    const sum = (upper[at] as number) + (upper[next] as number) + (lower[at] as number) + (lower[next] as number);
    into[to] = Math.floor((sum + 2) / 4);
  }
};

/** Floats are divided before they are added, so that the sum cannot overflow. */
const ofFloats: MeanOfBand = ({ upper, lower, into, bands }, band) => {
  for (let at = band, to = band; at < upper.length; at += 2 * bands, to += bands) {
    const next = nextSample(at, upper.length, bands);
    const above = (upper[at] as number) * 0.25 + (upper[next] as number) * 0.25;
    into[to] = above + ((lower[at] as number) * 0.25 + (lower[next] as number) * 0.25);
  }
};

const means = {
  ...{ uchar: ofSmall, char: ofSmall, ushort: ofSmall, short: ofSmall, uint: ofLarge, int: ofLarge },
  ...{ float: ofFloats, complex: ofFloats, double: ofFloats, dpcomplex: ofFloats },
} as const;

/** Takes the rows of an image from the top down and returns the rows of half the size, rounded up. */
export class HalfSize {
  readonly rowBytes: number;
  readonly #shape: StoredShape;
  readonly #bands: number;
  readonly #halfRowBytes: number;
  /** The row that waits for the next one, and room for that next row. */
  readonly #pair: Uint8Array;
  #waits = false;
  #taken = 0;
  #made = new Uint8Array(0);

  constructor(shape: StoredShape) {
    this.#shape = shape;
    this.#bands = shape.bands * (isComplex(shape.format) ? 2 : 1);
    this.rowBytes = shape.width * pelBytes(shape);
    this.#halfRowBytes = Math.ceil(shape.width / 2) * pelBytes(shape);
    this.#pair = new Uint8Array(2 * this.rowBytes);
  }

  /** Takes the next rows. The next call overwrites the result. */
  add(rowsAnywhere: Uint8Array): Uint8Array {
    const pixels = aligned(rowsAnywhere);
    const rows = pixels.length / this.rowBytes;
    const made = this.#room(Math.ceil((rows + 1) / 2) * this.#halfRowBytes);
    let row = 0;
    let filled = 0;
    const mean = (from: Uint8Array, upper: number, lower: number): void => {
      this.#mean(from, upper, lower, made.subarray(filled, filled + this.#halfRowBytes));
      filled += this.#halfRowBytes;
    };
    if (this.#waits && rows > 0) {
      this.#pair.set(pixels.subarray(0, this.rowBytes), this.rowBytes);
      mean(this.#pair, 0, 1);
      row = 1;
    }
    for (; row + 2 <= rows; row += 2) mean(pixels, row, row + 1);
    this.#taken += rows;
    this.#waits = row < rows;
    if (this.#waits) this.#pair.set(pixels.subarray(row * this.rowBytes, (row + 1) * this.rowBytes));
    if (this.#waits && this.#taken === this.#shape.height) mean(this.#pair, 0, 0);
    return made.subarray(0, filled);
  }

  #room(size: number): Uint8Array {
    if (this.#made.length < size) this.#made = new Uint8Array(size);
    return this.#made;
  }

  #mean(from: Uint8Array, upper: number, lower: number, into: Uint8Array): void {
    const { format } = this.#shape;
    const row = (index: number): Samples => {
      return samplesFrom(format, from.subarray(index * this.rowBytes, (index + 1) * this.rowBytes));
    };
    const rows = { upper: row(upper), lower: row(lower), into: samplesFrom(format, into), bands: this.#bands };
    for (let band = 0; band < this.#bands; band += 1) means[format](rows, band);
  }
}

/** The bytes at an address where numbers of any size may begin. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes);
}
