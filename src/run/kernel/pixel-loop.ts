/**
 * The loop over the pixels of a window that calls a kernel for each. It allocates nothing per pixel.
 * Not here: kernels of whole tiles, which are faster (run/kernel/call).
 * Read next: run/kernel/call.
 */
import { isComplex, type Samples } from "../../core/pixel-format.ts";
import type { Rect } from "../../core/rect.ts";
import type { PixelKernel } from "../../graph/recipe/kernel.ts";
import type { SampleKind } from "./layout.ts";

/** Fills `to`. @returns in words, what is wrong with a result. */
export type PixelLoop = (from: Samples, to: Samples, rect: Rect) => string | undefined;

export function pixelLoop(kernel: PixelKernel, input: SampleKind, output: SampleKind): PixelLoop {
  const [samplesIn, samplesOut] = [numbersIn(input), numbersIn(output)];
  // Filled with numbers at once, so that V8 stores plain numbers in the array.
  const pixel: number[] = new Array(samplesIn).fill(0);
  const result: number[] = new Array(samplesOut).fill(0);
  return (from, to, { left, top, width, height }) => {
    let [at, next] = [0, 0];
    for (let y = top; y < top + height; y += 1) {
      for (let x = left; x < left + width; x += 1) {
        for (let band = 0; band < samplesIn; band += 1, at += 1) pixel[band] = from[at] as number;
        for (let band = 0; band < samplesOut; band += 1) result[band] = 0;
        const given = kernel(pixel, result, x, y);
        if (typeof given === "number") {
          if (samplesOut !== 1) return `it returned one number, and a pixel has ${samplesOut}`;
          to[next] = given;
          next += 1;
          continue;
        }
        const made = given === undefined ? result : given;
        if (!Array.isArray(made) && !ArrayBuffer.isView(made)) return `it returned ${typeof made} ${String(made)}`;
        if (made.length !== samplesOut) return `it returned ${made.length} numbers, and a pixel has ${samplesOut}`;
        for (let band = 0; band < samplesOut; band += 1, next += 1) to[next] = made[band] as number;
      }
    }
    return undefined;
  };
}

function numbersIn({ bands, format }: SampleKind): number {
  return bands * (isComplex(format) ? 2 : 1);
}
