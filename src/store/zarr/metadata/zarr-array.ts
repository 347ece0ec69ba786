/**
 * The metadata of an array in either version: shape, chunks, samples, codecs and the names of its files.
 * Not here: reading it from JSON (store/zarr/metadata/metadata-v2, store/zarr/metadata/metadata-v3), or which dimension
 * is which (store/zarr/metadata/axes).
 * Read next: store/zarr/metadata/metadata-v3, store/zarr/image-chunks.
 */
import { LimitError, UnsupportedError } from "../../../core/errors.ts";
import { sampleBytes } from "../../../core/pixel-format.ts";
import { brokenMetadata, type JsonField } from "./json-field.ts";
import type { SampleType } from "./sample-type.ts";

/** An array of two to five dimensions, and how its chunks are coded. */
export interface ZarrArray {
  readonly grid: ArrayGrid;
  readonly samples: SampleType;
  readonly coding: Coding;
  /** The file of a chunk, or of a shard where there are shards, below the array's folder. */
  readonly key: (place: readonly number[]) => string;
  /** The other attributes of the array. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Sizes in samples, along every dimension. */
export interface ArrayGrid {
  readonly shape: readonly number[];
  /** The size of a chunk; with sharding, of a chunk within a shard. */
  readonly chunk: readonly number[];
  /** The names of dimensions, where the metadata has any. */
  readonly names: readonly (string | undefined)[] | undefined;
}

/** How a chunk becomes bytes: first its dimensions in `order`, then the filters, then the codecs of bytes. */
export interface Coding {
  /** Dimensions from the slowest to the fastest. */
  readonly order: readonly number[];
  readonly filters: readonly CodecName[];
  readonly packers: readonly CodecName[];
  readonly shards: Shards | undefined;
}

/** A codec by its name without `numcodecs.`, with its configuration. */
export interface CodecName {
  readonly name: string;
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** Files of many chunks, with an index. */
export interface Shards {
  /** In samples, along every dimension. */
  readonly shape: readonly number[];
  readonly indexAt: "start" | "end";
  /** Whether a CRC-32C follows the index. */
  readonly checked: boolean;
}

/** The maximum bytes of a chunk, which is held whole to read a part of it. */
export const maxChunkBytes = 256 * 2 ** 20;
/** The maximum chunks of one shard: its index takes 16 bytes for each. */
const maxChunksOfShard = 2 ** 20;

export function product(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all * number, 1);
}

/** The size of a chunk before compression, in bytes. */
export function chunkBytesOf({ grid, samples }: Pick<ZarrArray, "grid" | "samples">): number {
  return product(grid.chunk) * sampleBytes(samples.format);
}

/** Checks that apply to both versions. */
export function checkGrid(field: JsonField, shape: readonly number[], chunk: readonly number[]): void {
  if (shape.length !== chunk.length) {
    throw brokenMetadata(field.file, `it has ${shape.length} dimensions, and its chunks have ${chunk.length}`);
  }
  if (shape.length < 2 || shape.length > 5) {
    throw new UnsupportedError(`it is an array of ${shape.length} dimensions, and an image has 2 to 5`, {
      path: field.file,
      cure: "Store the image as an array of rows, columns and bands.",
    });
  }
}

/** @throws {LimitError} for chunks that are too large to hold, or for shards of too many chunks. */
export function checkHeld(file: string, array: Pick<ZarrArray, "grid" | "samples" | "coding">): void {
  const held = chunkBytesOf(array);
  if (held > maxChunkBytes) throw tooLarge(file, `its chunks take ${held} bytes each`, held, maxChunkBytes);
  const shards = array.coding.shards;
  if (shards === undefined) return;
  const chunks = product(shards.shape) / product(array.grid.chunk);
  if (chunks > maxChunksOfShard) throw tooLarge(file, `its shards hold ${chunks} chunks`, chunks, maxChunksOfShard);
}

function tooLarge(path: string, words: string, found: number, allowed: number): LimitError {
  return new LimitError(`${words}, and may have ${allowed}`, {
    path,
    found,
    allowed,
    cure: "Write it again with smaller chunks, of 256 to 2048 samples a side.",
  });
}

/** The dimensions in their own order, the last one fastest. */
export function rowMajor(dimensions: number): readonly number[] {
  return Array.from({ length: dimensions }, (_, index) => index);
}
