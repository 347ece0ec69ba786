/**
 * The expected pixels in one plain array, by the simplest loops, to compare a store with.
 * Not here: the comparisons.
 * Read next: test/store/chunks/chunked-store.unit.test.ts, test/store/contract.test.ts.
 */
import type { Rect, Size } from "../../src/core/rect.ts";
import { pelBytes } from "../../src/graph/recipe/header.ts";
import type { StoredShape } from "../../src/store/chunks/store.ts";

export class PlainArray {
  readonly bytes: Uint8Array;
  readonly #width: number;
  readonly #pel: number;

  constructor(shape: StoredShape) {
    this.#pel = pelBytes(shape);
    this.#width = shape.width;
    this.bytes = new Uint8Array(shape.width * shape.height * this.#pel);
  }

  write({ left, top, width, height }: Rect, pixels: Uint8Array): void {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width * this.#pel; x += 1) {
        this.bytes[((top + y) * this.#width + left) * this.#pel + x] = pixels[y * width * this.#pel + x] as number;
      }
    }
  }

  read({ left, top, width, height }: Rect): Uint8Array {
    const pixels = new Uint8Array(width * height * this.#pel);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width * this.#pel; x += 1) {
        pixels[y * width * this.#pel + x] = this.bytes[((top + y) * this.#width + left) * this.#pel + x] as number;
      }
    }
    return pixels;
  }
}

export function randomRect(random: () => number, { width, height }: Size): Rect {
  const [left, top] = [Math.floor(random() * width), Math.floor(random() * height)];
  const small = random() < 0.3;
  const size = (room: number): number => 1 + Math.floor(random() * (small ? Math.min(3, room) : room));
  return { left, top, width: size(width - left), height: size(height - top) };
}

export function randomBytesOf(random: () => number, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => Math.floor(random() * 256));
}
