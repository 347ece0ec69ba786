/**
 * Opens any HDF5 file through libhdf5: any version, filter, number type and order of dimensions.
 * Not here: files that our own reader understands, which is faster (store/hdf5/own/own-reader).
 * Read next: store/hdf5/libhdf5/thread, store/hdf5/libhdf5/values.
 */

import { readsOfLibhdf5 } from "../../../codec/chunks-at-work.ts";
import { type PixelFormat, sampleBytes } from "../../../core/pixel-format.ts";
import type { Size } from "../../../core/rect.ts";
import { letGo, letGoOf } from "../../bytes/release-buffer.ts";
import { type ImageAxes, pageCount } from "../../chunks/axes.ts";
import { ChunkGrid } from "../../chunks/chunk-grid.ts";
import { ChunkedStore } from "../../chunks/chunked-store.ts";
import type { Attributes, ChunkFile, ChunkPlace, PixelStore, StoredShape } from "../../chunks/store.ts";
import { pagePlace, planAxes } from "../dataset/axes.ts";
import { chooseDataset, type DatasetInfo } from "../dataset/choose-dataset.ts";
import { axesAttribute } from "../dataset/dataset-header.ts";
import type { OpenHdf5Options } from "../dataset/open-options.ts";
import { shownAttributes } from "../own/own-reader.ts";
import type { GeneralDataset } from "./messages.ts";
import { GeneralThread } from "./thread.ts";
import { type Conversion, conversionOf, intoPixels } from "./values.ts";

export async function generalDatasets(path: string): Promise<readonly DatasetInfo[]> {
  await using thread = new GeneralThread(path);
  return (await thread.ask({ kind: "datasets" })).map(infoOf);
}

export async function openGeneral(path: string, options: OpenHdf5Options): Promise<PixelStore> {
  const thread = new GeneralThread(path);
  try {
    const all = await thread.ask({ kind: "datasets" }, options.signal);
    const { name } = chooseDataset(all.map(infoOf), options.dataset, path);
    const dataset = all.find((each) => each.name === name) as GeneralDataset;
    const attributes: Attributes = Object.fromEntries(await thread.ask({ kind: "attributes", name }, options.signal));
    const told = attributes[axesAttribute];
    const plan = planAxes(dataset.extents, options.axes ?? (typeof told === "string" ? told : undefined));
    const page = pagePlace(dataset.extents, plan, options.page ?? 0);
    const file = new GeneralChunks(thread, dataset, plan, page, options.signal);
    const pages = pageCount(dataset.extents, plan);
    // One read after the other, because there is one thread.
    const unpackedBytes = dataset.chunk?.reduce((product, each) => product * each, dataset.type.size);
    const reading = { reader: "libhdf5", unpackedBytes } as const;
    const shown = shownAttributes(attributes, pages);
    const store = { attributes: shown, reading, signal: options.signal, inFlight: readsOfLibhdf5 };
    return new ChunkedStore(file.shape, file, store);
  } catch (error) {
    await thread[Symbol.asyncDispose]();
    throw error;
  }
}

function infoOf({ name, extents, type }: GeneralDataset): DatasetInfo {
  const format = conversionOf(type)?.format;
  const isImage = format !== undefined && extents.length >= 2 && extents.length <= 4 && !extents.includes(0);
  return { name, extents, type: format ?? `HDF5 class ${type.kind} of ${type.size} bytes`, isImage };
}

/** The target size of a piece. Pieces are the file's own chunks where their size is sensible. */
const pieceBytes = 2_000_000;

class GeneralChunks implements ChunkFile {
  readonly shape: StoredShape;
  readonly #thread: GeneralThread;
  readonly #dataset: GeneralDataset;
  readonly #conversion: Conversion;
  readonly #plan: ImageAxes;
  readonly #page: readonly number[];
  readonly #grid: ChunkGrid;
  readonly #signal: AbortSignal | undefined;

  constructor(
    thread: GeneralThread,
    dataset: GeneralDataset,
    plan: ImageAxes,
    page: readonly number[],
    signal: AbortSignal | undefined,
  ) {
    this.#thread = thread;
    this.#dataset = dataset;
    this.#plan = plan;
    this.#page = page;
    this.#signal = signal;
    this.#conversion = conversionOf(dataset.type) as Conversion;
    const { extents } = dataset;
    const bands = plan.c === undefined ? 1 : (extents[plan.c] as number);
    const size = { width: extents[plan.x] as number, height: extents[plan.y] as number };
    const { format } = this.#conversion;
    this.shape = { ...size, bands, format, chunk: pieceOf(dataset, plan, size, bands, format) };
    this.#grid = new ChunkGrid(this.shape);
  }

  async get(place: ChunkPlace): Promise<Uint8Array> {
    const { name, extents, type } = this.#dataset;
    const rect = this.#grid.rectOf(place);
    const start = extents.map(() => 0);
    const count = extents.map(() => 1);
    for (const [at, dimension] of this.#plan.others.entries()) start[dimension] = this.#page[at] as number;
    const { y, x, c } = this.#plan;
    [start[y], count[y], start[x], count[x]] = [rect.top, rect.height, rect.left, rect.width];
    if (c !== undefined) count[c] = this.shape.bands;
    const bytes = count.reduce((product, each) => product * each, type.size);
    const values = await this.#thread.ask({ kind: "read", slab: { name, start, count, bytes } }, this.#signal);
    const samples = new Uint8Array(this.#grid.chunkBytes);
    const chunk = { width: this.shape.chunk.width, samples };
    const converted = this.#conversion.convert(values);
    intoPixels(converted, count, this.#plan, this.shape.format, chunk);
    letGoOf(values, converted);
    letGo(converted);
    return samples;
  }

  async put(): Promise<void> {
    throw new Error("a file that is read is not written");
  }

  async finish(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread[Symbol.asyncDispose]();
  }
}

/** A piece consists of several chunks of the file; in a contiguous dataset, of rows. */
function pieceOf(dataset: GeneralDataset, { y, x }: ImageAxes, size: Size, bands: number, format: PixelFormat): Size {
  const pel = bands * sampleBytes(format);
  const width = Math.min(size.width, dataset.chunk?.[x] ?? size.width);
  const height = Math.min(size.height, dataset.chunk?.[y] ?? 1);
  if (width * height * pel > pieceBytes) return smaller(width, height, pel);
  const more = Math.max(1, Math.floor(Math.sqrt(pieceBytes / (width * height * pel))));
  const wider = Math.min(size.width, width * more);
  const taller = Math.max(1, Math.floor(pieceBytes / (wider * height * pel)));
  return { width: wider, height: Math.min(size.height, height * taller) };
}

/** Part of a large chunk. libhdf5 decompresses the whole chunk for each read, so a part is as many rows as fit. */
function smaller(width: number, height: number, pel: number): Size {
  const max = 8 * pieceBytes;
  if (width * height * pel <= max) return { width, height };
  if (width * pel <= max) return { width, height: Math.max(1, Math.floor(max / (width * pel))) };
  return { width: Math.floor(max / pel), height: 1 };
}
