/**
 * Reads a PNG file's header and whether it is interlaced or animated. That decides whether it can be read row by row.
 * Not here: palettes, profiles and text, or whether checksums are right.
 * Read next: codec/codec-facts.
 */
import type { ByteReader } from "./byte-reader.ts";
import { hasText, latin1, u32be } from "./fields.ts";

export interface PngFacts {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample, or of a palette index. */
  readonly bitDepth: number;
  /** PNG's number: 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. */
  readonly colourType: number;
  /** Adam7: the decoder has to hold the whole image. */
  readonly interlaced: boolean;
  /** Animated PNG (an `acTL` chunk). libvips reads only its first image. */
  readonly animated: boolean;
  /** Frames that the animation claims; 1 without an animation. */
  readonly frames: number;
}

/** `acTL` comes before the pixels. The search stops after this many chunks. */
const maxChunks = 10_000;

/** The facts of a PNG file, or undefined if libpng would not accept its header. */
export function readPngChunks(reader: ByteReader): PngFacts | undefined {
  const head = reader.read(0, 33);
  if (head.length < 29 || !hasText(head, 0, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR")) return undefined;
  const width = u32be(head, 16);
  const height = u32be(head, 20);
  if (width === 0 || height === 0) return undefined;
  const [bitDepth = 0, colourType = 0, , , interlace = 0] = head.subarray(24, 29);
  const frames = countFrames(reader);
  return {
    width,
    height,
    bitDepth,
    colourType,
    interlaced: interlace !== 0,
    animated: frames !== undefined,
    frames: frames ?? 1,
  };
}

function countFrames(reader: ByteReader): number | undefined {
  let at = 33;
  for (let chunks = 0; chunks < maxChunks; chunks += 1) {
    const chunk = reader.read(at, 12);
    if (chunk.length < 12) return undefined;
    const type = latin1(chunk, 4, 4);
    if (type === "IDAT" || type === "IEND") return undefined;
    if (type === "acTL") return Math.max(1, u32be(chunk, 8));
    at += 12 + u32be(chunk, 0);
  }
  return undefined;
}
