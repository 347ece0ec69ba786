/**
 * Writes an image at several sizes in one pass from the top down: it computes every level from the one above.
 * Not here: the arithmetic of means (store/chunks/downsample), or where levels are stored.
 * Read next: store/chunks/downsample, store/zarr/write/create.
 */

import { slabBytes } from "../../codec/chunks-at-work.ts";
import { UsageError } from "../../core/errors.ts";
import type { Rect } from "../../core/rect.ts";
import { pelBytes } from "../../graph/recipe/header.ts";
import { HalfSize } from "./downsample.ts";
import type { Attributes, OpenStore, StoredShape } from "./store.ts";

/**
 * The levels of one image as one store. Rows come from the top down, at full width; reads come from the largest level.
 */
export class PyramidStore implements OpenStore {
  readonly #levels: readonly OpenStore[];
  readonly #halves: readonly HalfSize[];
  /** The number of rows that each level has. */
  readonly #rows: number[];

  /** `levels` have the sizes of `pyramidSizes`. */
  constructor(levels: readonly OpenStore[]) {
    this.#levels = levels;
    this.#halves = levels.slice(1).map((_, level) => new HalfSize((levels[level] as OpenStore).shape));
    this.#rows = levels.map(() => 0);
  }

  get #largest(): OpenStore {
    return this.#levels[0] as OpenStore;
  }

  get shape(): StoredShape {
    return this.#largest.shape;
  }

  get attributes(): Attributes {
    return this.#largest.attributes;
  }

  async read(rect: Rect, into?: Uint8Array): Promise<Uint8Array> {
    return await this.#largest.read(rect, into);
  }

  /** @throws {UsageError} for anything but the next rows, of the whole width. */
  async write(rect: Rect, pixels: Uint8Array): Promise<void> {
    const { width } = this.shape;
    const next = this.#rows[0] as number;
    if (rect.left !== 0 || rect.width !== width || rect.top !== next) {
      throw new UsageError(
        `the next rows of ${width} pixels begin at 0, ${next}, and these at ${rect.left}, ${rect.top}`,
        {
          cure: "Write an image at several sizes in whole rows from the top down, or store one size.",
        },
      );
    }
    await this.#largest.write(rect, pixels);
    await this.#halve(0, pixels);
    this.#rows[0] = next + rect.height;
  }

  /**
   * Computes the smaller levels for rows that the largest level already has: for an image that is resumed. `rows`
   * counts from the top.
   */
  async replay(rows: number, stripRows: number): Promise<void> {
    const { width } = this.shape;
    for (let top = this.#rows[0] as number; top < rows; top += stripRows) {
      const height = Math.min(stripRows, rows - top);
      await this.#halve(0, await this.#largest.read({ left: 0, top, width, height }));
      this.#rows[0] = top + height;
    }
  }

  /** Rows that were not written are zeros, in all levels. */
  async finish(): Promise<void> {
    for (const [index, level] of this.#levels.entries()) {
      const isWhole = this.#rows[index] === level.shape.height;
      // One row of zeros completes a row that waits for its neighbour; all other rows are zeros already.
      if (!isWhole) await this.#halve(index, new Uint8Array(level.shape.width * pelBytes(level.shape)));
      await level.finish();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const level of this.#levels) await level[Symbol.asyncDispose]();
  }

  /** Halves the rows of a level, writes them to the next level, and goes on with that level's rows. */
  async #halve(level: number, pixels: Uint8Array): Promise<void> {
    const half = this.#halves[level];
    const below = this.#levels[level + 1];
    if (half === undefined || below === undefined) return;
    const rowBytes = half.rowBytes;
    const slab = Math.max(2, Math.floor(slabBytes / rowBytes)) * rowBytes;
    for (let start = 0; start < pixels.length; start += slab) {
      const rows = half.add(pixels.subarray(start, start + slab));
      const height = rows.length / (below.shape.width * pelBytes(below.shape));
      if (height === 0) continue;
      const top = this.#rows[level + 1] as number;
      await below.write({ left: 0, top, width: below.shape.width, height }, rows);
      this.#rows[level + 1] = top + height;
      await this.#halve(level + 1, rows);
    }
  }
}
