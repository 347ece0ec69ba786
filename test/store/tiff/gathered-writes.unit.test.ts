/**
 * Pieces of a file that are gathered and written together: the calls, calls that write only a part, and failures.
 * Not here: files (test/store/tiff/any-order.soak.test.ts).
 * Read next: src/store/tiff/gathered-writes.ts.
 */
import type { FileHandle } from "node:fs/promises";
import { expect, test } from "vitest";
import { GatheredWrites } from "../../../src/store/tiff/gathered-writes.ts";

/** A file in memory that takes at most so many bytes a call, and fails at a given place. */
class MemoryFile {
  readonly bytes = new Uint8Array(1000);
  readonly calls: (readonly [address: number, length: number])[] = [];
  readonly #most: number;
  readonly #failAt: number;

  constructor(max = Number.POSITIVE_INFINITY, failAt = Number.POSITIVE_INFINITY) {
    this.#most = max;
    this.#failAt = failAt;
  }

  async writev(pieces: readonly Uint8Array[], address: number): Promise<{ readonly bytesWritten: number }> {
    const all = Buffer.concat(pieces);
    this.calls.push([address, all.length]);
    await new Promise(setImmediate);
    if (this.calls.length === this.#failAt) throw new Error("the disk is gone");
    const taken = all.subarray(0, this.#most);
    this.bytes.set(taken, address);
    return { bytesWritten: taken.length };
  }

  writes(limitBytes: number): GatheredWrites {
    return new GatheredWrites(this as unknown as FileHandle, limitBytes);
  }
}

const piece = (value: number, length = 10): Uint8Array => new Uint8Array(length).fill(value);

test("those that wait and follow each other are one call, up to so many bytes", async () => {
  const file = new MemoryFile();
  const writes = file.writes(40);
  await Promise.all(Array.from({ length: 10 }, (_, index) => writes.write(100 + 10 * index, piece(index + 1))));
  expect(file.calls).toEqual([
    [100, 10],
    [110, 40],
    [150, 40],
    [190, 10],
  ]);
  expect([...file.bytes.subarray(100, 200)]).toEqual(Array.from({ length: 100 }, (_, at) => 1 + Math.floor(at / 10)));
  await writes.write(0, piece(7, 60));
  expect(file.calls.at(-1)).toEqual([0, 60]);
});

test("those with others between them are calls of their own", async () => {
  const file = new MemoryFile();
  const writes = file.writes(1000);
  await Promise.all([30, 40, 50, 70, 60, 80].map((address) => writes.write(address, piece(address))));
  expect(file.calls).toEqual([
    [30, 10],
    [40, 20],
    [70, 10],
    [60, 10],
    [80, 10],
  ]);
});

test("a call that writes less is gone on with", async () => {
  const file = new MemoryFile(7);
  const writes = file.writes(1000);
  await Promise.all([0, 10, 20, 30].map((address) => writes.write(address, piece(address + 1))));
  expect([...file.bytes.subarray(0, 40)]).toEqual(Array.from({ length: 40 }, (_, at) => 1 + 10 * Math.floor(at / 10)));
});

test("a failure is told to all whose pieces were in the call, and the next call is made", async () => {
  const file = new MemoryFile(undefined, 2);
  const writes = file.writes(20);
  const settled = await Promise.allSettled([0, 10, 20, 30, 40].map((address) => writes.write(address, piece(address))));
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled", "fulfilled"]);
});
