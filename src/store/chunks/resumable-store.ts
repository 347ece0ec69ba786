/**
 * A store that is being written and knows which chunks are stored already, perhaps by an earlier run.
 * Not here: finding the rest of an earlier run (store/hdf5/write/interrupted-file).
 * Read next: store/chunks/chunked-store.
 */
import type { Rect } from "../../core/rect.ts";
import { ChunkGrid } from "./chunk-grid.ts";
import { ChunkedStore } from "./chunked-store.ts";
import type { ChunkedStoreOptions, ChunkFile, StoredShape } from "./store.ts";

export interface ResumableStoreOptions extends ChunkedStoreOptions {
  /** Whether a chunk is in the file, by its number, row by row from 0. */
  readonly has: (chunk: number) => boolean;
}

export class ResumableStore extends ChunkedStore {
  readonly #grid: ChunkGrid;
  readonly #has: (chunk: number) => boolean;

  constructor(shape: StoredShape, file: ChunkFile, options: ResumableStoreOptions) {
    super(shape, file, options);
    this.#grid = new ChunkGrid(shape);
    this.#has = options.has;
  }

  /** The number of rows from the top that are in the file already and need not be written; 0 for a new file. */
  get storedRows(): number {
    let chunk = 0;
    while (chunk < this.#grid.count && this.#has(chunk)) chunk += 1;
    return Math.min(this.shape.height, Math.floor(chunk / this.#grid.columns) * this.shape.chunk.height);
  }

  /** Whether the file has all chunks that a rectangle inside the image touches. */
  has(rect: Rect): boolean {
    for (const { place } of this.#grid.partsOf(rect)) if (!this.#has(this.#grid.indexOf(place))) return false;
    return true;
  }
}
