/**
 * Reads from a compressed chunk's header how many bytes it claims to become, before any codec runs.
 * Not here: gzip and zlib, which stop at a limit (store/bytes/deflate).
 * Read next: store/zarr/coding/foreign-codecs.
 */

/** Claimed by a chunk without a valid header. It is above every limit, so no codec runs on it. */
const nothingSuch = Number.POSITIVE_INFINITY;

/**
 * The size that a blosc, lz4 or zstd chunk claims; undefined for other codecs, whose output is no larger than their
 * input.
 */
export function claimedBytes(codec: string, packed: Uint8Array): number | undefined {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  // The WebAssembly codecs allocate this much memory before they look at anything else.
  if (codec === "blosc") return packed.length >= 16 ? view.getUint32(4, true) : nothingSuch;
  if (codec === "lz4") return packed.length >= 4 ? view.getUint32(0, true) : nothingSuch;
  return codec === "zstd" ? zstdBytes(view) : undefined;
}

/** The content size of a frame: 0, 1, 2, 4 or 8 bytes, after the window size and the dictionary's number. */
function zstdBytes(view: DataView): number {
  if (view.byteLength < 9 || view.getUint32(0, true) !== 0xfd2fb528) return nothingSuch;
  const flags = view.getUint8(4);
  const isSingle = (flags & 0x20) !== 0;
  const length = [isSingle ? 1 : 0, 2, 4, 8][flags >> 6] as number;
  const at = 5 + (isSingle ? 0 : 1) + ([0, 1, 2, 4][flags & 3] as number);
  if (at + length > view.byteLength) return nothingSuch;
  if (length === 0) return bytesOfBlocks(view, at);
  if (length === 1) return view.getUint8(at);
  if (length === 2) return view.getUint16(at, true) + 256;
  return length === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
}

/** The maximum size of a decoded block, 128 KiB. */
const maxOfBlock = 2 ** 17;
/**
 * Writers that flush often make small blocks. So a stream without a size may be this much smaller than its blocks
 * allow.
 */
const benefitOfDoubt = 16;

/** The size of a stream without a content size: the sum of its raw blocks, runs of one byte, and compressed blocks. */
function bytesOfBlocks(view: DataView, start: number): number {
  let [plain, compressed] = [0, 0];
  for (let at = start; at + 3 <= view.byteLength; ) {
    const header = view.getUint8(at) | (view.getUint16(at + 1, true) << 8);
    const [isLast, kind, size] = [(header & 1) === 1, (header >> 1) & 3, header >> 3];
    if (kind === 2) compressed += maxOfBlock;
    else plain += size;
    at += 3 + (kind === 1 ? 1 : size);
    if (isLast) return plain + compressed / benefitOfDoubt;
  }
  return nothingSuch;
}
