/**
 * A limit to the disk that a store may use, put around each of its files of chunks.
 * Not here: disks that are full by themselves (store/files/disk-room).
 * Read next: store/chunks/store.
 */
import { formatBytes } from "../../core/bytes.ts";
import { OutputError } from "../../core/errors.ts";
import { mostDeflated } from "../bytes/deflate.ts";
import type { ChunkFile, ChunkPlace } from "./store.ts";

export interface QuotaOptions {
  /** Bytes on disk, of chunks and index together. */
  readonly limit: number;
  /** The most bytes that one chunk can take: as many as its samples and a little more. */
  readonly mostChunk: number;
  /** Bytes that all of the store has taken so far. */
  readonly stored: () => number;
  /** For messages. */
  readonly path: string;
}

/** With a chunk's place in an index. */
export function mostPackedChunk(chunkBytes: number): number {
  return mostDeflated(chunkBytes) + 64;
}

/**
 * A chunk is stored only when there is room for the most it could take, after those that are on their way. So the limit is
 * never passed, and up to one chunk of it may stay unused.
 */
export class Quota {
  readonly #options: QuotaOptions;
  readonly #under = new Set<Promise<void>>();

  constructor(options: QuotaOptions) {
    this.#options = options;
  }

  /** The same file, within the limit. */
  around(file: ChunkFile): ChunkFile {
    return {
      get: (place) => file.get(place),
      put: (place, samples) => this.#put(file, place, samples),
      finish: () => file.finish(),
      [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
    };
  }

  async #put(file: ChunkFile, place: ChunkPlace, samples: Uint8Array): Promise<void> {
    // Those on their way may turn out to be smaller.
    while (!this.#hasRoom() && this.#under.size > 0) await Promise.race(this.#under);
    if (!this.#hasRoom()) throw this.#usedUp();
    const putting = file.put(place, samples);
    // Whoever waits for room wants to know that it is over, and not how.
    const over: Promise<void> = putting.catch(() => {}).finally(() => this.#under.delete(over));
    this.#under.add(over);
    await putting;
  }

  #hasRoom(): boolean {
    const { limit, mostChunk, stored } = this.#options;
    return stored() + (this.#under.size + 1) * mostChunk <= limit;
  }

  #usedUp(): OutputError {
    const { limit, stored, path } = this.#options;
    const numbers = `its limit of ${formatBytes(limit)} on disk is used up: ${formatBytes(stored())} are written`;
    return new OutputError(numbers, { path, cure: "Allow more, compress more, or store fewer pixels." });
  }
}

/** The file itself where there is no limit. */
export function within(quota: Quota | undefined, file: ChunkFile): ChunkFile {
  return quota?.around(file) ?? file;
}
