/**
 * A chunk that is assembled from several rectangles, with a record of the parts that are given.
 * Not here: when it is stored (store/chunks/chunked-store).
 * Read next: store/chunks/chunked-store.
 */
import type { Rect } from "../../core/rect.ts";
import type { ChunkPart } from "./chunk-grid.ts";
import type { ChunkPlace } from "./store.ts";

export class OpenChunk {
  readonly place: ChunkPlace;
  readonly samples: Uint8Array;
  /** The part of the chunk that lies in the image. */
  readonly #rect: Rect;
  /** The given columns of each row: the first, and the end. */
  readonly #given: Uint32Array;
  #fullRows = 0;

  constructor(place: ChunkPlace, rect: Rect, samples: Uint8Array) {
    this.place = place;
    this.samples = samples;
    this.#rect = rect;
    this.#given = new Uint32Array(2 * rect.height);
  }

  /**
   * Whether the whole chunk was given since it was opened. It can miss that: for a row with gaps, it records one part
   * only.
   */
  get complete(): boolean {
    return this.#fullRows === this.#rect.height;
  }

  /** Records that a part of the chunk was given. */
  note({ rect }: Pick<ChunkPart, "rect">): void {
    const [from, to] = [rect.left - this.#rect.left, rect.left - this.#rect.left + rect.width];
    const first = rect.top - this.#rect.top;
    for (let row = first; row < first + rect.height; row += 1) this.#noteRow(2 * row, from, to);
  }

  #noteRow(at: number, from: number, to: number): void {
    const [oldFrom, oldTo] = [this.#given[at] as number, this.#given[at + 1] as number];
    const width = this.#rect.width;
    const wasFull = oldTo - oldFrom === width;
    const touches = from <= oldTo && to >= oldFrom;
    if (!touches && to - from < oldTo - oldFrom) return;
    this.#given[at] = touches && oldTo > oldFrom ? Math.min(from, oldFrom) : from;
    this.#given[at + 1] = touches && oldTo > oldFrom ? Math.max(to, oldTo) : to;
    const isFull = (this.#given[at + 1] as number) - (this.#given[at] as number) === width;
    if (isFull && !wasFull) this.#fullRows += 1;
  }
}
