/**
 * Reads a GIF file's screen size and counts its frames by walking blocks, without decoding any.
 * Not here: delays, palettes and disposal. The screen size is what the file claims. For some sizes that are often wrong
 * (640 × 480, 1024 × 768 …) libnsgif uses the area that the frames cover instead.
 * Read next: codec/byte-cursor.
 */
import { ByteCursor } from "./byte-cursor.ts";
import type { ByteReader } from "./byte-reader.ts";
import { latin1, u16le } from "./fields.ts";

export interface GifFacts {
  readonly width: number;
  readonly height: number;
  /** Images in the file, counted up to one above the limit. */
  readonly frames: number;
}

/** The facts of a GIF file, or undefined if its header is not complete. */
export function readGifBlocks(reader: ByteReader, limits: { readonly maxFrames: number }): GifFacts | undefined {
  const head = reader.read(0, 13);
  if (head.length < 13 || !/^GIF8[79]a/.test(latin1(head, 0, 6))) return undefined;
  const width = u16le(head, 6);
  const height = u16le(head, 8);
  const cursor = new ByteCursor(reader, 13 + tableBytes(head[10] ?? 0));
  let frames = 0;
  while (frames <= limits.maxFrames) {
    const block = cursor.next();
    if (block === 0x2c) {
      frames += 1;
      cursor.skip(8);
      cursor.skip(tableBytes(cursor.next()) + 1); // the palette, and the code size before the data
    } else if (block === 0x21) {
      cursor.skip(1);
    } else {
      break; // the trailer, the end of the file, or an unknown block
    }
    for (let length = cursor.next(); length > 0; length = cursor.next()) cursor.skip(length);
  }
  return { width, height, frames };
}

/**
 * The bytes of the colour table that the flags announce. At the end of the file the flags are -1, and the
 * result does not matter.
 */
function tableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}
