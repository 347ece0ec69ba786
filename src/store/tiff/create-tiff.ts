/**
 * Starts a tiled TIFF whose tiles may come in any order, with the directory that libvips would give it.
 * Not here: TIFFs from the top down, which libvips' tiffsave writes (run/output/encode), or making the template.
 * Read next: store/tiff/directory-template, store/tiff/tiff-tiles, store/chunks/chunked-store.
 */

import { type PackedLayout, tilesInFlight } from "../../codec/tiff-at-work.ts";
import { formatBytes } from "../../core/bytes.ts";
import { UsageError } from "../../core/errors.ts";
import { checkDeflate } from "../bytes/deflate.ts";
import type { SharedMemory } from "../bytes/web-assembly.ts";
import { ChunkGrid } from "../chunks/chunk-grid.ts";
import { ChunkedStore } from "../chunks/chunked-store.ts";
import type { OpenStore, StoredShape } from "../chunks/store.ts";
import { checkRoom } from "../files/disk-room.ts";
import { newFile } from "../files/new-file.ts";
import { type DirectoryTemplate, readTemplate, unusable } from "./directory-template.ts";
import { directoryLength, headerBytes } from "./directory-writer.ts";
import { PackedRows } from "./packed-rows.ts";
import { maxClassicBytes, TiffTiles } from "./tiff-tiles.ts";
import { codingOf } from "./tile-coding.ts";

export interface CreateTiffOptions {
  /**
   * The bytes of a TIFF that libvips' tiffsave has written of one small image, in tiles of the same size, of the same bands
   * and format. Its directory decides on all but the size: BigTIFF or not, compression and predictor, metadata.
   */
  readonly template: Uint8Array;
  /** Of deflate: 0 (stored) to 9 (smallest). Default 6, which is libtiff's own. */
  readonly level?: number | undefined;
  /** Whether a file that is there is replaced, once this one is complete. Default false: it is refused. */
  readonly overwrite?: boolean | undefined;
  /** Ends reading and writing; what is under way then rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Starts a TIFF of `height × width × bands` samples; `shape.chunk` is its tile. Tiles lie in the file in the order in which
 * they come; those that never come are zeros. The file has its name when `finish()` resolves; until then it is under a
 * temporary one beside it, and without `finish()` nothing stays. Metadata are the template's, and no `attributes`.
 * @throws {OutputError} when the file cannot be made, is there already, or the disk has no room for it uncompressed.
 * @throws {UsageError} for a template that does not fit, or an uncompressed image too large for a classic TIFF.
 */
export async function createTiff(path: string, shape: StoredShape, options: CreateTiffOptions): Promise<OpenStore> {
  const { level = 6, overwrite = false, signal } = options;
  checkDeflate({ level });
  checkShape(shape);
  const template = readTemplate(options.template);
  const coding = codingOf(template, shape, level);
  signal?.throwIfAborted();
  // What compressed tiles take nobody knows before.
  if (coding.compression === "none") {
    const needed = plainBytes(shape, template);
    checkClassic(needed, template);
    await checkRoom(path, needed);
  }
  const file = await newFile(path, overwrite);
  const tiles = new TiffTiles(file, { path, shape, template, coding });
  return new ChunkedStore(shape, tiles, { inFlight: tilesInFlight(shape, coding.compression), signal });
}

export interface CreatePackedTiffOptions extends Omit<CreateTiffOptions, "level"> {
  /** Of zlib: 0 (stored) to 9 (smallest). Default: what is quickest, which searches only where something repeats itself. */
  readonly level?: number | undefined;
  /** Memory of the layout's size, which is theirs until they are disposed of. */
  readonly memory: SharedMemory;
  /** For the same shape. */
  readonly layout: PackedLayout;
}

/**
 * As {@link createTiff}, for rows from the top down, whose tiles threads compress by deflate.
 * @throws {OutputError} when the file cannot be made, or is there already. @throws {UsageError} for a template that does not fit.
 */
export async function createPackedTiff(
  path: string,
  shape: StoredShape,
  { overwrite = false, signal, level, memory, layout, ...options }: CreatePackedTiffOptions,
): Promise<PackedRows> {
  checkDeflate({ level });
  checkShape(shape);
  const template = readTemplate(options.template);
  const coding = codingOf(template, shape, level ?? 1);
  if (coding.compression !== "deflate") throw unusable("it is not compressed");
  signal?.throwIfAborted();
  const file = await newFile(path, overwrite);
  const tiles = new TiffTiles(file, { path, shape, template, coding });
  const { predicted } = coding;
  return new PackedRows(tiles, { path, shape, memory, layout, predicted, level, signal });
}

/** Of the whole file. */
function plainBytes(shape: StoredShape, template: DirectoryTemplate): number {
  const { count, chunkBytes } = new ChunkGrid(shape);
  return headerBytes(template.layout) + count * chunkBytes + directoryLength(template, count);
}

function checkClassic(needed: number, { layout }: DirectoryTemplate): void {
  if (layout.bigTiff || needed < maxClassicBytes) return;
  throw new UsageError(
    `the image takes ${formatBytes(needed)}, and a classic TIFF has at most ${formatBytes(maxClassicBytes)}`,
    { cure: "Give a template that is a BigTIFF, or one that is compressed." },
  );
}

/** Sides are numbers of 32 bits, tiles of whole blocks of 16 pixels, and their bytes as many as are held at once. */
function checkShape(shape: StoredShape): void {
  const { width, height, bands, chunk } = shape;
  const sides = [width, height, bands, chunk.width, chunk.height];
  const isWhole = sides.every((size) => Number.isSafeInteger(size) && size >= 1 && size < 2 ** 32);
  const areTiles = chunk.width % 16 === 0 && chunk.height % 16 === 0;
  if (isWhole && areTiles && bands < 2 ** 16 && new ChunkGrid(shape).chunkBytes <= 1e9) return;
  throw new UsageError(
    `TIFF has no image of ${width} × ${height} × ${bands} in tiles of ${chunk.width} × ${chunk.height} pixels`,
    { cure: "Give whole numbers of pixels and bands, and tiles of multiples of 16 pixels, usually 256 × 256." },
  );
}
