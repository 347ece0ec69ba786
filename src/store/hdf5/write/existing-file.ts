/**
 * Adds one more dataset to a finished file of ours: new bytes go to the end of the file, and the superblock changes last.
 * Not here: files of other programs, which may have structures that Sluice cannot keep.
 * Read next: store/files/write-lock, store/hdf5/structure/group-reader, store/hdf5/write/hdf5-output.
 *
 * The superblock is written last, in one piece of 96 bytes, after everything else is durable. Until then nothing leads
 * to the new bytes: a killed run leaves the file as it was, with bytes after its end that no reader looks at.
 */
import { type FileHandle, stat } from "node:fs/promises";
import { OutputError } from "../../../core/errors.ts";
import { opened } from "../../files/new-file.ts";
import { turnToAdd } from "../../files/write-lock.ts";
import { axesAttribute } from "../dataset/dataset-header.ts";
import { attributesOf } from "../dataset/dataset-reader.ts";
import { broken, NotUnderstood } from "../structure/byte-parser.ts";
import { FileBytes } from "../structure/file-bytes.ts";
import { findDatasets, linksOf } from "../structure/group-reader.ts";
import type { GroupContent } from "../structure/group-tree.ts";
import { messageTypes, readObjectHeader } from "../structure/object-header.ts";
import { readSuperblock, superblockBytes } from "../structure/superblock.ts";
import type { Hdf5File } from "./hdf5-output.ts";

/**
 * `names`: the dataset, and the datasets of its long attributes.
 * @throws {OutputError} when the file does not exist, is not ours, has a dataset with one of the names, or another run
 * is adding to it.
 */
export async function fileToAddTo(path: string, names: readonly (readonly string[])[]): Promise<Hdf5File> {
  const turn = await turnToAdd(path);
  try {
    return await openedToAdd(path, names, turn);
  } catch (error) {
    await turn[Symbol.asyncDispose]();
    throw error;
  }
}

async function openedToAdd(
  path: string,
  names: readonly (readonly string[])[],
  turn: AsyncDisposable,
): Promise<Hdf5File> {
  const handle = await opened(path, path, "r+");
  try {
    const file = await FileBytes.of(handle);
    const before = file.length;
    const { root } = await readSuperblock(file, path);
    await refuseForeign(file, root, path);
    const content = await contentOf(file, root, 0);
    for (const each of names) refuseTaken(content, each, path);
    const first = await firstBytes(handle);
    const isUntouched = async (): Promise<boolean> => first.equals(await firstBytes(handle));
    return {
      handle,
      start: { path, end: before, root: content },
      confirm: async () => {
        if (!(await isUntouched()) || !(await isStill(path, handle))) throw changed(path);
      },
      complete: async () => {},
      close: async () => {
        try {
          // When the superblock has changed, it leads to the new bytes, whichever program wrote it: keep them.
          if (await isUntouched()) await handle.truncate(before);
        } finally {
          await handle.close();
          await turn[Symbol.asyncDispose]();
        }
      },
    };
  } catch (error) {
    await handle.close();
    if (!(error instanceof NotUnderstood)) throw error;
    throw new OutputError(`nothing can be added to it: it has ${error.message}, which Sluice does not write`, {
      path,
      cure: "Write the dataset to a file of its own.",
    });
  }
}

async function firstBytes(handle: FileHandle): Promise<Buffer> {
  const bytes = Buffer.alloc(superblockBytes);
  await handle.read(bytes, 0, bytes.length, 0);
  return bytes;
}

/** Whether the path still leads to the same file: it may have been replaced. */
async function isStill(path: string, handle: FileHandle): Promise<boolean> {
  const [there, own] = [await stat(path, { bigint: true }).catch(() => undefined), await handle.stat({ bigint: true })];
  return there?.ino === own.ino && there.dev === own.dev;
}

function changed(path: string): OutputError {
  return new OutputError("another program changed it while a dataset was being added, and it stays as that left it", {
    path,
    cure: "Let nobody else write it meanwhile, and add the dataset again.",
  });
}

/** In a file of ours, one of the datasets has our mark. */
async function refuseForeign(file: FileBytes, root: number, path: string): Promise<void> {
  for (const dataset of await findDatasets(file, root)) {
    if ((await attributesOf(file, dataset))[axesAttribute] !== undefined) return;
  }
  throw new OutputError("nothing can be added to it: it was not written by Sluice", {
    path,
    cure: "Write the dataset to a file of its own.",
  });
}

const maxDepth = 100;
const ofGroups: ReadonlySet<number> = new Set([
  ...[messageTypes.none, messageTypes.continuation, messageTypes.symbolTable, messageTypes.modificationTime],
]);

async function contentOf(file: FileBytes, address: number, depth: number): Promise<GroupContent> {
  if (depth > maxDepth) throw broken("a group", address, `it is inside ${maxDepth} others`);
  const content: GroupContent = new Map();
  const messages = await readObjectHeader(file, address);
  // Groups are rewritten, so all their messages must be known.
  const strange = messages.find(({ type }) => !ofGroups.has(type));
  if (strange !== undefined) throw new NotUnderstood(`a group with attributes or the like (message ${strange.type})`);
  for (const link of await linksOf(file, messages)) {
    const inner = await readObjectHeader(file, link.address);
    const isDataset = inner.some(({ type }) => type === messageTypes.layout);
    content.set(link.name, isDataset ? link.address : await contentOf(file, link.address, depth + 1));
  }
  return content;
}

function refuseTaken(content: GroupContent, names: readonly string[], path: string): void {
  let group = content;
  for (const [index, name] of names.entries()) {
    const found = group.get(name);
    if (found === undefined) return;
    const isLast = index === names.length - 1;
    if (isLast || !(found instanceof Map)) {
      throw new OutputError(
        `it has a ${found instanceof Map ? "group" : "dataset"} of the name ${names.slice(0, index + 1).join("/")} already`,
        {
          path,
          cure: "Choose another name for the dataset.",
        },
      );
    }
    group = found;
  }
}
