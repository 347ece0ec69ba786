/**
 * Creates a Zarr store of an image: version 2 with one file a chunk, or version 3 with shards, at one size or several.
 * Not here: opening stores (store/zarr/open), or the content of the metadata (store/zarr/write/array-plan).
 * Read next: store/zarr/write/array-plan, store/zarr/write/image-writer, store/chunks/pyramid,
 * store/files/atomic-folder.
 */
import { readdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { defaultInFlight, inFlightBelow } from "../../../codec/chunks-at-work.ts";
import { imageBytes } from "../../../graph/recipe/header.ts";
import { pyramidSizes } from "../../../graph/tiles/pyramid-sizes.ts";
import { ChunkGrid } from "../../chunks/chunk-grid.ts";
import { ChunkedStore } from "../../chunks/chunked-store.ts";
import { PyramidStore } from "../../chunks/pyramid.ts";
import { maxPackedChunk, Quota, within } from "../../chunks/quota.ts";
import type { OpenStore, StoredShape } from "../../chunks/store.ts";
import { AtomicFolder } from "../../files/atomic-folder.ts";
import { checkRoom } from "../../files/disk-room.ts";
import { ownerFile } from "../../files/folder-owner.ts";
import { sizeBelow } from "../../files/folder-size.ts";
import { hasSameMetadata, type MetadataFiles, writeMetadata } from "../metadata/write-metadata.ts";
import { ChunkFiles } from "../shard/chunk-files.ts";
import { ShardWriter } from "../shard/shard-writer.ts";
import { writeError } from "../shard/write-error.ts";
import { type ArrayPlan, type StorePlan, storePlan } from "./array-plan.ts";
import { type CreateZarrOptions, type DecidedLayout, decideLayout } from "./create-options.ts";
import { ImageWriter, WrittenBytes } from "./image-writer.ts";
import { storedRows } from "./resume.ts";
import { ZarrOutput } from "./zarr-output.ts";

/** The shared state of the arrays that are being written. */
interface Writing {
  readonly isFirst: boolean;
  /** The bytes of all arrays together. */
  readonly written: WrittenBytes;
  readonly quota: Quota | undefined;
  readonly signal: AbortSignal | undefined;
}

/** An array that is being written. */
interface OpenArray {
  readonly store: OpenStore;
  readonly shards: ShardWriter | undefined;
}

/**
 * Creates a store of rows, columns and bands (`y`, `x`, `c`); with a pyramid, an OME-Zarr image of `c`, `y`, `x`, which
 * takes rows from the top down only. Nothing appears under `path` before `finish()`. When the store is disposed of
 * before that, nothing stays, unless `resume` is set.
 * @throws {OutputError} when something of that name exists, or an uncompressed image has no room on the disk.
 * @throws {UsageError} for options that do not go together, or an interrupted store of other options.
 */
export async function createZarr(
  path: string,
  shape: StoredShape,
  options: CreateZarrOptions = {},
): Promise<ZarrOutput> {
  const { overwrite = false, resume = false, madeFrom, attributes = {}, signal } = options;
  const layout = decideLayout(options, shape);
  const sizes = pyramidSizes(shape, shape.chunk, layout.pyramid);
  const plan = storePlan(basename(path), shape, sizes, layout, attributes);
  signal?.throwIfAborted();
  if (layout.packing === undefined) {
    await checkRoom(
      path,
      sizes.map((size) => imageBytes({ ...shape, ...size })).reduce((a, b) => a + b),
    );
  }
  const folder = await AtomicFolder.begin(path, { overwrite, resume, madeFrom, mayReplace: isZarr });
  try {
    const isBegun = folder.resumed && (await hasSameMetadata(folder.folder, allMetadata(plan)));
    if (!isBegun) await beginAnew(folder.folder, plan);
    return await output(folder, plan, layout, isBegun, options);
  } catch (error) {
    await folder[Symbol.asyncDispose]();
    throw await writeError(path, error, JSON.stringify(allMetadata(plan)).length);
  }
}

async function output(
  folder: AtomicFolder,
  plan: StorePlan,
  layout: DecidedLayout,
  isBegun: boolean,
  { attributes = {}, maxBytes, signal }: CreateZarrOptions,
): Promise<ZarrOutput> {
  const [first] = plan.arrays as readonly [ArrayPlan];
  const written = new WrittenBytes(isBegun && maxBytes !== undefined ? await sizeBelow(folder.folder) : 0);
  const quota =
    maxBytes === undefined
      ? undefined
      : new Quota({
          limit: maxBytes,
          maxChunk: maxPackedChunk(new ChunkGrid(first.shape).chunkBytes),
          stored: () => written.total,
          path: folder.path,
        });
  const arrays = plan.arrays.map((array) =>
    openArray(folder, array, layout, { isFirst: array === first, written, quota, signal }),
  );
  const { store, shards } = arrays[0] as OpenArray;
  const kept = Object.freeze({ ...attributes });
  const rows = isBegun ? await storedRows(first, join(folder.folder, first.name), shards) : 0;
  if (layout.pyramid === false) return new ZarrOutput(store, folder, kept, rows);
  if (isBegun) {
    // Lower levels are means of the level above. Writing them again is simpler than finding how far each was. Their
    // metadata stays: without it, a crash now would leave nothing to resume.
    for (const { name, metadata } of plan.arrays.slice(1)) await removeAllBut(metadata, folder.folder, name);
  }
  const pyramid = new PyramidStore(arrays.map((array) => array.store));
  await pyramid.replay(rows, first.shape.chunk.height);
  return new ZarrOutput(pyramid, folder, kept, rows);
}

function openArray(
  folder: AtomicFolder,
  { name, shape, plane }: ArrayPlan,
  { packing }: DecidedLayout,
  { isFirst, written, quota, signal }: Writing,
): OpenArray {
  const at = (): string => join(folder.folder, name);
  const shards = plane.array.coding.shards === undefined ? undefined : new ShardWriter(plane.array, at, plane.axes.y);
  const files = shards ?? new ChunkFiles(plane.array, at);
  const image = new ImageWriter(plane, files, { packing, written, path: folder.path });
  const store = new ChunkedStore(shape, within(quota, image), {
    inFlight: isFirst ? defaultInFlight : inFlightBelow,
    signal,
  });
  return { store, shards };
}

function allMetadata({ arrays, metadata }: StorePlan): MetadataFiles {
  return Object.assign({}, metadata, ...arrays.map((array) => array.metadata));
}

async function removeAllBut(kept: MetadataFiles, folder: string, name: string): Promise<void> {
  for (const entry of await readdir(join(folder, name))) {
    if (!(join(name, entry) in kept)) await rm(join(folder, name, entry), { recursive: true });
  }
}

/** Removes the content of a store that was interrupted before its metadata was complete. */
async function beginAnew(folder: string, plan: StorePlan): Promise<void> {
  const old = (await readdir(folder)).filter((name) => name !== ownerFile);
  for (const name of old) await rm(join(folder, name), { recursive: true });
  await writeMetadata(folder, allMetadata(plan));
}

/** Whether a folder is a Zarr array or group. */
async function isZarr(folder: string): Promise<boolean> {
  for (const name of ["zarr.json", ".zarray", ".zgroup"]) {
    if ((await stat(join(folder, name)).catch(() => undefined))?.isFile()) return true;
  }
  return false;
}
