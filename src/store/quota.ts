/**
 * A limit to the disk that a store may use, put around any file of chunks that tells how large it is.
 * Not here: disks that are full by themselves (store/disk-room).
 * Read next: store/store.
 */
import { formatBytes } from "../core/bytes.ts";
import { OutputError } from "../core/errors.ts";
import type { ChunkFile, ChunkPlace } from "./store.ts";

/** A file of chunks that tells how many bytes it has taken so far. */
export interface SizedChunkFile extends ChunkFile {
  readonly storedBytes: number;
}

export interface Quota {
  /** Bytes on disk, of chunks and index together. */
  readonly limit: number;
  /** The most bytes that one chunk can take: as many as its samples and a little more. */
  readonly mostChunk: number;
  /** For messages. */
  readonly path: string;
}

/**
 * The same file, within a limit: a chunk is stored only when there is room for the most it could take, after those that are
 * on their way. So the limit is never passed, and up to one chunk of it may stay unused.
 */
export function withQuota(file: SizedChunkFile, { limit, mostChunk, path }: Quota): ChunkFile {
  const under = new Set<Promise<void>>();
  const hasRoom = (): boolean => file.storedBytes + (under.size + 1) * mostChunk <= limit;
  return {
    get: (place) => file.get(place),
    put: async (place: ChunkPlace, samples: Uint8Array) => {
      // Those on their way may turn out to be smaller.
      while (!hasRoom() && under.size > 0) await Promise.race(under);
      if (!hasRoom()) throw usedUp(path, limit, file.storedBytes);
      const putting = file.put(place, samples);
      // Whoever waits for room wants to know that it is over, and not how.
      const over: Promise<void> = putting.catch(() => {}).finally(() => under.delete(over));
      under.add(over);
      await putting;
    },
    finish: () => file.finish(),
    [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
  };
}

function usedUp(path: string, limit: number, used: number): OutputError {
  return new OutputError(`its limit of ${formatBytes(limit)} on disk is used up: ${formatBytes(used)} are written`, {
    path,
    cure: "Allow more, compress more, or store fewer pixels.",
  });
}
