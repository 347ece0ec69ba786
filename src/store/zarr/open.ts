/**
 * Opens an image in a Zarr store for reading: version 2 or 3, sharded or not, one level of an OME image, one page of a
 * stack.
 * Not here: making stores (store/zarr/write/create), or finding the array (store/zarr/groups).
 * Read next: store/zarr/image-chunks, store/chunks/chunked-store.
 */

import { readsAtOnce } from "../../codec/chunks-at-work.ts";
import { DecodeError, UsageError } from "../../core/errors.ts";
import { pageCount } from "../chunks/axes.ts";
import { ChunkedStore } from "../chunks/chunked-store.ts";
import type { Attributes, ChunkFile, PixelStore, StoredShape } from "../chunks/store.ts";
import type { PackedChunks } from "./coding/packed-chunks.ts";
import { type FoundArray, findArray } from "./groups.ts";
import { ImageChunks, type ImagePlane, shapeOf } from "./image-chunks.ts";
import { attributesFromJson } from "./metadata/attributes.ts";
import { imageAxes, pagePlace } from "./metadata/axes.ts";
import { chunkBytesOf, type ZarrArray } from "./metadata/zarr-array.ts";
import { ChunkFiles } from "./shard/chunk-files.ts";
import { ShardReader } from "./shard/shard-reader.ts";

export interface OpenZarrOptions {
  /** The level of an OME image: 0, the default, is the largest. */
  readonly level?: number | undefined;
  /**
   * One image along the dimensions that are not rows, columns or bands; the last of them changes fastest. Default 0.
   */
  readonly page?: number | undefined;
  /**
   * A letter for each dimension, such as `"yxc"` or `"tczyx"`; `y`, `x` and `c` belong to the image. Default: by their
   * names.
   */
  readonly axes?: string | undefined;
  /** Aborts opening and later reads. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a folder: an array, a group with one array, or an OME image. Attributes are those of the array and of the
 * image's group; `n-pages` is among them where there are several pages.
 * @throws {UnreadableError} when there is no store. @throws {DecodeError} for broken metadata.
 * @throws {UsageError} for a level, page or axes that do not fit. @throws {LimitError} for chunks over 256 MiB.
 * @throws {UnsupportedError} for sample types and codecs that cannot be read.
 */
export async function openZarr(path: string, options: OpenZarrOptions = {}): Promise<PixelStore> {
  const { level = 0, page = 0, signal } = options;
  const found = await findArray(path, level, signal);
  const { array } = found;
  const axes = axesOf(found, options.axes);
  const plane: ImagePlane = { array, axes, others: pagePlace(array.grid.shape, axes, page, path), file: found.file };
  const image = new ImageChunks(plane, chunksOf(array, found.folder));
  await image.load();
  signal?.throwIfAborted();
  const unpackedBytes = chunkBytesOf(array);
  const inFlight = readsAtOnce(unpackedBytes);
  const compression = array.coding.packers.map(({ name }) => name).join(", ") || "none";
  const attributes = attributesOf(found, pageCount(array.grid.shape, axes));
  const reading = { compression, unpackedBytes: image.isPlain ? undefined : unpackedBytes };
  return new ChunkedStore(shapeOf(plane), readOnly(image), { attributes, reading, inFlight, signal });
}

/**
 * The sizes of an image's levels, largest first; one size for a single array.
 * @throws the errors of {@link openZarr}.
 */
export async function zarrLevels(
  path: string,
  options: Pick<OpenZarrOptions, "axes" | "signal"> = {},
): Promise<readonly StoredShape[]> {
  const shapes: StoredShape[] = [];
  for (let level = 0, levels = 1; level < levels; level += 1) {
    const found = await findArray(path, level, options.signal);
    levels = found.multiscale?.paths.length ?? 1;
    shapes.push(shapeOf({ array: found.array, axes: axesOf(found, options.axes), others: [], file: found.file }));
  }
  return shapes;
}

function axesOf({ array, multiscale, file }: FoundArray, told: string | undefined) {
  const { grid } = array;
  if (grid.shape.includes(0)) {
    throw new DecodeError(`it has no pixels: it is an array of ${grid.shape.join(" × ")}`, {
      path: file,
      cure: "Choose an array with pixels.",
    });
  }
  return imageAxes({ ...grid, names: multiscale?.axes ?? grid.names }, told, file);
}

function chunksOf(array: ZarrArray, folder: string): PackedChunks {
  const { shards } = array.coding;
  return shards === undefined ? new ChunkFiles(array, () => folder) : new ShardReader(array, shards, folder);
}

function attributesOf({ array, groupAttributes }: FoundArray, pages: number): Attributes {
  const known = attributesFromJson({ ...groupAttributes, ...array.attributes });
  return Object.freeze(pages > 1 ? { ...known, "n-pages": pages } : known);
}

function readOnly(image: ImageChunks): ChunkFile {
  const refuse = async (): Promise<never> => {
    throw new UsageError("the store is open for reading", { cure: "Make another one with createZarr." });
  };
  return {
    get: (place) => image.get(place),
    put: refuse,
    finish: refuse,
    [Symbol.asyncDispose]: () => image.close(),
  };
}
