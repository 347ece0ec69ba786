/**
 * The pixel formats by libvips' own names, with the size of a sample and the typed array that holds them.
 * Not here: how many bands an image has, or what the bands mean (graph/recipe/header).
 * Read next: graph/recipe/header.
 */

/** Bytes of one sample, in libvips' own order: the position is the value of libvips' enum. */
const sampleSizes = {
  uchar: 1,
  char: 1,
  ushort: 2,
  short: 2,
  uint: 4,
  int: 4,
  float: 4,
  complex: 8,
  double: 8,
  dpcomplex: 16,
} as const;

/** A pixel format by libvips' name. */
export type PixelFormat = keyof typeof sampleSizes;

/** All pixel formats; the index is libvips' `VipsBandFormat`. */
export const pixelFormats = Object.keys(sampleSizes) as readonly PixelFormat[];

/** Bytes of one sample (one band of one pixel). */
export function sampleBytes(format: PixelFormat): number {
  return sampleSizes[format];
}

/** The typed array of each format. A complex sample is two of its numbers, real and imaginary. */
const arrays = {
  uchar: Uint8Array,
  char: Int8Array,
  ushort: Uint16Array,
  short: Int16Array,
  uint: Uint32Array,
  int: Int32Array,
  float: Float32Array,
  complex: Float32Array,
  double: Float64Array,
  dpcomplex: Float64Array,
} as const;

/** The typed array that holds samples of a format. */
export type SamplesOf<F extends PixelFormat> = InstanceType<(typeof arrays)[F]>;
/** A typed array that holds samples of some format. */
export type Samples = SamplesOf<PixelFormat>;

/** A view of bytes as samples. The bytes must begin at a multiple of the sample's size. */
export function samplesFrom<F extends PixelFormat>(format: F, bytes: Uint8Array): SamplesOf<F> {
  const { BYTES_PER_ELEMENT: size } = arrays[format];
  const view = new arrays[format](bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength / size);
  return view as SamplesOf<F>;
}

/** Whether an array holds samples of a format. A canvas' bytes (Uint8ClampedArray) count as `uchar`. */
export function holdsSamples(samples: ArrayBufferView, format: PixelFormat): boolean {
  return samples instanceof arrays[format] || (format === "uchar" && samples instanceof Uint8ClampedArray);
}

/**
 * The format whose samples an array holds; undefined if no format has such samples. Never a complex format: the
 * caller has to name it.
 */
export function formatOfSamples(samples: ArrayBufferView): PixelFormat | undefined {
  return pixelFormats.find((format) => holdsSamples(samples, format));
}

export function isComplex(format: PixelFormat): boolean {
  return format === "complex" || format === "dpcomplex";
}
