/**
 * Finds the usable chunks of an interrupted array: it reads and decodes every chunk that it keeps, and removes the
 * rest.
 * Not here: finding the interrupted store (store/files/atomic-folder), or the levels of a pyramid, which are written
 * again.
 * Read next: store/zarr/write/create.
 */
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isSluiceError } from "../../../core/errors.ts";
import { ChunkGrid } from "../../chunks/chunk-grid.ts";
import type { ChunkPlace } from "../../chunks/store.ts";
import type { PackedChunks } from "../coding/packed-chunks.ts";
import { ImageChunks } from "../image-chunks.ts";
import { ChunkFiles, partEnding } from "../shard/chunk-files.ts";
import { ShardReader } from "../shard/shard-reader.ts";
import type { ShardWriter } from "../shard/shard-writer.ts";
import type { ArrayPlan } from "./array-plan.ts";

/** The chunks of one file: one chunk, or a shard. */
interface FilePlace extends ChunkPlace {
  readonly key: readonly number[];
  readonly chunks: readonly ChunkPlace[];
}

/** The number of complete rows from the top. `writer` takes over the complete shards. */
export async function storedRows(plan: ArrayPlan, folder: string, writer: ShardWriter | undefined): Promise<number> {
  const { array } = plan.plane;
  const { shards } = array.coding;
  await using files: PackedChunks = shards
    ? new ShardReader(array, shards, folder)
    : new ChunkFiles(array, () => folder);
  const image = new ImageChunks(plan.plane, files);
  const rowsOfFile = shards === undefined ? plan.shape.chunk.height : (shards.shape[plan.plane.axes.y] as number);
  let firstMissing = Number.POSITIVE_INFINITY;
  for (const place of filePlaces(plan)) {
    const file = join(folder, array.key(place.key));
    await rm(`${file}${partEnding}`, { force: true });
    const isKept = (await isFile(file)) && (await isWhole(image, place.chunks));
    if (isKept && writer !== undefined && files instanceof ShardReader) {
      const { index, size } = await files.indexOf(place.key);
      writer.adopt(place.key, index, size - index.bytes);
    }
    if (isKept) continue;
    firstMissing = Math.min(firstMissing, place.row);
    await rm(file, { force: true });
  }
  return Math.min(plan.shape.height, firstMissing * rowsOfFile);
}

function* filePlaces({ shape, plane }: ArrayPlan): Generator<FilePlace> {
  const { shards } = plane.array.coding;
  const grid = new ChunkGrid(shape);
  const along = (axis: number, side: number): number =>
    shards === undefined ? 1 : (shards.shape[axis] as number) / side;
  const [tall, wide] = [along(plane.axes.y, shape.chunk.height), along(plane.axes.x, shape.chunk.width)];
  for (let row = 0; row * tall < grid.rows; row += 1) {
    for (let column = 0; column * wide < grid.columns; column += 1) {
      const chunks: ChunkPlace[] = [];
      for (let y = row * tall; y < Math.min(grid.rows, (row + 1) * tall); y += 1) {
        for (let x = column * wide; x < Math.min(grid.columns, (column + 1) * wide); x += 1)
          chunks.push({ row: y, column: x });
      }
      const key = plane.array.grid.shape.map((_, axis) =>
        axis === plane.axes.y ? row : axis === plane.axes.x ? column : 0,
      );
      yield { row, column, key, chunks };
    }
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}

/** Whether all chunks of a file are readable. */
async function isWhole(image: ImageChunks, chunks: readonly ChunkPlace[]): Promise<boolean> {
  try {
    for (const place of chunks) if ((await image.stored(place)) === undefined) return false;
    return true;
  } catch (error) {
    if (isSluiceError(error, "decode")) return false;
    throw error;
  }
}
