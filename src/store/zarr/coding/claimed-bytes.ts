/**
 * How many bytes a packed chunk says that it will become, read from its header before any codec sees it.
 * Not here: gzip and zlib, which are stopped when there is too much (store/bytes/deflate).
 * Read next: store/zarr/coding/foreign-codecs.
 */

/** What is no such chunk claims more than anybody has: the codec is not to look at it. */
const nothingSuch = Number.POSITIVE_INFINITY;

/** The size that a blosc, lz4 or zstd chunk claims; undefined for other codecs, whose output is no larger than their input. */
export function claimedBytes(codec: string, packed: Uint8Array): number | undefined {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  // WebAssembly takes that much memory before it looks at anything else.
  if (codec === "blosc") return packed.length >= 16 ? view.getUint32(4, true) : nothingSuch;
  if (codec === "lz4") return packed.length >= 4 ? view.getUint32(0, true) : nothingSuch;
  return codec === "zstd" ? zstdBytes(view) : undefined;
}

/** The content size of a frame: 0, 1, 2, 4 or 8 bytes behind the window's size and the dictionary's number. */
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

/** A compressed block becomes 128 KiB at most. */
const mostOfBlock = 2 ** 17;
/** A writer that flushes often makes smaller ones: a stream that does not tell its size may be so much smaller than it could. */
const benefitOfDoubt = 16;

/** Of a stream that was written before its size was known: blocks as they are, runs of one byte, and compressed ones. */
function bytesOfBlocks(view: DataView, start: number): number {
  let [plain, compressed] = [0, 0];
  for (let at = start; at + 3 <= view.byteLength; ) {
    const header = view.getUint8(at) | (view.getUint16(at + 1, true) << 8);
    const [isLast, kind, size] = [(header & 1) === 1, (header >> 1) & 3, header >> 3];
    if (kind === 2) compressed += mostOfBlock;
    else plain += size;
    at += 3 + (kind === 1 ? 1 : size);
    if (isLast) return plain + compressed / benefitOfDoubt;
  }
  return nothingSuch;
}
