/**
 * Opens HDF5 files that Sluice's own reader understands: version 0 files, which most programs write, with deflate.
 * Not here: everything else (store/hdf5/libhdf5/store).
 * Read next: store/hdf5/structure/group-reader, store/hdf5/dataset/dataset-reader, store/hdf5/own/chunk-reader.
 */
import type { FileHandle } from "node:fs/promises";
import { readsAtOnce } from "../../../codec/chunks-at-work.ts";
import { imageBytes, pelBytes } from "../../../graph/recipe/header.ts";
import { pageCount } from "../../chunks/axes.ts";
import { ChunkGrid } from "../../chunks/chunk-grid.ts";
import { ChunkedStore } from "../../chunks/chunked-store.ts";
import type { Attribute, Attributes, ChunkFile, PixelStore, StoredShape } from "../../chunks/store.ts";
import { pagePlace, planAxes } from "../dataset/axes.ts";
import { chooseDataset, type DatasetInfo } from "../dataset/choose-dataset.ts";
import { axesAttribute, writerAttribute } from "../dataset/dataset-header.ts";
import { attributesOf, type DatasetHeader, datasetHeader } from "../dataset/dataset-reader.ts";
import type { OpenHdf5Options } from "../dataset/open-options.ts";
import { broken, NotUnderstood } from "../structure/byte-parser.ts";
import { formatOf } from "../structure/datatype.ts";
import { FileBytes } from "../structure/file-bytes.ts";
import { type FoundDataset, findDatasets } from "../structure/group-reader.ts";
import { maxPackedBytes } from "../structure/packing.ts";
import { readSuperblock } from "../structure/superblock.ts";
import { ChunkReader, type ReadDataset } from "./chunk-reader.ts";
import { ChunkTable } from "./chunk-table.ts";
import { readChunkTree } from "./chunk-tree-reader.ts";
import { ContiguousFile, piecesOf } from "./contiguous-file.ts";

/** All datasets of a file. @throws {NotUnderstood} */
export async function ownDatasets(handle: FileHandle, path: string): Promise<readonly DatasetInfo[]> {
  const file = await FileBytes.of(handle);
  const { root } = await readSuperblock(file, path);
  return (await findDatasets(file, root)).map(infoOf);
}

function infoOf(found: FoundDataset): DatasetInfo {
  const { extents, type } = datasetHeader(found);
  const format = formatOf(type);
  // The general reader converts numbers that have no pixel format.
  const isNumber = format !== undefined || type.kind === "integer" || type.kind === "float";
  const isImage = isNumber && extents.length >= 2 && extents.length <= 4 && !extents.includes(0);
  return { name: found.names.join("/"), extents, type: format ?? `${type.kind} of ${type.size} bytes`, isImage };
}

/** @throws {NotUnderstood} when only the general reader can read it. On success the store owns the handle. */
export async function openOwn(handle: FileHandle, path: string, options: OpenHdf5Options): Promise<PixelStore> {
  const file = await FileBytes.of(handle);
  const { root } = await readSuperblock(file, path);
  const all = await findDatasets(file, root);
  const { name } = chooseDataset(all.map(infoOf), options.dataset, path);
  const found = all.find(({ names }) => names.join("/") === name) as FoundDataset;
  const header = datasetHeader(found);
  const attributes = await allAttributes(file, found, all);
  const told = attributes[axesAttribute];
  const { shape, pages, page } = layOut(header, options, typeof told === "string" ? told : undefined);
  const dataset: ReadDataset = { handle, file, type: header.type, filters: header.filters };
  const chunks = await chunksOf(dataset, header, shape, page);
  return new ChunkedStore(chunks.shape, chunks.file, {
    attributes: shownAttributes(attributes, pages),
    reading: { compression: header.filters.find(({ name }) => name === "deflate" || name === "lzf")?.name ?? "none" },
    inFlight: readsAtOnce(new ChunkGrid(chunks.shape).chunkBytes),
    signal: options.signal,
  });
}

function layOut({ extents, type, layout }: DatasetHeader, options: OpenHdf5Options, told: string | undefined) {
  const plan = planAxes(extents, options.axes ?? told);
  const place = pagePlace(extents, plan, options.page ?? 0);
  const format = formatOf(type);
  if (format === undefined) throw new NotUnderstood(`samples of ${type.size} bytes`);
  const order = [...plan.others, plan.y, plan.x, ...(plan.c === undefined ? [] : [plan.c])];
  if (order.some((dimension, at) => dimension !== at)) throw new NotUnderstood("axes in another order");
  if (extents.includes(0)) throw new NotUnderstood("an empty array");
  const [height, width] = [extents[plan.y] as number, extents[plan.x] as number];
  const bands = plan.c === undefined ? 1 : (extents[plan.c] as number);
  const common = { width, height, bands, format };
  // In a contiguous dataset, Sluice chooses the chunk size.
  const whole = { ...common, chunk: { width, height } };
  const page = plan.others.reduce(
    (sum, dimension, at) => sum * (extents[dimension] as number) + (place[at] as number),
    0,
  );
  if (layout.kind === "contiguous") {
    const shape: StoredShape = { ...common, chunk: piecesOf(whole, pelBytes(common)) };
    return { shape, page, pages: pageCount(extents, plan) };
  }
  const [chunkHeight, chunkWidth, chunkBands] = layout.extents;
  if (plan.others.length > 0) throw new NotUnderstood("pages in chunks");
  if (plan.c !== undefined && chunkBands !== bands) throw new NotUnderstood("bands in chunks of their own");
  const chunk = { width: chunkWidth as number, height: chunkHeight as number };
  return { shape: { ...common, chunk } satisfies StoredShape, page, pages: 1 };
}

/** A chunk is read whole. Larger chunks than this are left to the general reader. */
const maxChunkBytes = 64_000_000;

async function chunksOf(
  dataset: ReadDataset,
  { layout, extents }: DatasetHeader,
  shape: StoredShape,
  page: number,
): Promise<{ readonly shape: StoredShape; readonly file: ChunkFile }> {
  if (layout.kind === "contiguous") {
    if (layout.address === undefined) throw new NotUnderstood("no room for values yet");
    const needed = imageBytes(shape) * (page + 1);
    if (layout.length < needed || layout.address + needed > dataset.file.length) {
      throw broken("a dataset", layout.address, `it should have ${needed} bytes, and the file ends before`);
    }
    return { shape, file: new ContiguousFile(dataset, shape, layout.address + page * imageBytes(shape)) };
  }
  const grid = new ChunkGrid(shape);
  if (grid.chunkBytes > maxChunkBytes) throw new NotUnderstood("very large chunks");
  const counted = { extents, chunk: layout.extents, limitBytes: maxPackedBytes(grid.chunkBytes) };
  const table = layout.tree === undefined ? new ChunkTable() : await readChunkTree(dataset.file, layout.tree, counted);
  return { shape, file: new ChunkReader(dataset, grid, table) };
}

/** The dataset's own attributes, and the long ones, which are datasets beside it. */
async function allAttributes(file: FileBytes, own: FoundDataset, all: readonly FoundDataset[]): Promise<Attributes> {
  const prefix = `${own.names.join("/")}.`;
  const long: [name: string, value: Attribute][] = [];
  for (const other of all) {
    const name = other.names.join("/");
    if (!name.startsWith(prefix)) continue;
    const { layout, type, extents } = datasetHeader(other);
    if (layout.kind !== "contiguous" || layout.address === undefined || extents.length !== 1) continue;
    if (formatOf(type) !== "uchar") continue;
    const bytes = await file.structure(`attribute ${name}`, layout.address, layout.length);
    long.push([name.slice(prefix.length), Uint8Array.from(bytes.bytes(layout.length))]);
  }
  return { ...(await attributesOf(file, own)), ...Object.fromEntries(long) };
}

/** The attributes without those that only readers and writers need. */
export function shownAttributes(attributes: Attributes, pages: number): Attributes {
  const hidden = [axesAttribute, writerAttribute];
  const shown = Object.entries(attributes).filter(([name]) => !hidden.includes(name));
  return Object.fromEntries(pages > 1 ? [...shown, ["n-pages", pages]] : shown);
}
