/**
 * Reads a WebP file's canvas, coding and number of frames from its RIFF chunks.
 * Not here: delays, loops and profiles. From the coded pictures it reads only the header with the size.
 * Read next: codec/codec-facts.
 */
import type { ByteReader } from "./byte-reader.ts";
import { hasText, latin1, u16le, u24le, u32le } from "./fields.ts";

export interface WebpFacts {
  readonly width: number;
  readonly height: number;
  /** Whether the first frame is lossless. Undefined if the file ends before it. */
  readonly lossless?: boolean;
  readonly alpha: boolean;
  readonly animated: boolean;
  /** Frames in the file, counted up to one above the limit; 1 for a still image. */
  readonly frames: number;
}

/**
 * Limit on chunks other than frames. A file with more counts as not understood, since its count of
 * frames could be wrong.
 */
const maxOtherChunks = 10_000;

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly lossless: boolean;
  readonly alpha: boolean;
}

/** The facts of a WebP file, or undefined if it has neither a canvas nor a picture with a size. */
export function readWebpChunks(reader: ByteReader, limits: { readonly maxFrames: number }): WebpFacts | undefined {
  // 30 bytes: both headers, and the longest start of a first chunk that any case needs.
  const head = reader.read(0, 30);
  if (!hasText(head, 0, "RIFF") || !hasText(head, 8, "WEBP")) return undefined;
  const end = Math.min(reader.size, 8 + u32le(head, 4));
  if (!hasText(head, 12, "VP8X")) {
    const still = readPicture(reader, 12);
    return still && { ...still, animated: false, frames: 1 };
  }
  if (head.length < 30) return undefined;
  const flags = head[20] ?? 0;
  const animated = (flags & 0x02) !== 0;
  const width = u24le(head, 24) + 1;
  const height = u24le(head, 27) + 1;
  let at = 12 + chunkBytes(head, 12);
  let alpha = (flags & 0x10) !== 0;
  let lossless: boolean | undefined;
  let frames = 0;
  for (let others = 0; others <= maxOtherChunks && frames <= limits.maxFrames; ) {
    const chunk = at + 8 <= end ? reader.read(at, 8) : undefined;
    if (chunk === undefined || chunk.length < 8) return facts();
    const type = latin1(chunk, 0, 4);
    const next = at + chunkBytes(chunk, 0);
    if (type === (animated ? "ANMF" : "VP8 ") || (type === "VP8L" && !animated)) {
      const picture = lossless === undefined ? firstPicture(reader, animated ? at + 24 : at) : undefined;
      lossless ??= picture?.lossless;
      alpha ||= picture?.alpha ?? false;
      frames += 1;
      if (!animated) return facts();
    } else {
      others += 1;
    }
    at = next;
  }
  return frames > limits.maxFrames ? facts() : undefined;

  function facts(): WebpFacts {
    return { width, height, ...(lossless !== undefined && { lossless }), alpha, animated, frames: Math.max(1, frames) };
  }
}

/** Bytes of a chunk with its header, padded to an even length. */
function chunkBytes(chunk: Uint8Array, at: number): number {
  const length = u32le(chunk, at + 4);
  return 8 + length + (length % 2);
}

/** A frame's picture may follow its alpha plane. */
function firstPicture(reader: ByteReader, at: number): Picture | undefined {
  const chunk = reader.read(at, 8);
  if (!hasText(chunk, 0, "ALPH")) return readPicture(reader, at);
  const picture = readPicture(reader, at + chunkBytes(chunk, 0));
  return picture && { ...picture, alpha: true };
}

/** A picture's own header: 14 bits a side, after 10 bytes (VP8) or 1 byte (VP8L) of its own. */
function readPicture(reader: ByteReader, at: number): Picture | undefined {
  const chunk = reader.read(at, 18);
  if (hasText(chunk, 0, "VP8L") && chunk.length >= 13 && chunk[8] === 0x2f) {
    const bits = u32le(chunk, 9);
    const height = (Math.floor(bits / 2 ** 14) & 0x3fff) + 1;
    return { width: (bits & 0x3fff) + 1, height, lossless: true, alpha: (Math.floor(bits / 2 ** 28) & 1) === 1 };
  }
  if (!hasText(chunk, 0, "VP8 ") || !hasText(chunk, 11, "\x9d\x01\x2a") || chunk.length < 18) return undefined;
  const width = u16le(chunk, 14) & 0x3fff;
  const height = u16le(chunk, 16) & 0x3fff;
  return width > 0 && height > 0 ? { width, height, lossless: false, alpha: false } : undefined;
}
