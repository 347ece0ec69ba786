/**
 * Starts an image in an HDF5 file: a new one, one more dataset in a file of ours, or what an interrupted run left.
 * Not here: writing chunks (store/hdf5/write/hdf5-output), or reading the result (store/hdf5/open-hdf5).
 * Read next: store/hdf5/write/output-file, store/hdf5/write/hdf5-output.
 */
import { existsSync } from "node:fs";
import { UsageError } from "../../../core/errors.ts";
import { checkDeflate } from "../../bytes/deflate.ts";
import { ChunkGrid } from "../../chunks/chunk-grid.ts";
import { mostPackedChunk, Quota, within } from "../../chunks/quota.ts";
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

/** Where the image goes, beside how its chunks are packed. */
export interface CreateHdf5Options extends PackingOptions {
  /** The dataset's name, with those of its groups, as in `scans/left`. Default `image`. */
  readonly dataset?: string | undefined;
  readonly attributes?: Attributes | undefined;
  /** Seconds between two points that an interrupted file can be read up to. 0: at the end only. Default 5. */
  readonly checkpointSeconds?: number | undefined;
  /**
   * What becomes of a file that is there: it is refused (`false`, the default), replaced (`true`), or gets one more dataset
   * (`"add"`), if it was written by Sluice; `"add"` makes a file that is not there. Until that is finished what was in the
   * file stays as it is.
   */
  readonly overwrite?: boolean | "add" | undefined;
  /**
   * Goes on where an interrupted run with this option stopped, if it left anything; and when this one is interrupted, what
   * it has written stays, under a temporary name beside the final one, for the next. Default false: nothing stays.
   */
  readonly resume?: boolean | undefined;
  /** Bytes that the file may take. What does not go into them is an error. Default: as many as the disk has. */
  readonly maxBytes?: number | undefined;
  /** What tells what it is made from, in hexadecimal: with `resume`, one of another mark is refused. Default: nothing does. */
  readonly madeFrom?: string | undefined;
}

/**
 * Starts an image of `height × width × bands` samples in an HDF5 file; `shape.chunk` is usually 256 × 256. The file has its
 * name when `finish()` resolves; until then it is under a temporary one beside it, and without `finish()` nothing stays.
 * @throws {OutputError} when the file cannot be made, is there already, or the disk has no room for it.
 * @throws {UsageError} for names, attributes or shapes that HDF5 does not have.
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
    // What compressed chunks take nobody knows before.
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

/** Of the dataset, and of the attributes that lie beside it. */
function allNames({ names, attributes }: OutputDataset): readonly (readonly string[])[] {
  const long = Object.entries(attributes).filter(([name, value]) => isLong(name, value));
  return [names, ...long.map(([name]) => attributeNames(names, name))];
}

function quotaOf(path: string, shape: StoredShape, output: Hdf5Output, limit: number | undefined): Quota | undefined {
  if (limit === undefined) return undefined;
  const { count, chunkBytes } = new ChunkGrid(shape);
  // The index comes last.
  const stored = (): number => output.storedBytes + treeBytes(count);
  return new Quota({ limit, mostChunk: mostPackedChunk(chunkBytes), stored, path });
}

function roomFor(shape: StoredShape, stored: number): number {
  const { count, chunkBytes } = new ChunkGrid(shape);
  return (count - stored) * chunkBytes + treeBytes(count);
}
