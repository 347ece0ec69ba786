/**
 * A finished file of ours that gets one more dataset: new bytes go behind what is there, and the superblock changes last.
 * Not here: files of other programs, whose structures may be of kinds that we would lose.
 * Read next: store/hdf5/group-reader, store/hdf5/hdf5-output.
 */
import { OutputError } from "../../core/errors.ts";
import { broken, NotUnderstood } from "./byte-parser.ts";
import { axesAttribute } from "./dataset-header.ts";
import { attributesOf } from "./dataset-reader.ts";
import { FileBytes } from "./file-bytes.ts";
import { findDatasets, linksOf } from "./group-reader.ts";
import type { GroupContent } from "./group-tree.ts";
import type { OutputFile } from "./hdf5-output.ts";
import { messageTypes, readObjectHeader } from "./object-header.ts";
import { opened } from "./output-file.ts";
import { readSuperblock } from "./superblock.ts";

/** @throws {OutputError} when the file is not there, is not ours, or has a dataset of that name. */
export async function fileToAddTo(path: string, names: readonly string[]): Promise<OutputFile> {
  const handle = await opened(path, path, "r+");
  try {
    const file = await FileBytes.of(handle);
    const before = file.length;
    const { root } = await readSuperblock(file, path);
    await refuseForeign(file, root, path);
    const content = await contentOf(file, root, 0);
    refuseTaken(content, names, path);
    let isComplete = false;
    return {
      handle,
      start: { path, end: before, root: content },
      complete: async () => {
        isComplete = true;
      },
      close: async () => {
        if (!isComplete) await handle.truncate(before);
        await handle.close();
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

/** A file of ours has our mark on one of its datasets. */
async function refuseForeign(file: FileBytes, root: number, path: string): Promise<void> {
  for (const dataset of await findDatasets(file, root)) {
    if ((await attributesOf(file, dataset))[axesAttribute] !== undefined) return;
  }
  throw new OutputError("nothing can be added to it: it was not written by Sluice", {
    path,
    cure: "Write the dataset to a file of its own.",
  });
}

const mostDepth = 100;

async function contentOf(file: FileBytes, address: number, depth: number): Promise<GroupContent> {
  if (depth > mostDepth) throw broken("a group", address, `it is inside ${mostDepth} others`);
  const content: GroupContent = new Map();
  const messages = await readObjectHeader(file, address);
  if (messages.some(({ type }) => type === messageTypes.attribute)) throw new NotUnderstood("attributes of a group");
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
