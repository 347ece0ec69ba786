/**
 * Finds the shard of a chunk, and the chunk's number within it.
 * Not here: the index with its offset (store/zarr/shard/shard-index).
 * Read next: store/zarr/shard/shard-reader.
 */
import type { ArrayPlace } from "../coding/packed-chunks.ts";
import { product, type ZarrArray } from "../metadata/zarr-array.ts";

/** A chunk by its shard, and its number in the shard's index. */
export interface ShardPlace {
  readonly shard: ArrayPlace;
  readonly chunk: number;
}

/** The arithmetic of one array's shards. */
export class ShardGrid {
  /** Chunks of a shard along every dimension. */
  readonly #sides: readonly number[];
  /** Chunks of the array along every dimension. */
  readonly #all: readonly number[];
  /** Chunks of a shard. */
  readonly chunks: number;

  constructor({ grid, coding }: ZarrArray) {
    this.#all = grid.shape.map((size, dimension) => Math.ceil(size / (grid.chunk[dimension] as number)));
    const shape = coding.shards?.shape ?? grid.chunk;
    this.#sides = shape.map((side, dimension) => side / (grid.chunk[dimension] as number));
    this.chunks = product(this.#sides);
  }

  find(place: ArrayPlace): ShardPlace {
    const side = (dimension: number): number => this.#sides[dimension] as number;
    const shard = place.map((number, dimension) => Math.floor(number / side(dimension)));
    const chunk = place.reduce((all, number, dimension) => all * side(dimension) + (number % side(dimension)), 0);
    return { shard, chunk };
  }

  /** Whether a chunk and those before it along a dimension are less than half of a shard. */
  isInFirstHalf(place: ArrayPlace, dimension: number): boolean {
    const side = this.#sides[dimension] as number;
    return 2 * (((place[dimension] as number) % side) + 1) < side;
  }

  /** The number of a shard's chunks that lie in the array. */
  expected(shard: ArrayPlace): number {
    const within = shard.map((number, dimension) => {
      const side = this.#sides[dimension] as number;
      return Math.min(side, (this.#all[dimension] as number) - number * side);
    });
    return product(within);
  }
}
