/**
 * The pixel formats by libvips' own names, with the size of a sample and the typed array that holds them.
 * Not here: how many bands an image has, or what the bands mean (graph/header).
 * Read next: graph/header.
 */

/** Bytes of one sample, in libvips' own order, so that the position is its enum value. */
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
