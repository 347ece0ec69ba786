/**
 * Which shard a chunk is in, and which of its chunks it is.
 * Not here: the index that tells where it lies (store/zarr/shard/shard-index).
 * Read next: store/zarr/shard/shard-reader.
 */
import type { ArrayPlace } from "../coding/packed-chunks.ts";
import { product, type ZarrArray } from "../metadata/zarr-array.ts";

/** A chunk by the shard that has it, and its number in the shard's index. */
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

  /** How many chunks of a shard lie in the array. */
  expected(shard: ArrayPlace): number {
    const within = shard.map((number, dimension) => {
      const side = this.#sides[dimension] as number;
      return Math.min(side, (this.#all[dimension] as number) - number * side);
    });
    return product(within);
  }
}
