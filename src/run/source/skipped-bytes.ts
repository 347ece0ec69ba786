/**
 * Leaves parts out of a file's bytes. The kept parts become one block of memory; the skipped ones are never read.
 * Not here: which parts (plan/load/scan-choice).
 * Read next: run/source/open-source.
 */
import type { ByteRange } from "../../codec/jpeg-scans.ts";
import { filledSource } from "../../native/object/byte-source.ts";
import type { Handle } from "../../native/object/handle.ts";

/** Bytes that can be read in part. */
export interface PartReader {
  readonly size: number;
  /** Fills `into` from an offset. @returns the number of bytes read. */
  read(into: Uint8Array, offset: number): Promise<number>;
}

export function bytesPart(bytes: Uint8Array): PartReader {
  return {
    size: bytes.length,
    read: async (into, offset) => {
      into.set(bytes.subarray(offset, offset + into.length));
      return into.length;
    },
  };
}

/**
 * A source of all bytes except the ranges of `skip`, which are in order and do not overlap. It is shorter if
 * a file has shrunk.
 */
export async function sourceWithout(reader: PartReader, skip: readonly ByteRange[]): Promise<Handle> {
  const kept = keptRanges(reader.size, skip);
  const length = kept.reduce((sum, { start, end }) => sum + end - start, 0);
  return await filledSource(length, async (memory) => {
    let filled = 0;
    for (const { start, end } of kept)
      filled += await reader.read(memory.subarray(filled, filled + end - start), start);
    return filled;
  });
}

function keptRanges(size: number, skip: readonly ByteRange[]): ByteRange[] {
  const starts = [0, ...skip.map(({ end }) => end)];
  const ends = [...skip.map(({ start }) => start), size];
  return starts.map((start, index) => ({ start, end: ends[index] as number })).filter(({ start, end }) => start < end);
}
