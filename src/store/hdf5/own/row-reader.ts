/**
 * A dataset in one piece, row after row, as a store: pieces of rows are read where they lie.
 * Not here: chunks (store/hdf5/own/chunk-reader).
 * Read next: store/hdf5/open-hdf5.
 */
import { swapBytes } from "../../bytes/byte-order.ts";
import { ChunkGrid } from "../../chunks/chunk-grid.ts";
import type { ChunkFile, ChunkPlace, StoredShape } from "../../chunks/store.ts";
import { foreignOrder, type ReadDataset } from "./chunk-reader.ts";

/** Bytes that are read at once; larger ones are no faster. */
const pieceBytes = 262_144;

/** How an array in one piece is cut: whole rows where several fit, else parts of one. */
export function piecesOf({ width, height }: StoredShape, pel: number): StoredShape["chunk"] {
  const rowBytes = width * pel;
  if (rowBytes >= pieceBytes) return { width: Math.ceil(width / Math.ceil(rowBytes / pieceBytes)), height: 1 };
  return { width, height: Math.min(height, Math.floor(pieceBytes / rowBytes)) };
}

/** Rows as chunks: those of a piece lie side by side, and need no unpacking. */
export class RowReader implements ChunkFile {
  readonly #dataset: ReadDataset;
  readonly #shape: StoredShape;
  readonly #grid: ChunkGrid;
  readonly #start: number;

  constructor(dataset: ReadDataset, shape: StoredShape, start: number) {
    this.#dataset = dataset;
    this.#shape = shape;
    this.#grid = new ChunkGrid(shape);
    this.#start = start;
  }

  async get(place: ChunkPlace): Promise<Uint8Array> {
    const rect = this.#grid.rectOf(place);
    const { width } = this.#shape;
    const pel = this.#grid.bytesOf({ ...rect, width: 1, height: 1 });
    const address = this.#start + (rect.top * width + rect.left) * pel;
    // A piece at the right or lower edge is shorter; what is beyond is not looked at.
    const samples = Buffer.allocUnsafeSlow(this.#grid.chunkBytes);
    const there = samples.subarray(0, rect.width * rect.height * pel);
    await this.#dataset.file.exactly("rows of a dataset", address, there);
    const swap = foreignOrder(this.#dataset.type);
    if (swap !== undefined) swapBytes(there, swap);
    return samples;
  }

  async put(): Promise<void> {
    throw new Error("a file that is read is not written");
  }

  async finish(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#dataset.handle.close();
  }
}
