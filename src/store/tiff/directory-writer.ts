/**
 * Writes the header and the directory of a tiled TIFF: a template's fields, and those that depend on the size.
 * Not here: reading the template (store/tiff/directory-template), or the tiles (store/tiff/tiff-tiles).
 * Read next: store/tiff/tiff-tiles.
 */
import type { Size } from "../../core/rect.ts";
import type { DirectoryTemplate, TiffField, TiffLayout } from "./directory-template.ts";

/** By their names in TIFF 6.0. */
export const tags = {
  imageWidth: 256,
  imageLength: 257,
  bitsPerSample: 258,
  compression: 259,
  photometricInterpretation: 262,
  fillOrder: 266,
  samplesPerPixel: 277,
  planarConfiguration: 284,
  predictor: 317,
  tileWidth: 322,
  tileLength: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  sampleFormat: 339,
} as const;

const types = { short: 3, long: 4, long8: 16 } as const;

/** Where the tiles lie, row by row. */
export interface TilePlaces {
  readonly count: number;
  addressOf(tile: number): number;
  lengthOf(tile: number): number;
}

/** Bytes before the first tile. */
export function headerBytes({ bigTiff }: TiffLayout): number {
  return bigTiff ? 16 : 8;
}

/** What a file begins with. */
export function header({ bigTiff, littleEndian }: TiffLayout, directory: number): Buffer {
  const bytes = Buffer.alloc(headerBytes({ bigTiff, littleEndian }));
  bytes.write(littleEndian ? "II" : "MM", "latin1");
  const view = viewOf(bytes);
  view.setUint16(2, bigTiff ? 43 : 42, littleEndian);
  if (bigTiff) view.setUint16(4, 8, littleEndian);
  setPointer(view, bigTiff ? 8 : 4, directory, { bigTiff, littleEndian });
  return bytes;
}

/** Bytes of the directory with all of its values, of so many tiles; for one tile it is less. */
export function directoryLength({ layout, fields }: DirectoryTemplate, tiles: number): number {
  const others = fields.reduce((sum, { value }) => sum + entryBytes(layout) + even(value.length), 16);
  return others + tiles * ((layout.bigTiff ? 8 : 4) + 4);
}

/** The directory, to be written at `address`, an even one: entries first, then what does not go into them. */
export function directory(template: DirectoryTemplate, size: Size, tiles: TilePlaces, address: number): Buffer {
  const { layout } = template;
  const { littleEndian, bigTiff } = layout;
  const fields = template.fields.map((field) => sizedField(field, size, tiles, layout));
  const pointer = bigTiff ? 8 : 4;
  const countBytes = bigTiff ? 8 : 2;
  const valuesAt = even(countBytes + fields.length * entryBytes(layout) + pointer);
  const outside = fields.filter(({ value }) => value.length > pointer);
  const bytes = Buffer.alloc(valuesAt + outside.reduce((sum, { value }) => sum + even(value.length), 0));
  const view = viewOf(bytes);
  if (bigTiff) setPointer(view, 0, fields.length, layout);
  else view.setUint16(0, fields.length, littleEndian);
  let at = countBytes;
  let free = valuesAt;
  for (const { tag, type, count, value } of fields) {
    view.setUint16(at, tag, littleEndian);
    view.setUint16(at + 2, type, littleEndian);
    setPointer(view, at + 4, count, layout);
    if (value.length <= pointer) {
      bytes.set(value, at + 4 + pointer);
    } else {
      setPointer(view, at + 4 + pointer, address + free, layout);
      bytes.set(value, free);
      free += even(value.length);
    }
    at += entryBytes(layout);
  }
  return bytes;
}

/** Places in a TIFF are even. */
export function even(length: number): number {
  return length + (length % 2);
}

function entryBytes({ bigTiff }: TiffLayout): number {
  return bigTiff ? 20 : 12;
}

/** A field with the value that it has at this size. Of what libvips' tiffsave writes only these four depend on it. */
function sizedField(field: TiffField, { width, height }: Size, tiles: TilePlaces, layout: TiffLayout): TiffField {
  if (field.tag === tags.imageWidth) return sideField(field.tag, width, layout);
  if (field.tag === tags.imageLength) return sideField(field.tag, height, layout);
  const { count } = tiles;
  if (field.tag === tags.tileByteCounts) {
    const value = Buffer.alloc(4 * count);
    const view = viewOf(value);
    for (let tile = 0; tile < count; tile += 1) view.setUint32(4 * tile, tiles.lengthOf(tile), layout.littleEndian);
    return { tag: field.tag, type: types.long, count, value };
  }
  if (field.tag !== tags.tileOffsets) return field;
  const size = layout.bigTiff ? 8 : 4;
  const value = Buffer.alloc(size * count);
  const view = viewOf(value);
  for (let tile = 0; tile < count; tile += 1) setPointer(view, size * tile, tiles.addressOf(tile), layout);
  return { tag: field.tag, type: layout.bigTiff ? types.long8 : types.long, count, value };
}

/** As short as it can be, which is how libtiff writes it. */
function sideField(tag: number, side: number, { littleEndian }: TiffLayout): TiffField {
  const isShort = side < 2 ** 16;
  const value = Buffer.alloc(isShort ? 2 : 4);
  if (isShort) viewOf(value).setUint16(0, side, littleEndian);
  else viewOf(value).setUint32(0, side, littleEndian);
  return { tag, type: isShort ? types.short : types.long, count: 1, value };
}

function setPointer(view: DataView, at: number, value: number, { bigTiff, littleEndian }: TiffLayout): void {
  if (bigTiff) view.setBigUint64(at, BigInt(value), littleEndian);
  else view.setUint32(at, value, littleEndian);
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
