/**
 * A TIFF on its way to disk: written by libvips from the top down, or by Sluice in turned pieces, with the same directory.
 * Not here: which of them (plan/turned), or the file of tiles (store/tiff).
 * Read next: run/output/turned-pieces, store/tiff/create-tiff.
 */
import { stat } from "node:fs/promises";
import type { SaveOptions } from "../../graph/image/engine.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import { copyMetadata } from "../../native/object/metadata.ts";
import { headerFrom } from "../../native/operation/image-header.ts";
import { HandleScope } from "../../native/operation/scope.ts";
import { pieceChunk, type Turned } from "../../plan/turned.ts";
import type { OpenStore } from "../../store/chunks/store.ts";
import { type AtomicFile, atomicFile } from "../../store/files/atomic-file.ts";
import { type Encoding, encodeFailure, encodeToBytes, encodeToFile } from "./encode.ts";
import { turnedWhole, writeTurned } from "./turned-pieces.ts";
import type { OutputFile } from "./written-file.ts";

/** An encoding whose plan says how the result is turned. */
interface Turning extends Encoding {
  readonly turned: Turned;
}

export class TiffFile implements OutputFile {
  readonly #path: string;
  readonly #overwrite: boolean;
  readonly #onProgress: SaveOptions["onProgress"];
  /** Started at once: that it cannot be made shows before any work. */
  readonly #file: AtomicFile;
  #store: OpenStore | undefined;

  constructor(path: string, overwrite: boolean, onProgress: SaveOptions["onProgress"]) {
    this.#path = path;
    this.#overwrite = overwrite;
    this.#onProgress = onProgress;
    this.#file = atomicFile(path, overwrite);
  }

  async write(scope: HandleScope, image: ImageHandle, encoding: Encoding): Promise<void> {
    const { turned } = encoding.plan;
    if (turned !== undefined) return await this.#writeTurned(scope, image, { ...encoding, turned });
    await encodeToFile(scope, image, this.#file.temporaryPath, { ...encoding, format: "tiff" });
  }

  async finish(): Promise<number> {
    if (this.#store === undefined) {
      const size = await this.#file.size();
      await this.#file.finish();
      return size;
    }
    await this.#store.finish();
    return (await stat(this.#path)).size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#store?.[Symbol.asyncDispose]();
    await this.#file[Symbol.asyncDispose]();
  }

  async #writeTurned(scope: HandleScope, image: ImageHandle, turning: Turning): Promise<void> {
    const { turned, options, plan, source, signal } = turning;
    const { createTiff } = await import("../../store/tiff/create-tiff.ts");
    await this.#store?.[Symbol.asyncDispose]();
    const whole = turnedWhole(scope, image, turned);
    const { width, height, bands, format } = headerFrom(whole);
    const chunk = pieceChunk({ format: "tiff", options }, { width, height });
    const template = await templateOf(whole, turning);
    const shape = { width, height, bands, format, chunk };
    this.#store = await createTiff(this.#path, shape, { template, overwrite: this.#overwrite, signal });
    const own = scope.ownCopy(image, plan.threads);
    try {
      await writeTurned(own, this.#store, turned, { signal, onProgress: this.#onProgress });
    } catch (error) {
      throw encodeFailure(error, plan, source);
    }
  }
}

/** One tile of zeros as libvips would write it, with all that the whole image tells beside its pixels. */
async function templateOf(whole: ImageHandle, encoding: Encoding): Promise<Uint8Array> {
  await using scope = new HandleScope();
  const { bands, format, interpretation } = headerFrom(whole);
  const { width, height } = pieceChunk({ format: "tiff", options: encoding.options }, whole);
  const black = scope.image("cast", { in: scope.image("black", { width, height, bands }), format });
  const tile = scope.image("copy", { in: black, interpretation });
  return await encodeToBytes(scope, copyMetadata(whole, tile), { ...encoding, format: "tiff" });
}
