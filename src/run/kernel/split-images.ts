/**
 * Splits a window with the samples of several images, side by side in each pixel, into one array per image.
 * Not here: putting them side by side, which libvips does (run/lowering/lowering).
 * Read next: run/kernel/call.
 */
import { sampleBytes } from "../../core/pixel-format.ts";
import type { SampleKind } from "./layout.ts";

type Words = Uint8Array | Uint16Array | Uint32Array;

/** Word sizes, largest first. The copy uses the largest one that divides every image's pixel. */
const words = [Uint32Array, Uint16Array, Uint8Array] as const;

/**
 * Returns a function that makes one array per image. For a single image that is the window itself. Its memory is reused
 * for the next window.
 */
export function imageParts(inputs: readonly SampleKind[]): (window: Uint8Array) => readonly Uint8Array[] {
  if (inputs.length === 1) return (window) => [window];
  const pels = inputs.map(({ bands, format }) => bands * sampleBytes(format));
  const pel = pels.reduce((sum, each) => sum + each, 0);
  const Word = words.find(({ BYTES_PER_ELEMENT: size }) => pels.every((each) => each % size === 0)) ?? Uint8Array;
  const { BYTES_PER_ELEMENT: size } = Word;
  let memory: ArrayBuffer[] = [];
  let room = 0;
  return (window) => {
    const pixels = window.length / pel;
    // The first window is mostly the largest; the last one is the remainder.
    if (pixels > room) [room, memory] = [pixels, pels.map((each) => new ArrayBuffer(pixels * each))];
    const from = new Word(window.buffer as ArrayBuffer, window.byteOffset, window.length / size);
    let first = 0;
    return pels.map((each, index) => {
      const to = new Word(memory[index] as ArrayBuffer, 0, (pixels * each) / size);
      copyPart(from, to, { first, stride: pel / size, count: each / size });
      first += each / size;
      return new Uint8Array(to.buffer, 0, to.byteLength);
    });
  };
}

interface Part {
  readonly first: number;
  readonly stride: number;
  readonly count: number;
}

function copyPart(from: Words, to: Words, { first, stride, count }: Part): void {
  if (count === 1) {
    for (let at = first, index = 0; index < to.length; at += stride, index += 1) to[index] = from[at] as number;
    return;
  }
  for (let at = first, index = 0; index < to.length; at += stride) {
    for (let word = 0; word < count; word += 1, index += 1) to[index] = from[at + word] as number;
  }
}
