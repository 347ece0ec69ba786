/**
 * Samples of every format for the tests of streams, and loops that collect or change lent samples.
 * Not here: judging them.
 * Read next: test/stream/round-trip.soak.test.ts.
 */
import { isComplex, type PixelFormat, type Samples, sampleBytes, samplesFrom } from "../../../src/core/pixel-format.ts";
import { Image, type PixelsHeader, type Strip } from "../../../src/index.ts";
import { seededRandom } from "../../codec/seeded-random.ts";

export interface Shape extends PixelsHeader {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly format: PixelFormat;
}

/** Samples over the whole range of the format, without NaN, which does not equal itself. */
export function samplesOf({ width, height, bands, format }: Shape, seed = 1): Samples {
  const random = seededRandom(seed);
  const size = width * height * bands * sampleBytes(format);
  const samples = samplesFrom(format, new Uint8Array(size));
  const isWhole = !/float|double|complex/.test(format);
  for (let at = 0; at < samples.length; at += 1) {
    samples[at] = isWhole ? Math.floor(random() * 2 ** 32) : random() * 2000 - 1000;
  }
  return samples;
}

export function imageOf(shape: Shape, samples: Samples = samplesOf(shape)): Image {
  return Image.fromPixels(samples, shape);
}

/** All samples that a loop lends, one behind the other. Each part must continue where the last one ended. */
export async function gathered(
  strips: AsyncIterable<Strip>,
  { width, height, bands, format }: Shape,
): Promise<Samples> {
  const all = samplesFrom(format, new Uint8Array(width * height * bands * sampleBytes(format)));
  const rowSamples = width * bands * (isComplex(format) ? 2 : 1);
  let top = 0;
  for await (const strip of strips) {
    if (strip.top !== top || strip.left !== 0 || strip.width !== width || strip.bands !== bands) {
      throw new Error(`a strip at ${strip.left}, ${strip.top} of ${strip.width} × ${strip.height} came at row ${top}`);
    }
    if (strip.data.length !== strip.height * rowSamples) throw new Error(`${strip.data.length} samples`);
    all.set(strip.data as never, top * rowSamples);
    top += strip.height;
  }
  if (top !== height) throw new Error(`${top} of ${height} rows`);
  return all;
}
