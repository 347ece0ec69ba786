/**
 * Memory that several threads share. Dispose returns its pages to the kernel. Its addresses stay mapped until every
 * thread has collected the buffer.
 * Not here: whether there is room for it; the caller has reserved it in the budget.
 * Read next: run/kernel/window-pump, madvise(2).
 */
import { native } from "../library/library.ts";
import { addressOf } from "../library/read-memory.ts";

const pageBytes = 2 ** 16;
/** MADV_DONTNEED, by Linux' number: later reads find zeros. */
const notNeeded = 4;

export class SharedBytes implements Disposable {
  readonly buffer: SharedArrayBuffer;

  constructor(size: number) {
    this.buffer = new SharedArrayBuffer(size);
  }

  /** A late use is no crash: it finds zeros. */
  [Symbol.dispose](): void {
    giveBackPages(this.buffer);
  }
}

/** The kernel has the pages back, and what is read there is zeros. Elsewhere than on Linux they stay until they are collected. */
export function giveBackPages(buffer: SharedArrayBuffer): void {
  const { madvise } = native();
  if (process.platform !== "linux" || madvise === undefined || buffer.byteLength === 0) return;
  const start = addressOf(new Uint8Array(buffer));
  const [first, last] = [start + BigInt(pageBytes - 1), start + BigInt(buffer.byteLength)].map(
    (address) => address - (address % BigInt(pageBytes)),
  ) as [bigint, bigint];
  if (last > first) madvise(first, Number(last - first), notNeeded);
}
