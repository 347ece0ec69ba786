/**
 * How samples become a tile in the file, as the fields of a template say; refuses what those do not say of the samples.
 * Not here: where tiles lie (store/tiff/tiff-tiles).
 * Read next: store/tiff/predictor, store/bytes/deflate.
 */
import { endianness } from "node:os";
import { type PixelFormat, sampleBytes } from "../../core/pixel-format.ts";
import { pelBytes } from "../../graph/recipe/header.ts";
import { inflated } from "../bytes/deflate.ts";
import { Deflater } from "../bytes/deflater.ts";
import { letGo } from "../bytes/release-buffer.ts";
import type { StoredShape } from "../chunks/store.ts";
import { type DirectoryTemplate, numbersOf, unusable } from "./directory-template.ts";
import { tags } from "./directory-writer.ts";
import { differences, type RowLayout, sums } from "./predictor.ts";

/** Disposed of when nothing is packed any more; what is packed can still be unpacked. */
export interface TileCoding extends Disposable {
  readonly compression: "none" | "deflate";
  /** Whether what is compressed are differences. */
  readonly predicted: boolean;
  /** The bytes of a tile: the very samples where they are stored as they are. */
  pack(samples: Uint8Array): Promise<Uint8Array>;
  /** The samples of a tile. @throws {Error} zlib's own, or of ours, for what is broken. */
  unpack(stored: Uint8Array): Promise<Uint8Array>;
}

/** Compression's numbers. */
const none = 1;
const adobeDeflate = 8;
/** PhotometricInterpretation's number of CIELAB. */
const cielab = 8;

/** SampleFormat's numbers. */
const sampleFormats: { readonly [F in PixelFormat]: number } = {
  uchar: 1,
  ushort: 1,
  uint: 1,
  char: 2,
  short: 2,
  int: 2,
  float: 3,
  double: 3,
  complex: 6,
  dpcomplex: 6,
};

/**
 * `level`: of deflate.
 * @throws {UsageError} where a field says something else than the shape, or a coding that is not known here.
 */
export function codingOf(template: DirectoryTemplate, shape: StoredShape, level: number): TileCoding {
  checkFields(template, shape);
  const [compression = none] = numbersOf(template, tags.compression, none);
  const [predictor = 1] = numbersOf(template, tags.predictor, 1);
  if (compression === none) {
    return {
      compression: "none",
      predicted: false,
      pack: async (samples) => samples,
      unpack: async (stored) => stored,
      [Symbol.dispose]: () => {},
    };
  }
  if (compression !== adobeDeflate) throw unusable(`its compression is number ${compression}`);
  const size = sampleBytes(shape.format);
  if (predictor !== 1 && (predictor !== 2 || size > 8)) {
    throw unusable(`its predictor is number ${predictor}, of ${shape.format}`);
  }
  const rows = { rowBytes: shape.chunk.width * pelBytes(shape), bands: shape.bands, size };
  return deflateCoding(predictor === 2 ? rows : undefined, shape.chunk.height * rows.rowBytes, level);
}

function deflateCoding(predicted: RowLayout | undefined, length: number, level: number): TileCoding {
  const deflater = new Deflater(level, length);
  return {
    compression: "deflate",
    predicted: predicted !== undefined,
    pack: async (samples) => {
      if (predicted === undefined) return await deflater.deflated(samples);
      const differing = differences(samples, predicted);
      const packed = await deflater.deflated(differing);
      letGo(differing);
      return packed;
    },
    unpack: async (stored) => {
      const bytes = await inflated(stored, length);
      if (bytes.length < length) throw new Error(`it has ${bytes.length} bytes of ${length}`);
      return predicted === undefined ? bytes : sums(bytes, predicted);
    },
    [Symbol.dispose]: () => deflater[Symbol.dispose](),
  };
}

function checkFields(template: DirectoryTemplate, shape: StoredShape): void {
  const { bands, format, chunk } = shape;
  if (template.layout.littleEndian !== (endianness() === "LE")) throw unusable("it has the other order of bytes");
  const expected: readonly (readonly [name: string, tag: number, absent: number, value: number])[] = [
    ["SamplesPerPixel", tags.samplesPerPixel, 1, bands],
    ["BitsPerSample", tags.bitsPerSample, 1, 8 * sampleBytes(format)],
    ["SampleFormat", tags.sampleFormat, 1, sampleFormats[format]],
    ["TileWidth", tags.tileWidth, 0, chunk.width],
    ["TileLength", tags.tileLength, 0, chunk.height],
    ["PlanarConfiguration", tags.planarConfiguration, 1, 1],
    ["FillOrder", tags.fillOrder, 1, 1],
  ];
  for (const [name, tag, absent, value] of expected) {
    const found = numbersOf(template, tag, absent);
    if (found.every((number) => number === value)) continue;
    throw unusable(`its ${name} is ${found.join(", ")}, and should be ${value}`);
  }
  for (const tag of [tags.imageWidth, tags.imageLength, tags.tileOffsets, tags.tileByteCounts]) {
    if (!template.fields.some((field) => field.tag === tag)) throw unusable(`it has no field ${tag}`);
  }
  // libvips has L from 0 to 32767 there, and TIFF to 65535: tiffsave computes one from the other.
  const isLab = numbersOf(template, tags.photometricInterpretation, 0)[0] === cielab;
  if (isLab && format === "short") throw unusable("CIELAB of 16 bits has other samples than libvips' LABS");
}
