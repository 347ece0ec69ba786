/**
 * A contiguous dataset as a store: it reads pieces of rows directly from their place in the file.
 * Not here: chunks (store/hdf5/own/chunk-reader).
 * Read next: store/hdf5/open-hdf5.
 */
import { swapBytes } from "../../bytes/byte-order.ts";
import { ChunkGrid } from "../../chunks/chunk-grid.ts";
import type { ChunkFile, ChunkPlace, StoredShape } from "../../chunks/store.ts";
import { foreignOrder, type ReadDataset } from "./chunk-reader.ts";

/** The size of one read; larger reads are no faster. */
const pieceBytes = 262_144;

/** Cuts a contiguous dataset into pieces: whole rows where several fit, else parts of one row. */
export function piecesOf({ width, height }: StoredShape, pel: number): StoredShape["chunk"] {
  const rowBytes = width * pel;
  if (rowBytes >= pieceBytes) return { width: Math.ceil(width / Math.ceil(rowBytes / pieceBytes)), height: 1 };
  return { width, height: Math.min(height, Math.floor(pieceBytes / rowBytes)) };
}

/** Serves pieces of rows as chunks: the bytes of a piece are contiguous and uncompressed. */
export class ContiguousFile implements ChunkFile {
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
    // A piece at the right or lower edge is shorter; nothing reads beyond it.
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
