/**
 * Writes the chunk index of a dataset, a B-tree, from its leaves up, in pieces of bounded size.
 * Not here: reading one (store/hdf5/own/chunk-tree-reader), or the table of chunks (store/chunks/chunk-index).
 * Read next: store/chunks/chunk-index.
 */

import { sampleBytes } from "../../../core/pixel-format.ts";
import type { ChunkGrid } from "../../chunks/chunk-grid.ts";
import type { ChunkIndex } from "../../chunks/chunk-index.ts";
import type { StoredShape } from "../../chunks/store.ts";

/** The maximum children of a node: libhdf5's own number, which files of this version cannot change. */
export const nodeChildren = 64;

/** A key: stored length, skipped filters, and the offsets of rank 3 plus HDF5's extra dimension. */
const keyBytes = 8 + 8 * 4;
const nodeBytes = 24 + nodeChildren * (keyBytes + 8) + keyBytes;

/** The bytes of a tree of so many chunks, rounded up a little. */
export function treeBytes(chunks: number): number {
  let total = 0;
  for (let count = chunks; count > 1 || total === 0; count = Math.ceil(count / nodeChildren)) {
    total += Math.max(1, Math.ceil(count / nodeChildren)) * nodeBytes;
    if (count <= nodeChildren) break;
  }
  return total;
}

/** Allocates room for a level of the tree, and writes it. */
export interface TreeRoom {
  take(length: number): number;
  write(address: number, bytes: Uint8Array): Promise<void>;
}

/** The number of nodes that are assembled before they are written. */
const nodesAtOnce = 256;

interface Child {
  readonly chunk: number;
  readonly address: number;
}

/** Writes the tree of the given chunks, in their order. @returns its address; undefined when there are no chunks. */
export async function writeChunkTree(
  shape: StoredShape,
  grid: ChunkGrid,
  index: ChunkIndex,
  chunks: Float64Array,
  room: TreeRoom,
): Promise<number | undefined> {
  if (chunks.length === 0) return undefined;
  const writer = new LevelWriter(shape, grid, index, chunks[chunks.length - 1] as number, room);
  let children: readonly Child[] | undefined;
  for (let level = 0; ; level += 1) {
    const below = children;
    const count = below?.length ?? chunks.length;
    const childAt = (at: number): Child => {
      if (below !== undefined) return below[at] as Child;
      const chunk = chunks[at] as number;
      return { chunk, address: index.addressOf(chunk) };
    };
    children = await writer.write(level, count, childAt);
    if (children.length === 1) return children[0]?.address;
  }
}

class LevelWriter {
  readonly #shape: StoredShape;
  readonly #grid: ChunkGrid;
  readonly #index: ChunkIndex;
  readonly #last: number;
  readonly #room: TreeRoom;

  constructor(shape: StoredShape, grid: ChunkGrid, index: ChunkIndex, last: number, room: TreeRoom) {
    this.#shape = shape;
    this.#grid = grid;
    this.#index = index;
    this.#last = last;
    this.#room = room;
  }

  /** The nodes of one level are stored side by side, so that each node knows its neighbours' addresses. */
  async write(level: number, count: number, childAt: (at: number) => Child): Promise<readonly Child[]> {
    const nodes = Math.ceil(count / nodeChildren);
    const start = this.#room.take(nodes * nodeBytes);
    const made: Child[] = [];
    for (let first = 0; first < nodes; first += nodesAtOnce) {
      const some = Math.min(nodesAtOnce, nodes - first);
      const bytes = Buffer.alloc(some * nodeBytes);
      for (let node = first; node < first + some; node += 1) {
        const at = bytes.subarray((node - first) * nodeBytes, (node - first + 1) * nodeBytes);
        this.#node(at, level, node, nodes, start, count, childAt);
        made.push({ chunk: childAt(node * nodeChildren).chunk, address: start + node * nodeBytes });
      }
      await this.#room.write(start + first * nodeBytes, bytes);
    }
    return made;
  }

  #node(
    bytes: Buffer,
    level: number,
    node: number,
    nodes: number,
    start: number,
    count: number,
    childAt: (at: number) => Child,
  ): void {
    const from = node * nodeChildren;
    const to = Math.min(count, from + nodeChildren);
    bytes.write("TREE", 0, "latin1");
    bytes.writeUInt8(1, 4);
    bytes.writeUInt8(level, 5);
    bytes.writeUInt16LE(to - from, 6);
    writeAddress(bytes, 8, node === 0 ? undefined : start + (node - 1) * nodeBytes);
    writeAddress(bytes, 16, node === nodes - 1 ? undefined : start + (node + 1) * nodeBytes);
    for (let at = from; at < to; at += 1) {
      const { chunk, address } = childAt(at);
      const place = 24 + (at - from) * (keyBytes + 8);
      this.#key(bytes, place, chunk);
      writeAddress(bytes, place + keyBytes, address);
    }
    const end = 24 + (to - from) * (keyBytes + 8);
    if (to < count) this.#key(bytes, end, childAt(to).chunk);
    else this.#lastKey(bytes, end);
  }

  #key(bytes: Buffer, at: number, chunk: number): void {
    const { row, column } = this.#grid.placeAt(chunk);
    bytes.writeUInt32LE(this.#index.lengthOf(chunk), at);
    writeAddress(bytes, at + 8, row * this.#shape.chunk.height);
    writeAddress(bytes, at + 16, column * this.#shape.chunk.width);
  }

  /** As in libhdf5: an empty chunk, one beyond the last in every dimension, including the sample's bytes. */
  #lastKey(bytes: Buffer, at: number): void {
    const { row, column } = this.#grid.placeAt(this.#last);
    const { chunk, bands, format } = this.#shape;
    writeAddress(bytes, at + 8, (row + 1) * chunk.height);
    writeAddress(bytes, at + 16, (column + 1) * chunk.width);
    writeAddress(bytes, at + 24, bands);
    writeAddress(bytes, at + 32, sampleBytes(format));
  }
}

function writeAddress(bytes: Buffer, at: number, address: number | undefined): void {
  if (address === undefined) bytes.fill(0xff, at, at + 8);
  else {
    bytes.writeUInt32LE(address % 2 ** 32, at);
    bytes.writeUInt32LE(Math.floor(address / 2 ** 32), at + 4);
  }
}
