/**
 * Reads an image by its chunks: it decodes the array's chunks that hold the bands, and puts them in order.
 * Not here: rectangles (store/chunks/chunked-store), or the files (store/zarr/coding/packed-chunks).
 * Read next: store/zarr/coding/band-order, store/zarr/coding/chunk-decoder.
 */
import { letGo } from "../bytes/release-buffer.ts";
import type { ImageAxes } from "../chunks/axes.ts";
import type { ChunkPlace, StoredShape } from "../chunks/store.ts";
import { type BandOrder, bandOrder, copyBands, isInOrder, stepsOf } from "./coding/band-order.ts";
import { ChunkDecoder } from "./coding/chunk-decoder.ts";
import type { PackedChunks } from "./coding/packed-chunks.ts";
import { chunkBytesOf, type ZarrArray } from "./metadata/zarr-array.ts";

/** An image within an array: its dimensions, and its position along the other dimensions. */
export interface ImagePlane {
  readonly array: ZarrArray;
  readonly axes: ImageAxes;
  readonly others: readonly number[];
  /** The file of the metadata, for errors. */
  readonly file: string;
}

/** Size, bands and format of the image, and its chunks. */
export function shapeOf({ array, axes }: ImagePlane): StoredShape {
  const { shape, chunk } = array.grid;
  const at = (numbers: readonly number[], dimension: number): number => numbers[dimension] as number;
  return {
    width: at(shape, axes.x),
    height: at(shape, axes.y),
    bands: axes.c === undefined ? 1 : at(shape, axes.c),
    format: array.samples.format,
    chunk: { width: at(chunk, axes.x), height: at(chunk, axes.y) },
  };
}

/** Reads chunks of an image. Bands in several chunks of the array are read one after the other. */
export class ImageChunks {
  protected readonly plane: ImagePlane;
  protected readonly chunks: PackedChunks;
  protected readonly order: BandOrder;
  protected readonly shape: StoredShape;
  readonly #decoder: ChunkDecoder;

  constructor(plane: ImagePlane, chunks: PackedChunks) {
    this.plane = plane;
    this.chunks = chunks;
    this.order = bandOrder(plane.array, plane.axes);
    this.shape = shapeOf(plane);
    this.#decoder = new ChunkDecoder(plane.array, plane.file);
  }

  /** @throws {UnsupportedError} for a codec that is not available. */
  async load(): Promise<void> {
    await this.#decoder.load();
  }

  async get(place: ChunkPlace): Promise<Uint8Array | undefined> {
    const { array } = this.plane;
    if (this.isPlain) return (await this.stored(place)) ?? this.#filled(array.samples.fill);
    let image: Uint8Array | undefined;
    for (let band = 0; band < this.shape.bands; band += this.order.bands) {
      const stored = await this.#samples(this.placeOf(place, band));
      if (stored === undefined) continue;
      image ??= this.#filled(array.samples.fill) ?? new Uint8Array(this.#imageChunkBytes());
      copyBands(this.order, this.#copyOf(band), stored, image);
      letGo(stored);
    }
    return image ?? this.#filled(array.samples.fill);
  }

  /** The samples of the array's chunk with the first bands; undefined when it was never written. */
  async stored(place: ChunkPlace): Promise<Uint8Array | undefined> {
    return await this.#samples(this.placeOf(place, 0));
  }

  /** Closes the files. */
  async close(): Promise<void> {
    await this.chunks[Symbol.asyncDispose]();
  }

  /** Whether a chunk of the array is a chunk of the image, byte for byte. */
  get isPlain(): boolean {
    const stored = chunkBytesOf(this.plane.array);
    return stored === this.#imageChunkBytes() && isInOrder(this.order, this.shape.bands);
  }

  /** The place of the array's chunk that holds a band of a chunk of the image. */
  protected placeOf({ row, column }: ChunkPlace, band: number): readonly number[] {
    const { array, axes, others } = this.plane;
    const { chunk, shape } = array.grid;
    return shape.map((_, dimension) => {
      if (dimension === axes.y) return row;
      if (dimension === axes.x) return column;
      const size = chunk[dimension] as number;
      if (dimension === axes.c) return Math.floor(band / size);
      return Math.floor((others[axes.others.indexOf(dimension)] as number) / size);
    });
  }

  #copyOf(band: number) {
    const { array, axes, others } = this.plane;
    const steps = stepsOf(array);
    const start = axes.others.reduce((sum, dimension, index) => {
      const within = (others[index] as number) % (array.grid.chunk[dimension] as number);
      return sum + within * (steps[dimension] as number);
    }, 0);
    const { bands: imageBands } = this.shape;
    return { start, band, bands: Math.min(this.order.bands, imageBands - band), imageBands };
  }

  async #samples(place: readonly number[]): Promise<Uint8Array | undefined> {
    const packed = await this.chunks.get(place);
    return packed === undefined ? undefined : await this.#decoder.decode(packed);
  }

  #imageChunkBytes(): number {
    const { chunk, bands } = this.shape;
    return chunk.width * chunk.height * bands * this.order.sampleBytes;
  }

  /** A chunk of fill values, for a chunk that was never written; undefined where the fill value is zero. */
  #filled(fill: Uint8Array): Uint8Array | undefined {
    if (fill.every((byte) => byte === 0)) return undefined;
    const all = Buffer.allocUnsafeSlow(this.#imageChunkBytes());
    return all.fill(fill);
  }
}
