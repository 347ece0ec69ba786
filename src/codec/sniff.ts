/**
 * Recognises the format of a file by its first bytes, by the rules of libvips' own loaders.
 * Not here: formats without a signature (CSV, raw, Deep Zoom), or whether the loaded libvips reads the format.
 * Read next: codec/codec-facts.
 */
import { constants, gunzipSync } from "node:zlib";
import type { ByteReader } from "./byte-reader.ts";
import { hasText, latin1, u32be, u32le } from "./fields.ts";

/** Signatures at the very start of a file, in Latin-1. Order matters only if one signature begins another. */
const marks = [
  ["\xff\xd8", "jpeg"],
  ["\x89PNG\r\n\x1a\n", "png"],
  ["GIF87a", "gif"],
  ["GIF89a", "gif"],
  ["II\x2a\0", "tiff"],
  ["MM\0\x2a", "tiff"],
  ["II\x2b\0", "tiff"],
  ["MM\0\x2b", "tiff"],
  ["%PDF", "pdf"],
  ["\xff\x0a", "jxl"],
  ["\0\0\0\x0cJXL \r\n\x87\n", "jxl"],
  ["\xff\x4f\xff\x51", "jp2k"],
  ["\0\0\0\x0cjP  \r\n\x87\n", "jp2k"],
  ["\xb6\xa6\xf2\x08", "vips"],
  ["\x08\xf2\xa6\xb6", "vips"],
  ["SIMPLE  =", "fits"],
  ["\x76\x2f\x31\x01", "exr"],
  ["#?RADIANCE", "rad"],
  ["#?RGBE", "rad"],
  ["MATLAB 5.0", "mat"],
  ["\x89HDF\r\n\x1a\n", "hdf5"],
  ["8BPS", "psd"],
] as const;

/** A format that Sluice recognises, whether or not libvips can read it here. */
export type Codec = (typeof marks)[number][1] | "zarr" | "webp" | "avif" | "heif" | "svg" | "bmp" | "ppm";

/** As far as libvips looks for `<svg`. All other formats need far fewer bytes. */
const headBytes = 1000;

/** The format by the first bytes of the file, or undefined if they match no known format. */
export function sniffCodec(reader: ByteReader): Codec | undefined {
  const head = reader.read(0, headBytes);
  for (const [mark, codec] of marks) if (hasText(head, 0, mark)) return codec;
  if (hasText(head, 0, "RIFF") && hasText(head, 8, "WEBP")) return "webp";
  if (hasText(head, 4, "ftyp")) return brandOf(head);
  if (isBmp(head)) return "bmp";
  if (/^P[1-7fF]\s/.test(latin1(head, 0, 3))) return "ppm";
  if (isSvg(head)) return "svg";
  return undefined;
}

/** An AVIF may give `mif1` as its main brand. All brands have to be checked before the answer is HEIF. */
function brandOf(head: Uint8Array): Codec | undefined {
  const end = Math.min(u32be(head, 0), head.length);
  let heif = false;
  for (let at = 8; at + 4 <= end; at += 4) {
    if (at === 12) continue; // the minor version, which is a number
    const brand = latin1(head, at, 4);
    if (brand === "avif" || brand === "avis") return "avif";
    heif ||= /^(?:hei[cxms]|hev[cxms]|mi[fa][12]|msf1)$/.test(brand);
  }
  return heif ? "heif" : undefined;
}

/** Two letters are a weak signature, so the size of the header that follows must also be one that exists. */
function isBmp(head: Uint8Array): boolean {
  return hasText(head, 0, "BM") && [12, 16, 40, 52, 56, 64, 108, 124].includes(u32le(head, 14));
}

/** libvips' rule: 24 plain characters, and `<svg` in any case among the first 1,000. */
function isSvg(head: Uint8Array): boolean {
  const data = hasText(head, 0, "\x1f\x8b") ? unzipped(head) : head;
  const text = latin1(data, hasText(data, 0, "\xef\xbb\xbf") ? 3 : 0, headBytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the rule is about control characters
  return text.length >= 24 && !/[^\x01-\x7f]/.test(text.slice(0, 24)) && /<svg/i.test(text);
}

/** Uncompresses the start of a gzip stream that is cut off. Bounded: 1,000 bytes cannot become more than some 1 MB. */
function unzipped(head: Uint8Array): Uint8Array {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return head;
  }
}
