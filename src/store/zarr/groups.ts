/**
 * Finds the array of an image in a folder: the folder's own array, or a group's OME level or only array.
 * Not here: the content of an array's metadata (store/zarr/metadata/metadata-v2, store/zarr/metadata/metadata-v3).
 * Read next: store/zarr/metadata/ome.
 */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { UnreadableError, UnsupportedError, UsageError } from "../../core/errors.ts";
import { readFailure } from "./coding/packed-chunks.ts";
import { JsonField, readJson } from "./metadata/json-field.ts";
import { readArrayV2, readAttributesV2 } from "./metadata/metadata-v2.ts";
import { parseArrayV3 } from "./metadata/metadata-v3.ts";
import { type Multiscale, pathOfLevel, readMultiscale } from "./metadata/ome.ts";
import type { ZarrArray } from "./metadata/zarr-array.ts";

/** An array, with the metadata of the groups around it. */
export interface FoundArray {
  readonly folder: string;
  /** The file of its metadata, for errors. */
  readonly file: string;
  readonly array: ZarrArray;
  /** The group's attributes; the array holds its own. */
  readonly groupAttributes: Readonly<Record<string, unknown>>;
  /** The levels of the image, where the group is an OME image. */
  readonly multiscale: Multiscale | undefined;
}

type Node = { readonly array: ZarrArray; readonly file: string } | { readonly group: JsonField };

/** The maximum number of arrays that an error lists. */
const maxListed = 20;

/**
 * @throws {UnreadableError} when there is no Zarr store.
 * @throws {UsageError} for a level that does not exist, or a group of several arrays.
 * @throws {DecodeError} for broken metadata.
 */
export async function findArray(folder: string, level: number, signal?: AbortSignal): Promise<FoundArray> {
  const node = await readNode(folder, signal);
  if (node === undefined) throw await noStore(folder);
  if ("array" in node) {
    if (level !== 0) throw onlyLevel(folder, level);
    return { folder, ...node, groupAttributes: {}, multiscale: undefined };
  }
  return await findInGroup(folder, node.group, level, signal);
}

async function findInGroup(folder: string, group: JsonField, level: number, signal?: AbortSignal): Promise<FoundArray> {
  const multiscale = readMultiscale(group);
  if (multiscale !== undefined) {
    const found = join(folder, pathOfLevel(multiscale, level, folder));
    const groupAttributes = Object.fromEntries(group.entries());
    return { ...(await arrayAt(found, signal)), folder: found, groupAttributes, multiscale };
  }
  // bioformats2raw converts a microscope's file to a series of images: take the first.
  const ome = group.get("ome");
  const layout = (ome.present ? ome : group).get("bioformats2raw.layout");
  if (layout.present) return await findArray(join(folder, "0"), level, signal);
  const arrays = await arraysBelow(folder, signal);
  const [only] = arrays;
  if (arrays.length === 1 && only !== undefined) return await findArray(join(folder, only), level, signal);
  throw notOne(folder, arrays);
}

async function arrayAt(folder: string, signal?: AbortSignal) {
  const node = await readNode(folder, signal);
  if (node !== undefined && "array" in node) return node;
  throw new UnsupportedError("the group names an array that is not there", {
    path: folder,
    cure: "Copy the whole store, or choose another level.",
  });
}

/** Reads whether a folder is an array or a group; undefined where it has no metadata. */
async function readNode(folder: string, signal?: AbortSignal): Promise<Node | undefined> {
  try {
    const field = await readJson(join(folder, "zarr.json"), signal);
    if (field !== undefined) return parseNodeV3(field);
    const array = await readArrayV2(folder, signal);
    if (array !== undefined) return { array, file: join(folder, ".zarray") };
    const group = await readJson(join(folder, ".zgroup"), signal);
    if (group === undefined) return undefined;
    return { group: new JsonField(await readAttributesV2(folder, signal), join(folder, ".zattrs")) };
  } catch (error) {
    throw readFailure(folder, error);
  }
}

function parseNodeV3(field: JsonField): Node {
  if (field.get("zarr_format").value !== 3) throw field.get("zarr_format").wrong("3");
  if (field.get("node_type").oneOf("array", "group") === "array")
    return { array: parseArrayV3(field), file: field.file };
  const attributes = field.get("attributes");
  return { group: attributes.present ? attributes : new JsonField({}, field.file) };
}

async function arraysBelow(folder: string, signal?: AbortSignal): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const arrays: string[] = [];
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    const node = await readNode(join(folder, name), signal);
    if (node !== undefined && "array" in node) arrays.push(name);
    if (arrays.length > maxListed) break;
  }
  return arrays.sort();
}

async function noStore(path: string): Promise<Error> {
  const there = await stat(path).then(
    (stats) =>
      stats.isDirectory() ? "has neither zarr.json nor .zarray nor .zgroup" : "is a file, and a store is a folder",
    () => "does not exist",
  );
  return new UnreadableError(`it is no Zarr store: it ${there}`, {
    path,
    cure: "Give the folder of a store, or of an array in it.",
  });
}

function onlyLevel(path: string, level: number): UsageError {
  return new UsageError(`there is no level ${level}: it is a single array`, { path, cure: "Leave the level out." });
}

function notOne(path: string, arrays: readonly string[]): UsageError {
  const shown = arrays.slice(0, maxListed).join(", ");
  const words = arrays.length === 0 ? "it is a group without arrays" : `it is a group of several arrays: ${shown}`;
  const cure =
    arrays.length === 0
      ? "Give the path of an array."
      : `Give the path of one, such as ${join(path, arrays[0] ?? "")}.`;
  return new UsageError(words, { path, cure });
}
