/**
 * An image on its way into HDF5 or Zarr: rows as libvips computes them, and what is told beside them.
 * Not here: the files (store/hdf5, store/zarr), or images that libvips writes itself (run/output/encode).
 * Read next: store/chunks/store, run/source/store-attributes.
 */
import { stat } from "node:fs/promises";
import { toBytes } from "../../core/bytes.ts";
import { UsageError } from "../../core/errors.ts";
import { chunkOf } from "../../graph/output/chunk.ts";
import type { EncodeOptions } from "../../graph/output/format-options.generated.ts";
import type { StoreFormat } from "../../graph/recipe/source.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import { metadataOf } from "../../native/object/metadata.ts";
import { headerFrom } from "../../native/operation/image-header.ts";
import type { HandleScope } from "../../native/operation/scope.ts";
import { RowReader } from "../../native/rows/row-reader.ts";
import { allRows } from "../../plan/cost/pipeline.ts";
import type { Attributes, OpenStore, StoredShape } from "../../store/chunks/store.ts";
import { sizeBelow } from "../../store/files/folder-size.ts";
import { storedAttributes } from "../source/store-attributes.ts";
import { type Encoding, encodeFailure } from "./encode.ts";
import { turnedWhole, writeTurned } from "./turned-pieces.ts";
import type { OutputFile } from "./written-file.ts";

export interface StoreFileOptions {
  /** What becomes of what is there. */
  readonly overwrite: boolean | "add";
  readonly resume: boolean;
  /** What tells what it is made from, where it is to be resumed: a recipe's mark. */
  readonly madeFrom: string | undefined;
}

/** What a store is made with, beside its shape. */
interface Making extends StoreFileOptions {
  readonly path: string;
  readonly options: EncodeOptions;
  readonly attributes: Attributes;
  readonly signal: AbortSignal | undefined;
}

/** A store, and how many rows from the top an interrupted run has left in it. */
interface Begun {
  readonly store: OpenStore;
  readonly storedRows: number;
}

export class StoreFile implements OutputFile {
  readonly #path: string;
  readonly #format: StoreFormat;
  readonly #options: StoreFileOptions;
  #store: OpenStore | undefined;

  constructor(path: string, format: StoreFormat, options: StoreFileOptions) {
    this.#path = path;
    this.#format = format;
    this.#options = options;
  }

  async write(scope: HandleScope, image: ImageHandle, encoding: Encoding): Promise<void> {
    const { options, plan, source, signal } = encoding;
    await this.#store?.[Symbol.asyncDispose]();
    const { turned } = plan;
    const plain = plainSamples(scope, turned === undefined ? image : turnedWhole(scope, image, turned));
    const header = headerFrom(plain);
    const { bands, format } = header;
    const rows = allRows(header);
    const shape: StoredShape = { ...rows, bands, format, chunk: chunkOf(options, rows) };
    const attributes = storedAttributes(metadataOf(plain), header, options.keep ?? "all");
    const making = { ...this.#options, path: this.#path, options, attributes, signal };
    const { store, storedRows } = await makers[this.#format](shape, making);
    this.#store = store;
    if (storedRows >= shape.height) return;
    const rest = { input: plain, left: 0, top: storedRows, width: shape.width, height: shape.height - storedRows };
    const whole = turned === undefined ? plain : image;
    const wanted = storedRows > 0 ? scope.image("extract_area", rest) : whole;
    const own = scope.ownCopy(wanted, plan.threads);
    try {
      if (turned === undefined) await writeRows(own, store, storedRows, encoding);
      else await writeTurned(own, store, turned, encoding);
    } catch (error) {
      throw encodeFailure(error, plan, source);
    }
  }

  async finish(): Promise<number> {
    await this.#store?.finish();
    return this.#format === "zarr" ? await sizeBelow(this.#path) : (await stat(this.#path)).size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#store?.[Symbol.asyncDispose]();
  }
}

/** From the top down, beginning at a row of the store. The image is this call's alone. */
async function writeRows(
  image: ImageHandle,
  store: OpenStore,
  top: number,
  { signal, progress }: Pick<Encoding, "signal" | "progress">,
): Promise<void> {
  await using reader = await RowReader.open(image, { apart: false, signal });
  const { width } = image;
  for (let rows = await reader.next(); rows !== undefined; rows = await reader.next()) {
    const { height, bytes } = rows;
    // They have been taken when this resolves, and may be used for others then.
    await store.write({ left: 0, top: top + rows.top, width, height }, bytes);
    progress?.reached((top + rows.top + height) / store.shape.height);
  }
}

/** Loaded only where somebody wants them. */
const makers: { readonly [F in StoreFormat]: (shape: StoredShape, making: Making) => Promise<Begun> } = {
  hdf5: async (shape, { path, options, ...others }) => {
    const { createHdf5 } = await import("../../store/hdf5/write/create-hdf5.ts");
    const { dataset, level, compression } = options;
    const packing = { level, compression: packingNamed(compression), maxBytes: limitBytes(options) };
    // Whoever asks for resuming expects to be interrupted: an index each second loses less.
    const checkpointSeconds = others.resume ? 1 : undefined;
    const store = await createHdf5(path, shape, { ...others, ...packing, dataset, checkpointSeconds });
    return { store, storedRows: store.storedRows };
  },
  zarr: async (shape, { path, options, ...others }) => {
    const { createZarr } = await import("../../store/zarr/write/create.ts");
    const overwrite = others.overwrite === true;
    const { level, compression, version, levels, pyramid = false } = options;
    const name = packingNamed(compression);
    const packing = { level, version, compression: name === "deflate" ? "gzip" : name } as const;
    const maxBytes = limitBytes(options);
    const store = await createZarr(path, shape, {
      ...others,
      overwrite,
      maxBytes,
      ...packing,
      pyramid: pyramid && (levels ?? true),
    });
    return { store, storedRows: store.storedRows };
  },
};

function limitBytes({ maxBytes }: EncodeOptions): number | undefined {
  return maxBytes === undefined ? undefined : toBytes(maxBytes);
}

/** @throws {UsageError} for what only TIFF knows. */
function packingNamed(name = "deflate"): "deflate" | "rle" | "none" {
  if (name === "gzip") return "deflate";
  if (name === "deflate" || name === "rle" || name === "none") return name;
  throw new UsageError(`HDF5 and Zarr have no compression "${name}" here`, { cure: "Choose deflate, rle or none." });
}

/** libvips packs the colours of LABQ and Radiance in a way of its own. */
function plainSamples(scope: HandleScope, image: ImageHandle): ImageHandle {
  const { coding } = headerFrom(image);
  if (coding === undefined) return image;
  return scope.image(coding === "labq" ? "LabQ2Lab" : "rad2float", { in: image });
}
