/**
 * Random access to the bytes of a file, synchronous and through one small window, for parsers that walk markers.
 * Not here: pixels, which libvips reads by itself, or what the bytes mean (codec/fields and the parsers).
 * Read next: codec/codec-facts.
 */
import { readSync } from "node:fs";

/**
 * The maximum that one read returns. The reader enforces it, so that a length in a file cannot make a
 * parser allocate more.
 */
export const readerWindowBytes = 65_536;

/** Bytes by offset. */
export interface ByteReader {
  /** Length of the whole file. */
  readonly size: number;
  /**
   * The bytes from `offset`: `length` of them, cut at the end of the file and at {@link readerWindowBytes}; none if the
   * offset lies outside. They are **lent until the next read** of the same reader, which may overwrite them in place.
   * Read the numbers, or copy the bytes, before the next read.
   */
  read(offset: number, length: number): Uint8Array;
}

const nothing = new Uint8Array(0);

/** How much of a request lies inside the file. Also answers offsets that are negative or not a number. */
function available(size: number, offset: number, length: number): number {
  if (!(offset >= 0 && offset < size)) return 0;
  return Math.max(0, Math.min(length, readerWindowBytes, size - offset));
}

/** Reads from bytes in memory. What it returns is a view of `data`, not a copy. */
export function bytesReader(data: Uint8Array): ByteReader {
  return {
    size: data.length,
    read(offset, length) {
      return data.subarray(offset, offset + available(data.length, offset, length));
    },
  };
}

/** Windows begin on a page boundary, so a parser that steps back a little does not read again. */
const pageBytes = 4096;

/**
 * Reads from an open file; the caller closes it. Holds one window of 64 KiB, allocated at the first read. A file
 * that has shrunk meanwhile gives short reads. A system error (`EIO`) is thrown as Node throws it, because it says
 * nothing about the format.
 */
export function fileReader(fd: number, size: number): ByteReader {
  let window: Uint8Array | undefined;
  let windowStart = 0;
  let windowLength = 0;

  function fill(start: number): Uint8Array {
    window ??= new Uint8Array(readerWindowBytes);
    const wanted = available(size, start, readerWindowBytes);
    windowStart = start;
    windowLength = 0;
    while (windowLength < wanted) {
      const got = readSync(fd, window, windowLength, wanted - windowLength, start + windowLength);
      if (got === 0) break;
      windowLength += got;
    }
    return window;
  }

  return {
    size,
    read(offset, length) {
      const wanted = available(size, offset, length);
      if (wanted === 0) return nothing;
      let held = window;
      if (held === undefined || offset < windowStart || offset + wanted > windowStart + windowLength) {
        const page = offset - (offset % pageBytes);
        held = fill(offset + wanted > page + readerWindowBytes ? offset : page);
      }
      const from = offset - windowStart;
      return held.subarray(from, Math.max(from, Math.min(from + wanted, windowLength)));
    },
  };
}
