/**
 * Writes an uncompressed TIFF with separate bands (planar), each in strips of its own. libvips' saver
 * cannot write such files.
 * Not here: photo-like pictures; these are slopes, since the content does not matter to uncompressed files.
 * Read next: bench/budget/inputs.ts.
 */
import { closeSync, existsSync, openSync, renameSync, writeSync } from "node:fs";
import type { Size } from "../../../src/core/rect.ts";

const bands = 3;
const rowsPerStrip = 64;
const [short, long] = [3, 4];

/** An existing file stays as it is. A half-written file never has the final name. */
export function writePlanarTiff(path: string, { width, height }: Size): string {
  if (existsSync(path)) return path;
  const unfinished = `${path}.${process.pid}`;
  const file = openSync(unfinished, "w");
  const stripsPerBand = Math.ceil(height / rowsPerStrip);
  const offsets: number[] = [];
  const lengths: number[] = [];
  let length = 8;
  try {
    for (let strip = 0; strip < stripsPerBand * bands; strip += 1) {
      const rows = Math.min(rowsPerStrip, height - (strip % stripsPerBand) * rowsPerStrip);
      const pixels = Buffer.alloc(rows * width, slope(width, strip));
      offsets.push(length);
      lengths.push(pixels.length);
      writeSync(file, pixels, 0, pixels.length, length);
      length += pixels.length;
    }
    length += length % 2;
    const lists = Buffer.concat([longs(offsets), longs(lengths)]);
    const bits = Buffer.from([8, 0, 8, 0, 8, 0]);
    writeSync(file, Buffer.concat([lists, bits]), 0, lists.length + bits.length, length);
    const directory = directoryOf({ width, height }, offsets.length, length);
    const at = length + lists.length + bits.length;
    writeSync(file, directory, 0, directory.length, at);
    writeSync(file, Buffer.concat([Buffer.from("II*\0", "latin1"), longs([at])]), 0, 8, 0);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
  return path;
}

/** One row; it differs for each strip. */
function slope(width: number, strip: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: width }, (_, x) => ((x * 255) / width + strip * 7) & 255));
}

/** `lists` is the offset of the strips' offsets. Their lengths follow, then the bits of a sample. */
function directoryOf({ width, height }: Size, strips: number, lists: number): Buffer {
  const entries = [
    [256, long, 1, width],
    [257, long, 1, height],
    [258, short, bands, lists + strips * 8],
    [259, short, 1, 1],
    [262, short, 1, 2],
    [273, long, strips, lists],
    [277, short, 1, bands],
    [278, long, 1, rowsPerStrip],
    [279, long, strips, lists + strips * 4],
    [284, short, 1, 2],
  ] as const;
  const buffer = Buffer.alloc(2 + entries.length * 12 + 4);
  buffer.writeUInt16LE(entries.length, 0);
  for (const [index, [tag, type, count, value]] of entries.entries()) {
    const at = 2 + index * 12;
    buffer.writeUInt16LE(tag, at);
    buffer.writeUInt16LE(type, at + 2);
    buffer.writeUInt32LE(count, at + 4);
    buffer.writeUInt32LE(value, at + 8);
  }
  return buffer;
}

function longs(values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) buffer.writeUInt32LE(value, index * 4);
  return buffer;
}
