/**
 * Copies samples between an array's chunk and a chunk of the image, which has its bands interleaved.
 * Not here: which dimension is which (store/zarr/metadata/axes), or how chunks are compressed
 * (store/zarr/coding/chunk-decoder).
 * Read next: store/zarr/image-chunks.
 */
import { sampleBytes } from "../../../core/pixel-format.ts";
import type { ImageAxes } from "../../chunks/axes.ts";
import type { ZarrArray } from "../metadata/zarr-array.ts";

/** The position of an image's samples in a stored chunk; all numbers in samples. */
export interface BandOrder {
  readonly width: number;
  readonly height: number;
  /** Bands in one chunk. */
  readonly bands: number;
  /** The distance from one row, column and band to the next. */
  readonly steps: readonly [y: number, x: number, c: number];
  readonly sampleBytes: number;
}

/** The distance from one sample of a stored chunk to the next, along every dimension. */
export function stepsOf({ grid, coding }: Pick<ZarrArray, "grid" | "coding">): readonly number[] {
  const steps: number[] = [];
  let step = 1;
  for (const dimension of coding.order.toReversed()) {
    steps[dimension] = step;
    step *= grid.chunk[dimension] as number;
  }
  return steps;
}

export function bandOrder(array: ZarrArray, { y, x, c }: ImageAxes): BandOrder {
  const steps = stepsOf(array);
  const at = (numbers: readonly number[], dimension: number): number => numbers[dimension] as number;
  return {
    width: at(array.grid.chunk, x),
    height: at(array.grid.chunk, y),
    bands: c === undefined ? 1 : at(array.grid.chunk, c),
    steps: [at(steps, y), at(steps, x), c === undefined ? 0 : at(steps, c)],
    sampleBytes: sampleBytes(array.samples.format),
  };
}

/** Whether a stored chunk already has the sample order of an image with so many bands. */
export function isInOrder({ width, height, bands, steps }: BandOrder, imageBands: number): boolean {
  const [y, x, c] = steps;
  if (bands !== imageBands) return false;
  return (bands === 1 || c === 1) && (width === 1 || x === bands) && (height === 1 || y === width * bands);
}

/** Bytes that a copy moves at a time. Integers of this size, so that every bit is copied as it is. */
const units = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const;

interface Copy {
  /** The first sample in the stored chunk, in samples. */
  readonly start: number;
  /** The first band of the image in the chunk, and the number of bands. */
  readonly band: number;
  readonly bands: number;
  readonly imageBands: number;
}

/** Copies the bands of a stored chunk into a chunk of the image; with `back`, the other way. */
export function copyBands(order: BandOrder, copy: Copy, stored: Uint8Array, image: Uint8Array, back = false): void {
  const unit = Math.min(4, order.sampleBytes) as keyof typeof units;
  const numbers = order.sampleBytes / unit;
  const [inStored, inImage] = [asUnits(stored, unit), asUnits(image, unit)];
  const [rowStep, pixelStep, bandStep] = order.steps.map((step) => step * numbers) as [number, number, number];
  const pixel = copy.imageBands * numbers;
  for (let row = 0; row < order.height; row += 1) {
    for (let band = 0; band < copy.bands; band += 1) {
      for (let number = 0; number < numbers; number += 1) {
        const there = {
          numbers: inStored,
          start: copy.start * numbers + row * rowStep + band * bandStep + number,
          step: pixelStep,
        };
        const here = {
          numbers: inImage,
          start: row * order.width * pixel + (copy.band + band) * numbers + number,
          step: pixel,
        };
        if (back) copyLine(here, there, order.width);
        else copyLine(there, here, order.width);
      }
    }
  }
}

/** The numbers of one band in a row, one every `step`. */
interface Line {
  readonly numbers: Uint8Array | Uint16Array | Uint32Array;
  readonly start: number;
  readonly step: number;
}

function copyLine(from: Line, to: Line, count: number): void {
  const [source, target, sourceStep, targetStep] = [from.numbers, to.numbers, from.step, to.step];
  let [at, into] = [from.start, to.start];
  for (let number = 0; number < count; number += 1) {
    target[into] = source[at] as number;
    at += sourceStep;
    into += targetStep;
  }
}

function asUnits(bytes: Uint8Array, unit: keyof typeof units): Uint8Array | Uint16Array | Uint32Array {
  const aligned = bytes.byteOffset % unit === 0 ? bytes : Uint8Array.from(bytes);
  return new units[unit](aligned.buffer as ArrayBuffer, aligned.byteOffset, aligned.byteLength / unit);
}
