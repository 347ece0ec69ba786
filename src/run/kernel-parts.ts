/**
 * Parts the samples of several images, which lie side by side in a window, pixel by pixel, into one array for each.
 * Not here: putting them side by side, which libvips does (run/lowering).
 * Read next: run/kernel-call.
 */
import { sampleBytes } from "../core/pixel-format.ts";
import type { SampleKind } from "./kernel-call.ts";

type Words = Uint8Array | Uint16Array | Uint32Array;

/** The largest word that every pixel is made of. */
const words = [Uint32Array, Uint16Array, Uint8Array] as const;

/** One array for each image; for one image alone the window itself. */
export function partImages(window: Uint8Array, inputs: readonly SampleKind[]): Uint8Array[] {
  if (inputs.length === 1) return [window];
  const pels = inputs.map(({ bands, format }) => bands * sampleBytes(format));
  const pel = pels.reduce((sum, each) => sum + each, 0);
  const pixels = window.length / pel;
  const Word = words.find(({ BYTES_PER_ELEMENT: size }) => pels.every((each) => each % size === 0)) ?? Uint8Array;
  const { BYTES_PER_ELEMENT: size } = Word;
  const from = new Word(window.buffer as ArrayBuffer, window.byteOffset, window.length / size);
  let offset = 0;
  return pels.map((each) => {
    const to = new Word((pixels * each) / size);
    copyPart(from, to, { first: offset, stride: pel / size, count: each / size });
    offset += each / size;
    return new Uint8Array(to.buffer);
  });
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
