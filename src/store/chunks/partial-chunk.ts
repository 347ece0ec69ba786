/**
 * A chunk that is being put together from several rectangles, and how much of it has been given.
 * Not here: when it is stored (store/chunks/chunked-store).
 * Read next: store/chunks/chunked-store.
 */
import type { Rect } from "../../core/rect.ts";
import type { ChunkPart } from "./chunk-grid.ts";
import type { ChunkPlace } from "./store.ts";

export class OpenChunk {
  readonly place: ChunkPlace;
  readonly samples: Uint8Array;
  /** What of it lies in the image. */
  readonly #rect: Rect;
  /** Of each row, the columns that were given: from, and up to. */
  readonly #given: Uint32Array;
  #fullRows = 0;

  constructor(place: ChunkPlace, rect: Rect, samples: Uint8Array) {
    this.place = place;
    this.samples = samples;
    this.#rect = rect;
    this.#given = new Uint32Array(2 * rect.height);
  }

  /** Whether all of it was given since it was opened. It may say no too long: of a row with gaps one part is noted. */
  get complete(): boolean {
    return this.#fullRows === this.#rect.height;
  }

  /** Notes that a part of it was given. */
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
