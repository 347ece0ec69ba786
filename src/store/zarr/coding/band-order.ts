/**
 * Samples of an array's chunk in the order of an image, and back: pixel by pixel, bands side by side.
 * Not here: which dimension is what (store/zarr/metadata/axes), or how chunks are packed (store/zarr/coding/chunk-decoder).
 * Read next: store/zarr/image-chunks.
 */
import { sampleBytes } from "../../../core/pixel-format.ts";
import type { ImageAxes } from "../metadata/axes.ts";
import type { ZarrArray } from "../metadata/zarr-array.ts";

/** Where the samples of an image lie in a stored chunk; all in samples. */
export interface BandOrder {
  readonly width: number;
  readonly height: number;
  /** Bands in one chunk. */
  readonly bands: number;
  /** From one row, column and band to the next. */
  readonly steps: readonly [y: number, x: number, c: number];
  readonly sampleBytes: number;
}

/** How far one sample of a stored chunk is from the next, along every dimension. */
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

/** Whether a stored chunk is already in the order of an image of so many bands. */
export function isInOrder({ width, height, bands, steps }: BandOrder, imageBands: number): boolean {
  const [y, x, c] = steps;
  if (bands !== imageBands) return false;
  return (bands === 1 || c === 1) && (width === 1 || x === bands) && (height === 1 || y === width * bands);
}

/** Of how many bytes a copy moves at a time: numbers of so many bits, so that every bit arrives as it was. */
const units = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const;

interface Copy {
  /** Where the samples of the stored chunk begin, in samples. */
  readonly start: number;
  /** The first band of the image that it holds, and how many of them. */
  readonly band: number;
  readonly bands: number;
  readonly imageBands: number;
}

/** Copies the bands of a stored chunk into a chunk of the image, or with `back` the other way. */
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

/** Numbers of one band of a row, one every `step`. */
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
