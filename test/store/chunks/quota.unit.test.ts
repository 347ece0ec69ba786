/**
 * A limit on a store's disk space: never exceeded, and reported when it is used up.
 * Not here: disks that are full (test/store/hdf5/interrupted.process.test.ts).
 * Read next: src/store/chunks/quota.ts.
 */
import { expect, test } from "vitest";
import { ChunkedStore } from "../../../src/store/chunks/chunked-store.ts";
import { Quota } from "../../../src/store/chunks/quota.ts";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { MemoryChunks } from "./memory-chunks.ts";

const shape: StoredShape = { width: 100, height: 100, bands: 1, format: "uchar", chunk: { width: 10, height: 10 } };
const all = { left: 0, top: 0, width: 100, height: 100 };

/** Chunks that take 60 bytes each, of the 100 that they could. */
class Sized extends MemoryChunks {
  get storedBytes(): number {
    return this.chunks.size * 60;
  }
}

const quota = (file: Sized, limit: number): Quota =>
  new Quota({ limit, maxChunk: 100, stored: () => file.storedBytes, path: "x" });

test("a store within its limit is written", async () => {
  const file = new Sized(1);
  await using store = new ChunkedStore(shape, quota(file, 6040).around(file));
  await store.write(all, new Uint8Array(10_000).fill(3));
  await store.finish();
  expect(file.chunks.size).toBe(100);
  expect((await store.read(all))[9999]).toBe(3);
});

test.each([0, 99, 1000, 5999])("a limit of %i bytes is not passed", async (limit) => {
  const file = new Sized(2);
  await using store = new ChunkedStore(shape, quota(file, limit).around(file));
  const writing = async (): Promise<void> => {
    await store.write(all, new Uint8Array(10_000));
    await store.finish();
  };
  await expect(writing()).rejects.toMatchObject({
    tag: "output",
    path: "x",
    cure: expect.stringContaining("Allow more"),
  });
  expect(file.storedBytes).toBeLessThanOrEqual(limit);
  expect(file.storedBytes).toBeGreaterThan(limit - 160);
});
