/**
 * A TIFF whose rows come from the top down, and whose tiles several threads compress meanwhile. Its bytes are the same
 * however many threads there are.
 * Not here: tiles in any order (store/chunks/chunked-store), or how much of it is under way (plan/cost/tiff).
 * Read next: store/tiff/pack-threads, store/tiff/tiff-tiles, plan/cost/tiff.
 */

import { type PackedLayout, tileRowsHeld } from "../../codec/tiff-at-work.ts";
import { OutputError } from "../../core/errors.ts";
import { sampleBytes } from "../../core/pixel-format.ts";
import { pelBytes } from "../../graph/recipe/header.ts";
import type { SharedMemory } from "../bytes/web-assembly.ts";
import { ChunkGrid } from "../chunks/chunk-grid.ts";
import type { StoredShape } from "../chunks/store.ts";
import { PackThreads } from "./pack-threads.ts";
import type { TiffTiles } from "./tiff-tiles.ts";

export interface PackedRowsOptions {
  readonly path: string;
  readonly shape: StoredShape;
  /** Memory of the layout's size, which is theirs until they are disposed of. */
  readonly memory: SharedMemory;
  readonly layout: PackedLayout;
  readonly predicted: boolean;
  /** Of zlib; undefined for what is quickest. */
  readonly level: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Tiles side by side that are compressed together. */
interface Piece {
  readonly tileRow: number;
  /** Number of the first tile. */
  readonly first: number;
  readonly from: number;
  readonly count: number;
  /** Where in memory the compressed tiles are. */
  slot: number;
  lengths: readonly number[] | undefined;
}

export class PackedRows implements AsyncDisposable {
  readonly #tiles: TiffTiles;
  readonly #options: PackedRowsOptions;
  readonly #grid: ChunkGrid;
  readonly #bytes: Uint8Array;
  readonly #threads: PackThreads;
  readonly #freeSlots: number[];
  /** In order: those that wait for a thread, and those that are to be written. */
  readonly #waiting: Piece[] = [];
  readonly #unwritten: Piece[] = [];
  readonly #writing = new Set<Promise<void>>();
  /** Of each tile row that is in memory: pieces that are not compressed yet. */
  readonly #left = new Map<number, number>();
  /** Rows that have come. */
  #height = 0;
  #failure: unknown;
  #wake: (() => void) | undefined;

  constructor(tiles: TiffTiles, options: PackedRowsOptions) {
    const { shape, memory, layout, predicted, level } = options;
    this.#tiles = tiles;
    this.#options = options;
    this.#grid = new ChunkGrid(shape);
    this.#bytes = new Uint8Array(memory.buffer);
    const [pel, size] = [pelBytes(shape), sampleBytes(shape.format)];
    const rowBytes = shape.chunk.width * pel;
    const packing = { rowBytes, stride: layout.stride, rows: shape.chunk.height, pel, size, predicted, level };
    this.#threads = new PackThreads({ memory, packing }, layout.scratches);
    this.#freeSlots = [...layout.slots];
  }

  /** The next rows, at full width without gaps. They have been taken when it resolves. */
  async write(rows: Uint8Array): Promise<void> {
    const { shape, layout } = this.#options;
    const rowBytes = shape.width * pelBytes(shape);
    for (let at = 0; at < rows.length; ) {
      const inTile = this.#height % shape.chunk.height;
      const tileRow = (this.#height - inTile) / shape.chunk.height;
      if (inTile === 0) await this.#until(() => !this.#left.has(tileRow - tileRowsHeld));
      this.#check();
      const count = Math.min(shape.chunk.height - inTile, (rows.length - at) / rowBytes);
      const start = this.#placeOf(tileRow) + inTile * layout.stride;
      this.#put(rows.subarray(at, at + count * rowBytes), start, rowBytes);
      at += count * rowBytes;
      this.#height += count;
      if (inTile + count === shape.chunk.height || this.#height === shape.height) this.#pack(tileRow);
    }
  }

  /** All rows have come. */
  async finish(): Promise<void> {
    await this.#until(() => this.#unwritten.length === 0 && this.#writing.size === 0);
    this.#check();
    await this.#tiles.finish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#fail(new Error("it was disposed of"));
    await this.#threads[Symbol.asyncDispose]();
    await Promise.all(this.#writing);
    await this.#tiles[Symbol.asyncDispose]();
  }

  #placeOf(tileRow: number): number {
    const { rows } = this.#options.layout;
    return rows[tileRow % tileRowsHeld] as number;
  }

  /** Copies rows to where the tiles are cut from; at the right edge of the last tile zeros stay as they are. */
  #put(rows: Uint8Array, start: number, rowBytes: number): void {
    const { stride } = this.#options.layout;
    if (stride === rowBytes) {
      this.#bytes.set(rows, start);
      return;
    }
    for (let at = 0, to = start; at < rows.length; at += rowBytes, to += stride) {
      this.#bytes.set(rows.subarray(at, at + rowBytes), to);
    }
  }

  /** A row of tiles is there. */
  #pack(tileRow: number): void {
    const { shape, layout } = this.#options;
    const place = this.#placeOf(tileRow);
    const missing = (tileRow + 1) * shape.chunk.height - shape.height;
    // Below the image are zeros.
    const end = place + shape.chunk.height * layout.stride;
    if (missing > 0) this.#bytes.fill(0, end - missing * layout.stride, end);
    const tileBytes = shape.chunk.width * pelBytes(shape);
    for (let column = 0; column < this.#grid.columns; column += layout.together) {
      const count = Math.min(layout.together, this.#grid.columns - column);
      const first = this.#grid.indexOf({ row: tileRow, column });
      const piece: Piece = { tileRow, first, from: place + column * tileBytes, count, slot: 0, lengths: undefined };
      this.#waiting.push(piece);
      this.#unwritten.push(piece);
      this.#left.set(tileRow, (this.#left.get(tileRow) ?? 0) + 1);
    }
    this.#packNext();
  }

  #packNext(): void {
    while (this.#waiting.length > 0 && this.#freeSlots.length > 0 && this.#threads.hasRoom) {
      if (this.#failure !== undefined) return;
      const piece = this.#waiting.shift() as Piece;
      piece.slot = this.#freeSlots.pop() as number;
      this.#threads.pack({
        message: { from: piece.from, count: piece.count, to: piece.slot },
        done: (lengths) => this.#packed(piece, lengths),
        fail: (error) => this.#fail(this.#unpacked(error)),
      });
    }
  }

  #packed(piece: Piece, lengths: readonly number[]): void {
    piece.lengths = lengths;
    const left = (this.#left.get(piece.tileRow) as number) - 1;
    if (left === 0) this.#left.delete(piece.tileRow);
    else this.#left.set(piece.tileRow, left);
    this.#writeNext();
    this.#packNext();
    this.#wake?.();
  }

  /** In the order of the tiles, whichever thread was first. */
  #writeNext(): void {
    for (let next = this.#unwritten[0]; next?.lengths !== undefined; next = this.#unwritten[0]) {
      if (this.#failure !== undefined) return;
      this.#unwritten.shift();
      const { slot, first, lengths } = next;
      const packed = this.#bytes.subarray(slot, slot + lengths.reduce((sum, length) => sum + length, 0));
      const writing: Promise<void> = this.#tiles
        .putPacked(first, lengths, packed)
        .then(() => {
          this.#freeSlots.push(slot);
          this.#packNext();
        })
        .catch((error: unknown) => this.#fail(error))
        .finally(() => {
          this.#writing.delete(writing);
          this.#wake?.();
        });
      this.#writing.add(writing);
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    this.#wake?.();
  }

  #check(): void {
    this.#options.signal?.throwIfAborted();
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** @throws what has failed meanwhile. */
  async #until(holds: () => boolean): Promise<void> {
    this.#check();
    while (!holds()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#check();
    }
  }

  #unpacked(error: Error): OutputError {
    return new OutputError(`its tiles cannot be compressed: ${error.message}`, {
      path: this.#options.path,
      cause: error,
      cure: "Write it without compression, or with more memory.",
    });
  }
}
