/**
 * Small files with large claims: a TIFF of gigapixels, a PNG that uncompresses to megabytes, a GIF of
 * thousands of frames.
 * Not here: truncated files, which tests cut from good ones, or JPEGs of many scans (test/codec/jpeg-bytes).
 * Read next: test/thumb/claims.soak.test.ts.
 */
import { deflateSync } from "node:zlib";

/** A grey TIFF of one strip that claims this size, and has 100 bytes of pixels. */
export function claimingTiff(width: number, height: number): Buffer {
  const entries = [
    [256, 4, width],
    [257, 4, height],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 8],
    [277, 3, 1],
    [278, 4, height],
    [279, 4, 100],
  ] as const;
  const file = Buffer.alloc(8 + 100 + 2 + entries.length * 12 + 4);
  file.write("II*\0", "latin1");
  file.writeUInt32LE(108, 4);
  file.writeUInt16LE(entries.length, 108);
  for (const [index, [tag, type, value]] of entries.entries()) {
    const at = 110 + index * 12;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(type, at + 2);
    file.writeUInt32LE(1, at + 4);
    file.writeUInt32LE(value, at + 8);
  }
  return file;
}

/** A black PNG of one bit a pixel, some two thousand times smaller than its rows. */
export function packedPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc(height * (Math.ceil(width / 8) + 1)), { level: 1 });
  const mark = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([mark, pngChunk("IHDR", header), pngChunk("IDAT", rows), pngChunk("IEND", Buffer.alloc(0))]);
}

function pngChunk(name: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(data.length + 12);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(name, 4, "latin1");
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

/** By the PNG specification's appendix D; Node has one only since 20.15. */
function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = (crcTable[(crc ^ byte) & 255] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** An animation with this many frames of 8 × 8 pixels, each of one of four colours: red, green, blue, white. */
export function longGif(frames: number): Buffer {
  const palette = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255];
  const head = [...Buffer.from("GIF89a"), 8, 0, 8, 0, 0x81, 0, 0, ...palette];
  const images = [0, 1, 2, 3].map((colour) => Buffer.from([0x21, 0xf9, 4, 0, 5, 0, 0, 0, ...gifImage(colour)]));
  const body = Array.from({ length: frames }, (_, index) => images[index % 4] as Buffer);
  return Buffer.concat([Buffer.from(head), ...body, Buffer.from([0x3b])]);
}

/** 64 pixels in codes of 3 bits. A code before every pair clears the table, so codes never get longer. */
function gifImage(colour: number): number[] {
  const codes = [...Array.from({ length: 32 }, () => [4, colour, colour]).flat(), 5];
  const data: number[] = [];
  for (const [index, code] of codes.entries()) {
    const at = index * 3;
    data[at >> 3] = (data[at >> 3] ?? 0) | ((code << (at & 7)) & 255);
    if ((at & 7) > 5) data[(at >> 3) + 1] = code >> (8 - (at & 7));
  }
  return [0x2c, 0, 0, 0, 0, 8, 0, 8, 0, 0, 2, data.length, ...data, 0];
}
