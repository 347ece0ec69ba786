/**
 * Reads one image file directory of a TIFF: the file's layout, and the directory's entries with their numbers.
 * Not here: what the tags mean, or how directories are linked (codec/tiff-directories).
 * Read next: codec/tiff-directories.
 */
import { type ByteReader, readerWindowBytes } from "./byte-reader.ts";
import { hasText, u16be, u16le, u32be, u32le, u64 } from "./fields.ts";

/** How this file stores numbers. */
export interface TiffLayout {
  readonly bigTiff: boolean;
  readonly littleEndian: boolean;
}

/** Position of a tag's values in the file. */
interface TiffEntry {
  readonly type: number;
  readonly count: number;
  readonly valueOffset: number;
}

/** One directory. If a tag occurs twice, the first counts, as in libtiff. */
export interface TiffEntries {
  readonly entries: ReadonlyMap<number, TiffEntry>;
  /** Offset of the next directory; 0 at the end of the chain; undefined if the file ends before it. */
  readonly next: number | undefined;
}

/** Bytes of one value by type, for the types that hold whole numbers. Tags of other types are ignored. */
const valueBytes: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 6: 1, 8: 2, 9: 4, 13: 4, 16: 8, 17: 8, 18: 8 };

/** Above this number, libtiff assumes that the offset is wrong. */
const maxEntries = 65_535;

/** The layout and the offset of the first directory, or undefined if this is not a TIFF. */
export function readTiffHeader(reader: ByteReader): (TiffLayout & { readonly first: number }) | undefined {
  const head = reader.read(0, 16);
  const littleEndian = hasText(head, 0, "II");
  if (!littleEndian && !hasText(head, 0, "MM")) return undefined;
  const u16 = littleEndian ? u16le : u16be;
  const version = u16(head, 2);
  if (version === 42 && head.length >= 8) {
    return { bigTiff: false, littleEndian, first: (littleEndian ? u32le : u32be)(head, 4) };
  }
  if (version !== 43 || head.length < 16 || u16(head, 4) !== 8) return undefined;
  return { bigTiff: true, littleEndian, first: u64(head, 8, littleEndian) };
}

/**
 * The directory at an offset. Keeps the entries of the wanted tags only, so that a directory of 65,535 entries costs
 * time but no memory. Undefined if there is no directory at the offset.
 */
export function readTiffEntries(
  reader: ByteReader,
  layout: TiffLayout,
  offset: number,
  wanted: ReadonlySet<number>,
): TiffEntries | undefined {
  const { bigTiff } = layout;
  const headBytes = bigTiff ? 8 : 2;
  const entryBytes = bigTiff ? 20 : 12;
  const head = reader.read(offset, headBytes);
  if (head.length < headBytes) return undefined;
  const count = unsigned(head, 0, headBytes, layout);
  if (count === 0 || count > maxEntries) return undefined;
  const start = offset + headBytes;
  const end = start + count * entryBytes;
  const step = Math.floor(readerWindowBytes / entryBytes) * entryBytes;
  const entries = new Map<number, TiffEntry>();
  for (let at = start; at < end; at += step) {
    const wantedBytes = Math.min(step, end - at);
    const block = reader.read(at, wantedBytes);
    for (let entry = 0; entry + entryBytes <= block.length; entry += entryBytes) {
      const tag = unsigned(block, entry, 2, layout);
      if (!wanted.has(tag) || entries.has(tag)) continue;
      entries.set(tag, readEntry(block, entry, at, layout));
    }
    if (block.length < wantedBytes) return { entries, next: undefined };
  }
  const nextBytes = bigTiff ? 8 : 4;
  const tail = reader.read(end, nextBytes);
  return { entries, next: tail.length < nextBytes ? undefined : unsigned(tail, 0, nextBytes, layout) };
}

function readEntry(block: Uint8Array, entry: number, blockOffset: number, layout: TiffLayout): TiffEntry {
  const pointerBytes = layout.bigTiff ? 8 : 4;
  const type = unsigned(block, entry + 2, 2, layout);
  const count = unsigned(block, entry + 4, pointerBytes, layout);
  const value = entry + 4 + pointerBytes;
  // Values that fit are stored in the entry itself, in place of their offset.
  const inside = (valueBytes[type] ?? 0) * count <= pointerBytes;
  return { type, count, valueOffset: inside ? blockOffset + value : unsigned(block, value, pointerBytes, layout) };
}

/** The first values of an entry, `max` at most; fewer if the file or the type does not have them. */
export function readTiffValues(reader: ByteReader, layout: TiffLayout, entry: TiffEntry, max: number): number[] {
  const size = valueBytes[entry.type];
  if (size === undefined) return [];
  const data = reader.read(entry.valueOffset, Math.min(entry.count, max) * size);
  const values: number[] = [];
  for (let at = 0; at + size <= data.length; at += size) values.push(unsigned(data, at, size, layout));
  return values;
}

/** Signed types are read as unsigned: no tag read here may be negative, and a huge number fails every check. */
function unsigned(data: Uint8Array, at: number, size: number, { littleEndian }: TiffLayout): number {
  if (size === 1) return data[at] ?? 0;
  if (size === 2) return (littleEndian ? u16le : u16be)(data, at);
  return size === 4 ? (littleEndian ? u32le : u32be)(data, at) : u64(data, at, littleEndian);
}
