/**
 * Checks that HDF5 can store the names, attributes and extents of an image.
 * Not here: the options of compression (store/bytes/deflate).
 * Read next: store/hdf5/write/create-hdf5.
 */
import { UsageError } from "../../../core/errors.ts";
import { ChunkGrid } from "../../chunks/chunk-grid.ts";
import type { Attributes, StoredShape } from "../../chunks/store.ts";
import { isLong, ownPrefix } from "../dataset/dataset-header.ts";
import { maxMessage } from "../structure/object-header.ts";

/** The length of a chunk is a 32-bit number. */
const maxChunkBytes = 1e9;

export function checkShape(shape: StoredShape): void {
  const { width, height, bands, chunk } = shape;
  const isWhole = [width, height, bands, chunk.width, chunk.height].every(
    (size) => Number.isSafeInteger(size) && size >= 1,
  );
  const grid = new ChunkGrid(shape);
  if (isWhole && grid.chunkBytes <= maxChunkBytes && width < 2 ** 32 && height < 2 ** 32) return;
  throw new UsageError(
    `HDF5 has no image of ${width} × ${height} × ${bands} in chunks of ${chunk.width} × ${chunk.height} pixels`,
    { cure: "Give whole numbers of pixels and bands, and chunks of less than a gigabyte, usually 256 × 256." },
  );
}

/** The names of the groups and of the dataset. */
export function namesOf(dataset: string): readonly string[] {
  const names = dataset.split("/").filter((name) => name !== "");
  const isFine = names.length > 0 && names.length <= 32 && names.every((name) => name !== "." && !/[\0]/.test(name));
  if (isFine && Buffer.byteLength(dataset) <= 4096) return names;
  throw new UsageError(`"${dataset}" is no name for a dataset`, {
    cure: 'Give names separated by "/", such as "scans/left".',
  });
}

export function checkAttributes(attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    const isFine = name !== "" && !name.includes("\0") && !name.startsWith(ownPrefix) && Buffer.byteLength(name) < 1024;
    if (!isFine) {
      throw new UsageError(`"${name}" is no name for an attribute`, {
        cure: `Give one of 1 to 1000 bytes that does not begin with "${ownPrefix}".`,
      });
    }
    isLong(name, value);
  }
  if (Object.keys(attributes).length <= maxMessages) return;
  throw new UsageError(`an image has at most ${maxMessages} attributes`, { cure: "Leave some out." });
}

/** The count of messages has 16 bits, and some messages are not attributes. */
const maxMessages = maxMessage - 100;
