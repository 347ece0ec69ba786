/**
 * Takes the directory out of a small TIFF that libvips has written: every field, whatever it means, with its values.
 * Not here: whether the fields fit the tiles that are to be written (store/tiff/tile-coding), or writing them
 * (store/tiff/directory-writer).
 * Read next: store/tiff/directory-writer.
 */
import { UsageError } from "../../core/errors.ts";

/** How numbers are written in a file. */
export interface TiffLayout {
  readonly bigTiff: boolean;
  readonly littleEndian: boolean;
}

export interface TiffField {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** `count` values as they lie in the file. */
  readonly value: Uint8Array;
}

/** A directory without the file that it was in. */
export interface DirectoryTemplate {
  readonly layout: TiffLayout;
  /** In the order of the file, which is that of their tags. */
  readonly fields: readonly TiffField[];
}

/** Bytes of one value by its type: from 1 on BYTE, ASCII, SHORT, LONG, RATIONAL and so on to IFD, from 16 on BigTIFF's. */
const valueBytes: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

/** Fields of which the values are places in the file they came from: SubIFDs, and the directories of EXIF. */
const directories: readonly number[] = [330, 34665, 34853, 40965];

/**
 * Reads the only directory of a TIFF.
 * @throws {UsageError} for bytes that are no TIFF, or one with more directories than one.
 */
export function readTemplate(file: Uint8Array): DirectoryTemplate {
  try {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    const layout = layoutOf(view);
    if (layout === undefined) throw unusable("it is no TIFF");
    const { fields, next } = readFields(file, view, layout);
    if (next !== 0) throw unusable("it has more images than one");
    const [pointer] = fields.filter(({ tag }) => directories.includes(tag));
    if (pointer !== undefined) throw unusable(`its field ${pointer.tag} leads to another directory`);
    return { layout, fields };
  } catch (error) {
    // What lies outside of the file.
    if (error instanceof RangeError) throw unusable("it is cut off");
    throw error;
  }
}

/** The values of a field of whole numbers; `absent` where there is none. */
export function numbersOf({ layout, fields }: DirectoryTemplate, wanted: number, absent: number): readonly number[] {
  const field = fields.find(({ tag }) => tag === wanted);
  if (field === undefined) return [absent];
  const { type, count, value } = field;
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const size = value.length / count;
  return Array.from({ length: count }, (_, index) => {
    if (type === 3) return view.getUint16(index * size, layout.littleEndian);
    return type === 4 ? view.getUint32(index * size, layout.littleEndian) : Number.NaN;
  });
}

export function unusable(reason: string): UsageError {
  return new UsageError(`the TIFF that is to be the template cannot be one: ${reason}`, {
    cure: "Give the bytes of one uncompressed or deflated tile, of the same bands and format, that libvips has saved.",
  });
}

function layoutOf(view: DataView): TiffLayout | undefined {
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return undefined;
  const littleEndian = order === 0x4949;
  const version = view.getUint16(2, littleEndian);
  return version === 42 || version === 43 ? { littleEndian, bigTiff: version === 43 } : undefined;
}

function readFields(file: Uint8Array, view: DataView, { bigTiff, littleEndian }: TiffLayout) {
  const pointer = bigTiff ? 8 : 4;
  const long = (at: number): number =>
    bigTiff ? Number(view.getBigUint64(at, littleEndian)) : view.getUint32(at, littleEndian);
  const start = long(pointer);
  const count = bigTiff ? long(start) : view.getUint16(start, littleEndian);
  const fields: TiffField[] = [];
  let at = start + (bigTiff ? 8 : 2);
  for (let index = 0; index < count; index += 1, at += 4 + 2 * pointer) {
    const [tag, type] = [view.getUint16(at, littleEndian), view.getUint16(at + 2, littleEndian)];
    const values = long(at + 4);
    const length = (valueBytes[type] ?? 0) * values;
    if (!(length > 0)) throw unusable(`its field ${tag} is of type ${type}, ${values} times`);
    const from = length <= pointer ? at + 4 + pointer : long(at + 4 + pointer);
    if (from + length > file.length) throw unusable("it is cut off");
    // A copy: slice() of a Node buffer is a view, and the file's bytes are the caller's.
    fields.push({ tag, type, count: values, value: Uint8Array.from(file.subarray(from, from + length)) });
  }
  return { fields, next: long(at) };
}
