/**
 * Starts an image in an HDF5 file: a new file, one more dataset in a file of ours, or the rest of an interrupted run.
 * Not here: writing chunks (store/hdf5/write/hdf5-output), or reading the result (store/hdf5/open-hdf5).
 * Read next: store/hdf5/write/output-file, store/hdf5/write/hdf5-output.
 */
import { existsSync } from "node:fs";
import { UsageError } from "../../../core/errors.ts";
import { checkDeflate } from "../../bytes/deflate.ts";
import { ChunkGrid } from "../../chunks/chunk-grid.ts";
import { maxPackedChunk, Quota, within } from "../../chunks/quota.ts";
import { ResumableStore } from "../../chunks/resumable-store.ts";
import type { Attributes, StoredShape } from "../../chunks/store.ts";
import { checkRoom } from "../../files/disk-room.ts";
import { isLong } from "../dataset/dataset-header.ts";
import { type PackingOptions, packingOf } from "../structure/packing.ts";
import { checkAttributes, checkShape, namesOf } from "./check-output.ts";
import { treeBytes } from "./chunk-tree.ts";
import { fileToAddTo } from "./existing-file.ts";
import { attributeNames, Hdf5Output, type OutputDataset } from "./hdf5-output.ts";
import { interruptedFile } from "./interrupted-file.ts";
import { newHdf5File } from "./output-file.ts";

/** The destination of the image, and how its chunks are compressed. */
export interface CreateHdf5Options extends PackingOptions {
  /** The full name of the dataset, with its groups, as in `scans/left`. Default `image`. */
  readonly dataset?: string | undefined;
  readonly attributes?: Attributes | undefined;
  /**
   * Seconds between two checkpoints; an interrupted file is readable up to the last one. 0: only at the end. Default 5.
   */
  readonly checkpointSeconds?: number | undefined;
  /**
   * How to treat an existing file: refuse it (`false`, the default), replace it (`true`), or add one more dataset
   * (`"add"`), if Sluice wrote the file. `"add"` creates a missing file. The existing content stays as it is until the
   * new dataset is finished.
   */
  readonly overwrite?: boolean | "add" | undefined;
  /**
   * Continues where an interrupted run with this option stopped, if it left anything. When this run is interrupted, its
   * chunks stay under a temporary name beside the final one, for the next run. Default false: nothing stays.
   */
  readonly resume?: boolean | undefined;
  /** The maximum size of the file, in bytes. Exceeding it is an error. Default: as many as the disk has. */
  readonly maxBytes?: number | undefined;
  /** A hash of the input and the work, in hexadecimal: `resume` refuses a file with another hash. Default: none. */
  readonly madeFrom?: string | undefined;
}

/**
 * Starts an image of `height × width × bands` samples in an HDF5 file; `shape.chunk` is 256 × 256 by default. The file
 * has a temporary name in the same folder until `finish()` resolves; without `finish()` nothing stays.
 * @throws {OutputError} when the file cannot be made, exists already, or the disk has no room for it.
 * @throws {UsageError} for names, attributes or shapes that HDF5 cannot store.
 */
export async function createHdf5(
  path: string,
  shape: StoredShape,
  options: CreateHdf5Options = {},
): Promise<ResumableStore> {
  const { attributes = {}, overwrite = false, resume = false, checkpointSeconds = 5 } = options;
  checkShape(shape);
  checkAttributes(attributes);
  checkDeflate(options);
  if (resume && overwrite === "add") {
    throw new UsageError("a dataset that is added to a file cannot be resumed", { cure: "Leave out one of the two." });
  }
  const adds = overwrite === "add" && existsSync(path);
  const checkpointMs = checkpointSeconds > 0 && !adds ? checkpointSeconds * 1000 : undefined;
  const names = namesOf(options.dataset ?? "image");
  const dataset = { shape, names, attributes, packing: packingOf(shape.format, options), checkpointMs };
  const output = await startOutput(path, dataset, options, adds);
  const has = (chunk: number): boolean => output.index.has(chunk);
  try {
    // The size of compressed chunks is not known before.
    if (options.compression === "none") await checkRoom(path, roomFor(shape, output.index.count));
    if (checkpointMs !== undefined) await output.checkpoint();
  } catch (error) {
    await output[Symbol.asyncDispose]();
    throw error;
  }
  return new ResumableStore(shape, within(quotaOf(path, shape, output, options.maxBytes), output), { attributes, has });
}

async function startOutput(
  path: string,
  dataset: OutputDataset,
  { overwrite = false, resume = false, madeFrom }: CreateHdf5Options,
  adds: boolean,
): Promise<Hdf5Output> {
  if (adds) return new Hdf5Output(await fileToAddTo(path, allNames(dataset)), dataset);
  const mayReplace = overwrite === true;
  if (!resume) return new Hdf5Output(await newHdf5File(path, mayReplace), dataset);
  const { file, chunks } = await interruptedFile(path, mayReplace, { dataset, madeFrom });
  const output = new Hdf5Output(file, dataset);
  for (const [number, { address, length }] of chunks?.entries() ?? []) output.index.set(number, address, length);
  return output;
}

/** The names of the dataset, and of the attributes that are stored beside it. */
function allNames({ names, attributes }: OutputDataset): readonly (readonly string[])[] {
  const long = Object.entries(attributes).filter(([name, value]) => isLong(name, value));
  return [names, ...long.map(([name]) => attributeNames(names, name))];
}

function quotaOf(path: string, shape: StoredShape, output: Hdf5Output, limit: number | undefined): Quota | undefined {
  if (limit === undefined) return undefined;
  const { count, chunkBytes } = new ChunkGrid(shape);
  // The index is written last.
  const stored = (): number => output.storedBytes + treeBytes(count);
  return new Quota({ limit, maxChunk: maxPackedChunk(chunkBytes), stored, path });
}

function roomFor(shape: StoredShape, stored: number): number {
  const { count, chunkBytes } = new ChunkGrid(shape);
  return (count - stored) * chunkBytes + treeBytes(count);
}
