/**
 * Rows of half the size: each sample is the mean of 2 × 2, strip by strip, with one row kept where a strip ends between two.
 * Not here: how many sizes there are, and where they go (store/pyramid).
 * Read next: store/pyramid.
 */
import { isComplex, type Samples, samplesFrom } from "../core/pixel-format.ts";
import { pelBytes } from "../graph/header.ts";
import type { StoredShape } from "./store.ts";

/** Rows of an image, as samples; `bands` counts a complex sample twice. */
interface Rows {
  readonly from: Samples;
  readonly upper: number;
  readonly lower: number;
  readonly width: number;
  readonly bands: number;
}

/** The mean of the four samples at these places. */
type Mean = (a: number, b: number, c: number, d: number) => number;

/**
 * Whole numbers are rounded to the nearest, halves up. Where an odd edge leaves two samples or one, it is the mean of those.
 * Floats are added after they are divided, so that none overflows.
 */
const ofSmall: Mean = (a, b, c, d) => (a + b + c + d + 2) >> 2;
const ofLarge: Mean = (a, b, c, d) => Math.floor((a + b + c + d + 2) / 4);
const ofFloats: Mean = (a, b, c, d) => a * 0.25 + b * 0.25 + (c * 0.25 + d * 0.25);

const means = {
  ...{ uchar: ofSmall, char: ofSmall, ushort: ofSmall, short: ofSmall, uint: ofLarge, int: ofLarge },
  ...{ float: ofFloats, complex: ofFloats, double: ofFloats, dpcomplex: ofFloats },
} as const;

/** Takes the rows of an image from the top down and gives those of half the size, rounded up. */
export class HalfSize {
  readonly rowBytes: number;
  readonly #shape: StoredShape;
  readonly #bands: number;
  readonly #halfRowBytes: number;
  /** The row that waits for its neighbour, and room for that. */
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

  /** Takes the next rows. What it gives is overwritten by the next call. */
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
    const { format, width } = this.#shape;
    const perRow = width * this.#bands;
    const rows = {
      from: samplesFrom(format, from),
      upper: upper * perRow,
      lower: lower * perRow,
      width,
      bands: this.#bands,
    };
    meanRow(rows, samplesFrom(format, into), means[format]);
  }
}

/** The bytes where numbers of any size may begin. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes);
}

function meanRow({ from, upper, lower, width, bands }: Rows, into: Samples, mean: Mean): void {
  const at = (index: number): number => from[index] as number;
  const whole = width >> 1;
  for (let pixel = 0; pixel < whole; pixel += 1) {
    for (let band = 0; band < bands; band += 1) {
      const left = 2 * pixel * bands + band;
      const [a, b] = [upper + left, lower + left];
      into[pixel * bands + band] = mean(at(a), at(a + bands), at(b), at(b + bands));
    }
  }
  if (width % 2 === 0) return;
  for (let band = 0; band < bands; band += 1) {
    const left = (width - 1) * bands + band;
    into[whole * bands + band] = mean(at(upper + left), at(upper + left), at(lower + left), at(lower + left));
  }
}
