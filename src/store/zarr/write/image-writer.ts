/**
 * Writes one image as a new array: it reorders, compresses and writes the chunks.
 * Not here: the files (store/zarr/shard/chunk-files, store/zarr/shard/shard-writer), or the folder around them
 * (store/zarr/write/create).
 * Read next: store/zarr/write/create.
 */
import { type DeflateOptions, deflated } from "../../bytes/deflate.ts";
import { letGoOf } from "../../bytes/release-buffer.ts";
import type { ChunkFile, ChunkPlace } from "../../chunks/store.ts";
import { copyBands } from "../coding/band-order.ts";
import type { WritableChunks } from "../coding/packed-chunks.ts";
import { ImageChunks, type ImagePlane } from "../image-chunks.ts";
import { chunkBytesOf } from "../metadata/zarr-array.ts";
import { writeError } from "../shard/write-error.ts";

/** The compression of chunks; undefined for none. */
export type Packing = DeflateOptions | undefined;

/** The bytes written to files. A chunk that is written again counts again, because a shard appends it again. */
export class WrittenBytes {
  total: number;

  constructor(total: number) {
    this.total = total;
  }
}

export interface ImageWriting {
  readonly packing: Packing;
  readonly written: WrittenBytes;
  /** The store's final name, for errors. */
  readonly path: string;
}

/** Chunks of an image, to write and read. Each chunk of the array holds all bands. */
export class ImageWriter extends ImageChunks implements ChunkFile {
  readonly #files: WritableChunks;
  readonly #writing: ImageWriting;
  /** Reused buffers for chunks in the array's order: as many as there are chunks in flight. */
  readonly #spare: Uint8Array[] = [];

  constructor(plane: ImagePlane, files: WritableChunks, writing: ImageWriting) {
    super(plane, files);
    this.#files = files;
    this.#writing = writing;
  }

  async put(place: ChunkPlace, samples: Uint8Array): Promise<void> {
    if (this.isPlain) return await this.#putStored(place, samples);
    const stored = this.#spare.pop() ?? Buffer.allocUnsafeSlow(samples.length);
    try {
      const { bands } = this.shape;
      copyBands(this.order, { start: 0, band: 0, bands, imageBands: bands }, stored, samples, true);
      await this.#putStored(place, stored);
    } finally {
      this.#spare.push(stored);
    }
  }

  async finish(): Promise<void> {
    try {
      await this.#files.finish();
      this.#spare.length = 0;
    } catch (error) {
      throw await writeError(this.#writing.path, error, chunkBytesOf(this.plane.array));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #putStored(place: ChunkPlace, stored: Uint8Array): Promise<void> {
    const { packing, written, path } = this.#writing;
    const bytes = packing === undefined ? stored : await deflated(stored, packing);
    try {
      written.total += bytes.length;
      await this.#files.put(this.placeOf(place, 0), bytes);
    } catch (error) {
      throw await writeError(path, error, bytes.length);
    } finally {
      letGoOf(bytes, stored);
    }
  }
}
