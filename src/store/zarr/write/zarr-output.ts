/**
 * The store that createZarr returns: the image, and the folder that gets its final name at the end.
 * Not here: the image (store/chunks/chunked-store, store/chunks/pyramid), or the folder (store/files/atomic-folder).
 * Read next: store/zarr/write/create.
 */
import type { Rect } from "../../../core/rect.ts";
import type { Attributes, OpenStore, StoredShape } from "../../chunks/store.ts";
import type { AtomicFolder } from "../../files/atomic-folder.ts";

export class ZarrOutput implements OpenStore {
  /** Rows from the top that an interrupted store already had, and that need not be written again; 0 for a new one. */
  readonly storedRows: number;
  readonly attributes: Attributes;
  readonly #image: OpenStore;
  readonly #folder: AtomicFolder;

  constructor(image: OpenStore, folder: AtomicFolder, attributes: Attributes, storedRows: number) {
    this.#image = image;
    this.#folder = folder;
    this.attributes = attributes;
    this.storedRows = storedRows;
  }

  get shape(): StoredShape {
    return this.#image.shape;
  }

  async read(rect: Rect, into?: Uint8Array): Promise<Uint8Array> {
    return await this.#image.read(rect, into);
  }

  async write(rect: Rect, pixels: Uint8Array): Promise<void> {
    await this.#image.write(rect, pixels);
  }

  async finish(): Promise<void> {
    await this.#image.finish();
    await this.#folder.finish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.#image[Symbol.asyncDispose]();
    } finally {
      await this.#folder[Symbol.asyncDispose]();
    }
  }
}
