/**
 * What crosses between the writer of a TIFF's rows and the threads that compress its tiles: places in memory that they share.
 * Not here: sending it (store/tiff/pack-threads), or acting on it (store/tiff/pack-worker).
 * Read next: store/tiff/pack-worker, store/tiff/pack-threads.
 */
import type { SharedMemory } from "../bytes/web-assembly.ts";

/** Samples of a tile, and how its compressed bytes are made. */
export interface TilePacking {
  /** Bytes of a row of a tile, and from one row of pixels to the next. */
  readonly rowBytes: number;
  readonly stride: number;
  readonly rows: number;
  /** Bytes of a pixel, and of a sample. */
  readonly pel: number;
  readonly size: number;
  /** Whether differences are compressed, or the samples. */
  readonly predicted: boolean;
  /** Of zlib; undefined for what is quickest. */
  readonly level: number | undefined;
}

/** What a thread is started with. */
export interface PackWorkerData {
  readonly memory: SharedMemory;
  /** Where the thread's own scratch memory begins. */
  readonly scratch: number;
  readonly packing: TilePacking;
}

/** Tiles side by side, of which the first begins at `from`; they are written one behind the other, from `to` on. */
export interface PackMessage {
  readonly from: number;
  readonly count: number;
  readonly to: number;
}

/** The lengths of the tiles, or why there are none. */
export type PackedMessage = { readonly lengths: readonly number[] } | { readonly failure: string };
