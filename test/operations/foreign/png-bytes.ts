/**
 * Bytes of a PNG file, written with Node's zlib alone, so that a reader is not judged by its own library's writer.
 * Not here: reading one; Pillow does that for the tests (other-judges).
 * Read next: test/operations/foreign/pictures.ts.
 */
import { crc32, deflateSync } from "node:zlib";
import type { Picture } from "../case.ts";

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** By the number of bands: grey, grey and alpha, colour, colour and alpha. */
const colourTypes = [0, 4, 2, 6];

/** A PNG of a picture of 8 or 16 bits, without any filter. */
export function pngBytes({ width, height, bands, format, data }: Picture): Uint8Array {
  const bits = format === "ushort" ? 16 : 8;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = bits;
  header[9] = colourTypes[bands - 1] as number;
  const row = width * bands;
  const rows = Buffer.alloc(height * (1 + (row * bits) / 8));
  data.forEach((value: number, index: number) => {
    const at = Math.floor(index / row) * (1 + (row * bits) / 8) + 1 + ((index % row) * bits) / 8;
    if (bits === 16) rows.writeUInt16BE(value, at);
    else rows[at] = value;
  });
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.of()),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
