/**
 * The picture for measurements of stores: 20000 × 20000 pixels RGB, raw, made row by row and kept.
 * Not here: the stores (bench/stores/zarr).
 * Read next: docs/explanation/stores.md.
 *
 * To a compressor it is like a photo: nine octaves of 1/f noise in the luminance and weaker, coarser ones in the
 * colours, flat ellipses with hard edges, and a sensor's noise with a deviation of 1.3. zlib's level 1 compresses a
 * tile of it to 1 / 1.6; real photos to 1 / 1.14 to 1 / 3.05.
 */
import { closeSync, existsSync, openSync, renameSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Size } from "../../src/core/rect.ts";
import { cacheFolder } from "../pictures/cache-folder.ts";

export const defaultSize: Size = { width: 20_000, height: 20_000 };

/** Makes the file unless an earlier run has left it, and returns its path: rows without gaps, three bytes a pixel. */
export function storesPicture({ width, height }: Size = defaultSize): string {
  const path = join(cacheFolder("stores"), `photo-like-${width}x${height}.raw`);
  if (existsSync(path) && statSync(path).size === width * height * 3) return path;
  process.stderr.write(`making ${path}\n`);
  const file = openSync(`${path}.part`, "w");
  const makeRow = rowMaker(width);
  const strip = new Uint8Array(width * 3 * 64);
  for (let top = 0; top < height; top += 64) {
    const rows = Math.min(64, height - top);
    for (let row = 0; row < rows; row += 1) makeRow(top + row, strip.subarray(row * width * 3, (row + 1) * width * 3));
    writeSync(file, strip, 0, rows * width * 3);
  }
  closeSync(file);
  renameSync(`${path}.part`, path);
  return path;
}

/** A number from -1 to 1 for a point of a lattice. */
function lattice(x: number, y: number, seed: number): number {
  let hash = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 31 - 1;
}

interface Octave {
  /** Pixels from one point of the lattice to the next. */
  readonly cell: number;
  readonly amplitude: number;
  readonly seed: number;
}

/** Adds noise of one octave to a row. */
function addOctave(row: Float32Array, y: number, { cell, amplitude, seed }: Octave): void {
  const [above, part] = [Math.floor(y / cell), (y % cell) / cell];
  const at = (x: number): number => {
    const upper = lattice(x, above, seed);
    return amplitude * (upper + (lattice(x, above + 1, seed) - upper) * part);
  };
  let left = at(0);
  for (let start = 0, x = 1; start < row.length; start += cell, x += 1) {
    const right = at(x);
    const end = Math.min(row.length, start + cell);
    const step = (right - left) / cell;
    for (let pixel = start; pixel < end; pixel += 1)
      row[pixel] = (row[pixel] as number) + left + step * (pixel - start);
    left = right;
  }
}

const octaves = (first: number, count: number, amplitude: number, seed: number): readonly Octave[] =>
  Array.from({ length: count }, (_, index) => {
    return { cell: 2 ** (first + index), amplitude: amplitude * 2 ** index, seed: seed + index };
  });

function rowMaker(width: number): (y: number, into: Uint8Array) => void {
  const planes = [0, 1, 2].map(() => new Float32Array(width));
  const [luma, red, blue] = planes as [Float32Array, Float32Array, Float32Array];
  const noises = [octaves(0, 9, 0.35, 1), octaves(4, 5, 0.4, 20), octaves(4, 5, 0.4, 40)];
  let state = 12_345;
  const uniform = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  // The sum of three uniform numbers is close enough to normal; its deviation is a half.
  const sensor = (): number => (uniform() + uniform() + uniform() - 1.5) * 2.6;
  return (y, into) => {
    luma.fill(118 + 30 * Math.sin(y / 4000));
    red.fill(0);
    blue.fill(0);
    for (const [index, plane] of planes.entries()) {
      for (const octave of noises[index] ?? []) addOctave(plane, y, octave);
    }
    for (let x = 0; x < width; x += 1) {
      const flat = ellipse(x, y);
      const base = flat === 0 ? (luma[x] as number) : flat;
      into[x * 3] = clip(base + (red[x] as number) + sensor());
      into[x * 3 + 1] = clip(base + sensor());
      into[x * 3 + 2] = clip(base + (blue[x] as number) + sensor());
    }
  };
}

/** The grey of the ellipse around a pixel, 0 outside. One of three cells of 900 × 900 has an ellipse. */
function ellipse(x: number, y: number): number {
  const [column, row] = [Math.floor(x / 900), Math.floor(y / 900)];
  const [dx, dy] = [(x % 900) - 450, (y % 900) - 450];
  const kind = (column * 7 + row * 13) % 9;
  if (kind > 2) return 0;
  return (dx / (150 + 90 * kind)) ** 2 + (dy / (380 - 100 * kind)) ** 2 < 1 ? 60 + 70 * kind : 0;
}

function clip(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
