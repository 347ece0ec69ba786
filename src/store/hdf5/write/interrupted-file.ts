/**
 * Opens the file that an interrupted run left under a temporary name, checks it, and continues it.
 * Not here: runs without `resume`, which leave nothing (store/files/new-file).
 * Read next: store/hdf5/write/hdf5-output.
 */
import { constants } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { isSluiceError, OutputError } from "../../../core/errors.ts";
import { madeFromAnother, shortMark } from "../../files/made-from.ts";
import { named, opened, refuseExisting } from "../../files/new-file.ts";
import { writerAttribute } from "../dataset/dataset-header.ts";
import { attributesOf, datasetHeader } from "../dataset/dataset-reader.ts";
import type { ChunkTable } from "../own/chunk-table.ts";
import { readChunkTree } from "../own/chunk-tree-reader.ts";
import { NotUnderstood } from "../structure/byte-parser.ts";
import { datatypeOf } from "../structure/datatype.ts";
import { FileBytes } from "../structure/file-bytes.ts";
import { findDatasets } from "../structure/group-reader.ts";
import { maxPackedBytes } from "../structure/packing.ts";
import { readSuperblock, superblockBytes } from "../structure/superblock.ts";
import type { Hdf5File, OutputDataset } from "./hdf5-output.ts";

/** The name of an incomplete file that can be resumed; `madeFrom` as in {@link Wanted}. */
export function interruptedName(path: string, madeFrom?: string): string {
  const mark = shortMark(madeFrom);
  return join(dirname(path), `${startOfName(path)}${mark === "" ? "" : `${mark}.`}part.sluice`);
}

function startOfName(path: string): string {
  return `.${basename(path).slice(0, 100)}.`;
}

/** The interrupted files that this process is writing now. */
const inUse = new Set<string>();

export interface InterruptedFile {
  readonly file: Hdf5File;
  /** The present chunks; undefined for a new file. */
  readonly chunks: ChunkTable | undefined;
}

/** The image to write. */
export interface Wanted {
  readonly dataset: OutputDataset;
  /** A hash of the input and the work, in hexadecimal; undefined where there is none. */
  readonly madeFrom: string | undefined;
}

/**
 * @throws {OutputError} when another run is writing it, or when the file there is another image, or of another hash.
 */
export async function interruptedFile(
  path: string,
  overwrite: boolean,
  { dataset, madeFrom }: Wanted,
): Promise<InterruptedFile> {
  await refuseExisting(path, overwrite);
  const temporaryPath = interruptedName(path, madeFrom);
  await refuseOthers(path, temporaryPath);
  const key = resolve(temporaryPath);
  if (inUse.has(key)) throw busy({ path, name: basename(temporaryPath) }, process.pid);
  inUse.add(key);
  try {
    const handle = await opened(temporaryPath, path, constants.O_RDWR | constants.O_CREAT);
    try {
      const bytes = await FileBytes.of(handle);
      const left = { path, name: basename(temporaryPath) };
      const chunks = await chunksLeft(bytes, left, dataset);
      if (chunks === undefined) await handle.truncate(0);
      const end = chunks === undefined ? superblockBytes : bytes.length;
      let isComplete = false;
      const complete = async (): Promise<void> => {
        await named(temporaryPath, path, overwrite);
        isComplete = true;
      };
      const close = async (): Promise<void> => {
        inUse.delete(key);
        await handle.close();
        // Without any chunk there is nothing to resume.
        if (!isComplete && (await nothingIn(temporaryPath))) await rm(temporaryPath, { force: true });
      };
      return {
        file: { handle, start: { path, end, root: new Map() }, confirm: async () => {}, complete, close },
        chunks,
      };
    } catch (error) {
      await handle.close();
      throw error;
    }
  } catch (error) {
    inUse.delete(key);
    throw error;
  }
}

/**
 * Refuses where an interrupted run made the same file from another input: otherwise that part file would stay for ever.
 */
async function refuseOthers(path: string, own: string): Promise<void> {
  const start = startOfName(path);
  const names = await readdir(dirname(path)).catch(() => []);
  const isOne = (name: string) =>
    name.startsWith(start) && /^(?:[0-9a-f]{12}\.)?part\.sluice$/.test(name.slice(start.length));
  const other = names.find((name) => isOne(name) && name !== basename(own));
  if (other !== undefined) throw madeFromAnother(path, other);
}

/** Undefined where nothing can be continued: the run was interrupted before its first index. */
async function chunksLeft(file: FileBytes, left: Left, wanted: OutputDataset): Promise<ChunkTable | undefined> {
  if (file.length < superblockBytes) return undefined;
  try {
    const { root } = await readSuperblock(file, left.path);
    const found = (await findDatasets(file, root)).find(({ names }) => isDeepStrictEqual(names, wanted.names));
    if (found === undefined) throw another(left);
    const header = datasetHeader(found);
    const { width, height, bands, format, chunk } = wanted.shape;
    const [extents, chunkExtents] = [
      [height, width, bands],
      [chunk.height, chunk.width, bands],
    ];
    const isSame =
      header.layout.kind === "chunked" &&
      isDeepStrictEqual(header.extents, extents) &&
      isDeepStrictEqual(header.layout.extents, chunkExtents) &&
      isDeepStrictEqual(header.type, datatypeOf[format]) &&
      isDeepStrictEqual(header.filters, wanted.packing.filters);
    if (!isSame || header.layout.kind !== "chunked") throw another(left);
    const writer = (await attributesOf(file, found))[writerAttribute];
    if (typeof writer === "number" && writer !== process.pid && isRunning(writer)) throw busy(left, writer);
    if (header.layout.tree === undefined) return undefined;
    const limitBytes = maxPackedBytes(chunkExtents.reduce((product, extent) => product * extent, header.type.size));
    return await readChunkTree(file, header.layout.tree, { extents, chunk: chunkExtents, limitBytes });
  } catch (error) {
    // Begin again when the existing file cannot be read.
    if (error instanceof NotUnderstood || isSluiceError(error, "decode", "unsupported")) return undefined;
    throw error;
  }
}

async function nothingIn(path: string): Promise<boolean> {
  const handle = await opened(path, path, "r");
  try {
    const file = await FileBytes.of(handle);
    const { root } = await readSuperblock(file, path);
    const [found] = await findDatasets(file, root);
    const header = found && datasetHeader(found);
    return header?.layout.kind !== "chunked" || header.layout.tree === undefined;
  } catch {
    return true;
  } finally {
    await handle.close();
  }
}

function isRunning(process_: number): boolean {
  try {
    return process.kill(process_, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** For messages: the output file, and the name of the interrupted part. */
interface Left {
  readonly path: string;
  readonly name: string;
}

function busy({ path, name }: Left, writer: number): OutputError {
  return new OutputError(`it is being written just now, by process ${writer}`, {
    path,
    cure: `Wait until that is over; if it is no run of Sluice, remove ${name} beside it.`,
  });
}

function another({ path, name }: Left): OutputError {
  return new OutputError("an interrupted run left an image of another shape or kind, which cannot be continued", {
    path,
    cure: `Remove ${name} beside it, or write the same image in the same way.`,
  });
}
