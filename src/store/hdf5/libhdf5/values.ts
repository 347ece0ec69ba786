/**
 * Converts values from libhdf5 to samples of a pixel format, bands interleaved.
 * Not here: reading them (store/hdf5/libhdf5/thread).
 * Read next: store/hdf5/libhdf5/store.
 */
import { endianness } from "node:os";
import { type PixelFormat, sampleBytes } from "../../../core/pixel-format.ts";
import { swapBytes } from "../../bytes/byte-order.ts";
import type { GeneralType } from "./messages.ts";

const [integer, float, record] = [0, 1, 6];

/** How values become samples. */
export interface Conversion {
  readonly format: PixelFormat;
  /** Converts all values of a slab, in their order. */
  readonly convert: (values: Uint8Array) => Uint8Array;
}

const integers: Readonly<Record<string, PixelFormat>> = {
  u1: "uchar",
  i1: "char",
  u2: "ushort",
  i2: "short",
  u4: "uint",
  i4: "int",
};

/**
 * Undefined where a type has no pixel format. 64-bit integers become doubles, exact up to 2⁵³; half floats become
 * floats.
 */
export function conversionOf({ kind, size, signed, members }: GeneralType): Conversion | undefined {
  if (kind === integer) {
    const format = integers[`${signed ? "i" : "u"}${size}`];
    if (format !== undefined) return { format, convert: (values) => ownOrder(values, size) };
    if (size !== 8) return undefined;
    const array = signed ? BigInt64Array : BigUint64Array;
    return {
      format: "double",
      convert: (values) => bytesOf(Float64Array.from(new array(aligned(ownOrder(values, 8)).buffer), Number)),
    };
  }
  if (kind === float) {
    if (size === 4) return { format: "float", convert: (values) => ownOrder(values, 4) };
    if (size === 8) return { format: "double", convert: (values) => ownOrder(values, 8) };
    if (size !== 2) return undefined;
    return {
      format: "float",
      convert: (values) => bytesOf(Float32Array.from(new Uint16Array(aligned(ownOrder(values, 2)).buffer), halfFloat)),
    };
  }
  if (kind !== record || members.length !== 2) return undefined;
  const [real, imaginary] = members;
  const half = size / 2;
  const isComplex = members.every(
    (member) => member.kind === float && member.size === half && member.bigEndian === real?.bigEndian,
  );
  if (!isComplex || real?.offset !== 0 || imaginary?.offset !== half || (half !== 4 && half !== 8)) return undefined;
  const swaps = real.bigEndian !== (endianness() === "BE");
  return {
    format: half === 4 ? "complex" : "dpcomplex",
    convert: (values) => (swaps ? swapBytes(values, half) : values),
  };
}

/** libhdf5 delivers little-endian values. */
function ownOrder(values: Uint8Array, size: number): Uint8Array {
  return endianness() === "BE" ? swapBytes(values, size) : values;
}

function aligned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength
    ? (bytes as Uint8Array<ArrayBuffer>)
    : Uint8Array.from(bytes);
}

function bytesOf(array: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** IEEE's 16 bits: one of sign, five of exponent, ten of mantissa. */
function halfFloat(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const [exponent, mantissa] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 0) return (sign * mantissa) / 2 ** 24;
  if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

/** The positions of rows, columns and bands among a slab's dimensions, without the dimensions that count pages. */
export interface SlabOrder {
  readonly y: number;
  readonly x: number;
  readonly c: number | undefined;
}

/**
 * Copies the samples of a slab, with `count` values in each dimension, into the rows of a chunk that is `chunk.width`
 * wide.
 */
export function intoPixels(
  samples: Uint8Array,
  count: readonly number[],
  order: SlabOrder,
  format: PixelFormat,
  chunk: { readonly width: number; readonly samples: Uint8Array },
): void {
  const size = sampleBytes(format);
  const strides = stridesOf(count);
  const [height, width] = [count[order.y] as number, count[order.x] as number];
  const bands = order.c === undefined ? 1 : (count[order.c] as number);
  const [down, right] = [strides[order.y] as number, strides[order.x] as number];
  const across = order.c === undefined ? 1 : (strides[order.c] as number);
  const rowBytes = width * bands * size;
  for (let y = 0; y < height; y += 1) {
    const to = y * chunk.width * bands * size;
    if (across === 1 && right === bands) {
      chunk.samples.set(samples.subarray(y * down * size, y * down * size + rowBytes), to);
      continue;
    }
    for (let x = 0, at = to; x < width; x += 1) {
      for (let band = 0; band < bands; band += 1) {
        const from = (y * down + x * right + band * across) * size;
        for (let byte = 0; byte < size; byte += 1) chunk.samples[at++] = samples[from + byte] as number;
      }
    }
  }
}

function stridesOf(count: readonly number[]): readonly number[] {
  const strides = count.map(() => 1);
  for (let at = count.length - 2; at >= 0; at -= 1)
    strides[at] = (strides[at + 1] as number) * (count[at + 1] as number);
  return strides;
}
