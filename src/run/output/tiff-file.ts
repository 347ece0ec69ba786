/**
 * A TIFF on its way to disk: written by libvips, or by Sluice in tiles that threads compress, or in turned pieces; with the
 * same directory.
 * Not here: which of them (plan/cost/encoder, plan/turned), or the file of tiles (store/tiff).
 * Read next: run/output/turned-pieces, store/tiff/create-tiff, store/tiff/packed-rows.
 */
import { stat } from "node:fs/promises";
import { packedLayout } from "../../codec/tiff-at-work.ts";
import { isSluiceError } from "../../core/errors.ts";
import { giveBackPages } from "../../native/memory/shared-bytes.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import { copyMetadata } from "../../native/object/metadata.ts";
import { headerFrom } from "../../native/operation/image-header.ts";
import { HandleScope } from "../../native/operation/scope.ts";
import { RowReader } from "../../native/rows/row-reader.ts";
import { tiffShape } from "../../plan/cost/tiff.ts";
import { pieceChunk, type Turned } from "../../plan/turned.ts";
import { runsQuickDeflate } from "../../store/bytes/quick-deflate.ts";
import { type SharedMemory, sharedMemory } from "../../store/bytes/web-assembly.ts";
import type { OpenStore } from "../../store/chunks/store.ts";
import { type AtomicFile, atomicFile } from "../../store/files/atomic-file.ts";
import type { PackedRows } from "../../store/tiff/packed-rows.ts";
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
  /** Started at once: that it cannot be made shows before any work. */
  readonly #file: AtomicFile;
  /** What Sluice writes itself. */
  #store: Pick<OpenStore, "finish" | typeof Symbol.asyncDispose> | undefined;
  #memory: SharedMemory | undefined;

  constructor(path: string, overwrite: boolean) {
    this.#path = path;
    this.#overwrite = overwrite;
    this.#file = atomicFile(path, overwrite);
  }

  async write(scope: HandleScope, image: ImageHandle, encoding: Encoding): Promise<void> {
    const { turned } = encoding.plan;
    if (turned !== undefined) return await this.#writeTurned(scope, image, { ...encoding, turned });
    if (encoding.options.packed === true && runsQuickDeflate) return await this.#writePacked(scope, image, encoding);
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
    await this.#endStore();
    await this.#file[Symbol.asyncDispose]();
  }

  async #endStore(): Promise<void> {
    await this.#store?.[Symbol.asyncDispose]();
    if (this.#memory !== undefined) giveBackPages(this.#memory.buffer);
    this.#memory = undefined;
  }

  /** Rows from the top down. */
  async #writePacked(scope: HandleScope, image: ImageHandle, encoding: Encoding): Promise<void> {
    const { options, plan, source, signal, progress } = encoding;
    const { createPackedTiff } = await import("../../store/tiff/create-tiff.ts");
    await this.#endStore();
    const { width, height, bands, format } = headerFrom(image);
    const shape = tiffShape({ width, height, bands, format }, options.tileSize);
    const layout = packedLayout(shape, plan.threads);
    const template = await templateOf(image, encoding);
    const memory = sharedMemory(layout.size);
    this.#memory = memory;
    const making = { template, layout, memory, level: options.level, overwrite: this.#overwrite, signal };
    let store: PackedRows;
    try {
      store = await createPackedTiff(this.#path, shape, making);
    } catch (error) {
      // An option has made libvips' directory such as our tiles do not have: other bits, say, or another predictor.
      if (!isSluiceError(error, "usage")) throw error;
      return await encodeToFile(scope, image, this.#file.temporaryPath, { ...encoding, format: "tiff" });
    }
    this.#store = store;
    const own = scope.ownCopy(image, plan.threads);
    try {
      await using reader = await RowReader.open(own, { apart: false, signal });
      for (let rows = await reader.next(); rows !== undefined; rows = await reader.next()) {
        await store.write(rows.bytes);
        progress?.reached((rows.top + rows.height) / height);
      }
    } catch (error) {
      throw encodeFailure(error, plan, source);
    }
  }

  async #writeTurned(scope: HandleScope, image: ImageHandle, turning: Turning): Promise<void> {
    const { turned, options, plan, source, signal } = turning;
    const { createTiff } = await import("../../store/tiff/create-tiff.ts");
    await this.#endStore();
    const whole = turnedWhole(scope, image, turned);
    const { width, height, bands, format } = headerFrom(whole);
    const chunk = pieceChunk({ format: "tiff", options }, { width, height });
    const template = await templateOf(whole, turning);
    const shape = { width, height, bands, format, chunk };
    const store = await createTiff(this.#path, shape, { template, overwrite: this.#overwrite, signal });
    this.#store = store;
    const own = scope.ownCopy(image, plan.threads);
    try {
      await writeTurned(own, store, turned, turning);
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
  return await encodeToBytes(scope, copyMetadata(whole, tile), { ...encoding, format: "tiff", progress: undefined });
}
