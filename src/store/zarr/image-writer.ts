/**
 * One image as an array that is being made: chunks are put in the array's order, packed, and written.
 * Not here: where they go (store/zarr/chunk-files, store/zarr/shard-writer), or the folder around it (store/zarr/create).
 * Read next: store/zarr/create.
 */
import { type DeflateOptions, deflated } from "../deflate.ts";
import type { ChunkFile, ChunkPlace } from "../store.ts";
import { writeFailure } from "../write-failure.ts";
import { copyBands } from "./band-order.ts";
import { ImageChunks, type ImagePlane } from "./image-chunks.ts";
import type { WritableChunks } from "./packed-chunks.ts";
import { chunkBytesOf } from "./zarr-array.ts";

/** How chunks are packed: undefined for not at all. */
export type Packing = DeflateOptions | undefined;

/** Chunks of an image, to be written and read. All bands lie in one chunk of the array. */
export class ImageWriter extends ImageChunks implements ChunkFile {
  readonly #files: WritableChunks;
  readonly #packing: Packing;
  readonly #path: string;

  /** `path`: the store's final name, for errors. */
  constructor(plane: ImagePlane, files: WritableChunks, packing: Packing, path: string) {
    super(plane, files);
    this.#files = files;
    this.#packing = packing;
    this.#path = path;
  }

  async put(place: ChunkPlace, samples: Uint8Array): Promise<void> {
    const stored = this.isPlain ? samples : this.#inArrayOrder(samples);
    const bytes = this.#packing === undefined ? stored : await deflated(stored, this.#packing);
    try {
      await this.#files.put(this.placeOf(place, 0), bytes);
    } catch (error) {
      throw await writeFailure(this.#path, error, bytes.length);
    }
  }

  async finish(): Promise<void> {
    try {
      await this.#files.finish();
    } catch (error) {
      throw await writeFailure(this.#path, error, chunkBytesOf(this.plane.array));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #inArrayOrder(samples: Uint8Array): Uint8Array {
    const { bands } = this.shape;
    const stored = Buffer.allocUnsafeSlow(samples.length);
    copyBands(this.order, { start: 0, band: 0, bands, imageBands: bands }, stored, samples, true);
    return stored;
  }
}
