/**
 * The grid of chunks over an image: it finds the chunks that a rectangle touches, and copies samples between the two.
 * Not here: which chunks are in memory or stored (store/chunks/chunked-store).
 * Read next: store/chunks/chunked-store.
 */
import type { Rect } from "../../core/rect.ts";
import { pelBytes } from "../../graph/recipe/header.ts";
import type { ChunkPlace, StoredShape } from "./store.ts";

/** A chunk, and the part of it that a rectangle of the image covers. */
export interface ChunkPart {
  readonly place: ChunkPlace;
  /** In pixels of the image. */
  readonly rect: Rect;
  /** Whether it covers the whole part of the chunk that lies in the image. */
  readonly whole: boolean;
  /** Whether it covers the whole chunk, which then has no padding. */
  readonly full: boolean;
}

/** The samples of a rectangle of the image, row by row without gaps. */
export interface RectSamples {
  readonly rect: Rect;
  readonly samples: Uint8Array;
}

/** The grid of an image. Chunk sizes in bytes are those of whole chunks, padding included. */
export class ChunkGrid {
  readonly columns: number;
  readonly rows: number;
  readonly chunkBytes: number;
  readonly #shape: StoredShape;
  readonly #pel: number;

  constructor(shape: StoredShape) {
    this.#shape = shape;
    this.#pel = pelBytes(shape);
    this.columns = Math.ceil(shape.width / shape.chunk.width);
    this.rows = Math.ceil(shape.height / shape.chunk.height);
    this.chunkBytes = shape.chunk.width * shape.chunk.height * this.#pel;
  }

  get count(): number {
    return this.columns * this.rows;
  }

  /** The bytes of a rectangle's samples. */
  bytesOf({ width, height }: Rect): number {
    return width * height * this.#pel;
  }

  /** Whether a rectangle has whole pixels, at least one, and lies inside the image. */
  holds({ left, top, width, height }: Rect): boolean {
    if (![left, top, width, height].every(Number.isSafeInteger)) return false;
    const begins = left >= 0 && top >= 0 && width >= 1 && height >= 1;
    return begins && left + width <= this.#shape.width && top + height <= this.#shape.height;
  }

  /** Counts chunks row by row, from 0. */
  indexOf({ row, column }: ChunkPlace): number {
    return row * this.columns + column;
  }

  placeAt(index: number): ChunkPlace {
    return { row: Math.floor(index / this.columns), column: index % this.columns };
  }

  /** The part of a chunk that lies in the image. */
  rectOf({ row, column }: ChunkPlace): Rect {
    const { chunk, width, height } = this.#shape;
    const [left, top] = [column * chunk.width, row * chunk.height];
    return { left, top, width: Math.min(chunk.width, width - left), height: Math.min(chunk.height, height - top) };
  }

  /** The chunks that a rectangle inside the image touches, row by row. */
  *partsOf(rect: Rect): Generator<ChunkPart, undefined> {
    const { chunk } = this.#shape;
    const [right, bottom] = [rect.left + rect.width, rect.top + rect.height];
    for (let row = Math.floor(rect.top / chunk.height); row * chunk.height < bottom; row += 1) {
      for (let column = Math.floor(rect.left / chunk.width); column * chunk.width < right; column += 1) {
        const place = { row, column };
        const all = this.rectOf(place);
        const [left, top] = [Math.max(all.left, rect.left), Math.max(all.top, rect.top)];
        const width = Math.min(all.left + all.width, right) - left;
        const height = Math.min(all.top + all.height, bottom) - top;
        const whole = width === all.width && height === all.height;
        const full = width === chunk.width && height === chunk.height;
        yield { place, rect: { left, top, width, height }, whole, full };
      }
    }
  }

  /**
   * The chunks without padding that fill a rectangle from its top, where it is exactly as wide as one chunk; else none.
   */
  columnOf({ left, top, width, height }: Rect): readonly ChunkPlace[] {
    const { chunk } = this.#shape;
    if (width !== chunk.width || left % chunk.width !== 0 || top % chunk.height !== 0) return [];
    const first = top / chunk.height;
    return Array.from({ length: Math.floor(height / chunk.height) }, (_, below) => {
      return { row: first + below, column: left / chunk.width };
    });
  }

  /** Copies a part's samples from a rectangle that contains it into its chunk. */
  intoChunk(part: ChunkPart, from: RectSamples, chunk: Uint8Array): void {
    const { bytes, rows, chunkStart, chunkStride, start, stride } = this.#layout(part, from.rect);
    // Rows that are contiguous in both are one copy.
    if (bytes === chunkStride && bytes === stride) {
      chunk.set(from.samples.subarray(start, start + rows * bytes), chunkStart);
      return;
    }
    for (let row = 0; row < rows; row += 1) {
      const first = start + row * stride;
      chunk.set(from.samples.subarray(first, first + bytes), chunkStart + row * chunkStride);
    }
  }

  /** Copies a part's samples from its chunk into a rectangle. A chunk that was never written reads as zeros. */
  fromChunk(part: ChunkPart, to: RectSamples, chunk: Uint8Array | undefined): void {
    const { bytes, rows, chunkStart, chunkStride, start, stride } = this.#layout(part, to.rect);
    for (let row = 0; row < rows; row += 1) {
      const [first, there] = [start + row * stride, chunkStart + row * chunkStride];
      if (chunk === undefined) to.samples.fill(0, first, first + bytes);
      else to.samples.set(chunk.subarray(there, there + bytes), first);
    }
  }

  #layout({ place, rect }: ChunkPart, outer: Rect) {
    const { chunk } = this.#shape;
    const [inChunk, inOuter] = [
      [rect.left - place.column * chunk.width, rect.top - place.row * chunk.height] as const,
      [rect.left - outer.left, rect.top - outer.top] as const,
    ];
    return {
      bytes: rect.width * this.#pel,
      rows: rect.height,
      chunkStart: (inChunk[1] * chunk.width + inChunk[0]) * this.#pel,
      chunkStride: chunk.width * this.#pel,
      start: (inOuter[1] * outer.width + inOuter[0]) * this.#pel,
      stride: outer.width * this.#pel,
    };
  }
}
