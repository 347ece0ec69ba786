/**
 * Limits the disk space of a store; it wraps each of the store's chunk files.
 * Not here: full disks (store/files/disk-room).
 * Read next: store/chunks/store.
 */
import { formatBytes } from "../../core/bytes.ts";
import { OutputError } from "../../core/errors.ts";
import { maxDeflated } from "../bytes/deflate.ts";
import type { ChunkFile, ChunkPlace } from "./store.ts";

export interface QuotaOptions {
  /** The maximum bytes on disk, chunks and index together. */
  readonly limit: number;
  /** The maximum bytes of one chunk: its samples and a little more. */
  readonly maxChunk: number;
  /** The bytes that the whole store has written so far. */
  readonly stored: () => number;
  /** For error messages. */
  readonly path: string;
}

/** The maximum size of a stored chunk, including its entry in an index. */
export function maxPackedChunk(chunkBytes: number): number {
  return maxDeflated(chunkBytes) + 64;
}

/**
 * Stores a chunk only when there is room for its maximum size, after the chunks in flight. So the limit is never
 * exceeded, and up to one chunk of it may stay unused.
 */
export class Quota {
  readonly #options: QuotaOptions;
  readonly #under = new Set<Promise<void>>();

  constructor(options: QuotaOptions) {
    this.#options = options;
  }

  /** The same file, with the limit. */
  around(file: ChunkFile): ChunkFile {
    return {
      get: (place) => file.get(place),
      put: (place, samples) => this.#put(file, place, samples),
      finish: () => file.finish(),
      [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
    };
  }

  async #put(file: ChunkFile, place: ChunkPlace, samples: Uint8Array): Promise<void> {
    // Chunks in flight may turn out to be smaller than their maximum.
    while (!this.#hasRoom() && this.#under.size > 0) await Promise.race(this.#under);
    if (!this.#hasRoom()) throw this.#usedUp();
    const putting = file.put(place, samples);
    // A waiter needs to know that the write is over; only its own caller gets the error.
    const over: Promise<void> = putting.catch(() => {}).finally(() => this.#under.delete(over));
    this.#under.add(over);
    await putting;
  }

  #hasRoom(): boolean {
    const { limit, maxChunk, stored } = this.#options;
    return stored() + (this.#under.size + 1) * maxChunk <= limit;
  }

  #usedUp(): OutputError {
    const { limit, stored, path } = this.#options;
    const numbers = `its limit of ${formatBytes(limit)} on disk is used up: ${formatBytes(stored())} are written`;
    return new OutputError(numbers, { path, cure: "Allow more, compress more, or store fewer pixels." });
  }
}

/** Wraps the file where there is a quota; otherwise returns the file itself. */
export function within(quota: Quota | undefined, file: ChunkFile): ChunkFile {
  return quota?.around(file) ?? file;
}
