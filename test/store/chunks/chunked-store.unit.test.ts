/**
 * Rectangles to chunks and back, compared with a plain array, over a file of chunks in memory.
 * Not here: files (test/store/contract.test.ts).
 * Read next: src/store/chunks/chunked-store.ts.
 */
import { describe, expect, test } from "vitest";
import { pelBytes } from "../../../src/graph/recipe/header.ts";
import { ChunkedStore } from "../../../src/store/chunks/chunked-store.ts";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { PlainArray, randomBytesOf, randomRect } from "../plain-array.ts";
import { MemoryChunks } from "./memory-chunks.ts";

function randomShape(random: () => number): StoredShape {
  const side = (max: number): number => 1 + Math.floor(random() * max);
  const format = (["uchar", "ushort", "float"] as const)[Math.floor(random() * 3)] ?? "uchar";
  const chunk = { width: side(20), height: side(20) };
  return { width: side(70), height: side(70), bands: side(4), format, chunk };
}

const shape: StoredShape = { width: 40, height: 30, bands: 3, format: "uchar", chunk: { width: 16, height: 8 } };
const all = { left: 0, top: 0, width: 40, height: 30 };

describe("rectangles in random order", () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))("are what a plain array has (%i)", async (seed) => {
    const random = seededRandom(seed + 1);
    const shape = randomShape(random);
    const file = new MemoryChunks(seed + 1000);
    const inFlight = 1 + Math.floor(random() * 5);
    const plain = new PlainArray(shape);
    await using store = new ChunkedStore(shape, file, { inFlight });
    for (let turn = 0; turn < 30; turn += 1) {
      const rects = Array.from({ length: 1 + Math.floor(random() * 3) }, () => randomRect(random, shape));
      if (random() < 0.6) {
        // Several at once: the later ones win where they overlap.
        await Promise.all(
          rects.map((rect) => {
            const pixels = randomBytesOf(random, rect.width * rect.height * pelBytes(shape));
            plain.write(rect, pixels);
            return store.write(rect, pixels);
          }),
        );
      } else {
        const read = await Promise.all(rects.map((rect) => store.read(rect)));
        for (const [index, rect] of rects.entries()) expect(read[index]).toEqual(plain.read(rect));
      }
    }
    await store.finish();
    const whole = { left: 0, top: 0, width: shape.width, height: shape.height };
    expect(Buffer.compare(await store.read(whole), plain.bytes)).toBe(0);
    expect(file.maxAtOnce).toBeLessThanOrEqual(inFlight);
  });
});

describe("strips from the top down", () => {
  test.each([1, 3, 7, 8, 11, 30])("of %i rows store every chunk once", async (height) => {
    const random = seededRandom(height);
    const file = new MemoryChunks(1);
    const plain = new PlainArray(shape);
    await using store = new ChunkedStore(shape, file);
    for (let top = 0; top < shape.height; top += height) {
      const rect = { left: 0, top, width: shape.width, height: Math.min(height, shape.height - top) };
      const pixels = randomBytesOf(random, rect.width * rect.height * 3);
      plain.write(rect, pixels);
      await store.write(rect, pixels);
      pixels.fill(0);
    }
    await store.finish();
    expect(file.log.filter((line) => line.startsWith("put"))).toHaveLength(12);
    expect(await store.read(all)).toEqual(plain.bytes);
  });
});

describe("a store of chunks", () => {
  test("has zeros where nothing was written, and pads with zeros", async () => {
    const file = new MemoryChunks(1);
    await using store = new ChunkedStore(shape, file);
    await store.write({ left: 32, top: 24, width: 8, height: 6 }, new Uint8Array(144).fill(9));
    await store.finish();
    expect([...file.chunks.keys()]).toEqual(["3,2"]);
    const chunk = file.chunks.get("3,2") as Uint8Array;
    expect(chunk.length).toBe(16 * 8 * 3);
    expect(chunk.filter((byte) => byte === 9).length).toBe(144);
    expect((await store.read(all)).filter((byte) => byte !== 0).length).toBe(144);
  });

  test("pads with zeros where a buffer was full before", async () => {
    const file = new MemoryChunks(1);
    await using store = new ChunkedStore(shape, file, { inFlight: 1 });
    for (const [left, width] of [
      [0, 16],
      [32, 8],
      [16, 16],
      [32, 8],
    ] as const) {
      await store.write({ left, top: 24, width, height: 6 }, new Uint8Array(width * 18).fill(7));
      await store.write({ left, top: 8, width, height: 8 }, new Uint8Array(width * 24).fill(7));
    }
    await store.finish();
    const sevens = (key: string): number | undefined => file.chunks.get(key)?.filter((byte) => byte === 7).length;
    expect(["1,0", "1,1", "1,2", "3,0", "3,1", "3,2"].map(sevens)).toEqual([384, 384, 192, 288, 288, 144]);
  });

  test("fills the array that it is given", async () => {
    await using store = new ChunkedStore(shape, new MemoryChunks(1));
    await store.write(all, new Uint8Array(3600).fill(5));
    const into = new Uint8Array(12).fill(1);
    expect(await store.read({ left: 14, top: 7, width: 2, height: 2 }, into)).toBe(into);
    expect(into).toEqual(new Uint8Array(12).fill(5));
  });

  test.each([
    [{ left: -1, top: 0, width: 2, height: 2 }],
    [{ left: 0, top: 0, width: 41, height: 1 }],
    [{ left: 0, top: 30, width: 1, height: 1 }],
    [{ left: 0, top: 0, width: 0, height: 1 }],
    [{ left: 0.5, top: 0, width: 1, height: 1 }],
    [{ left: 0, top: Number.NaN, width: 1, height: 1 }],
  ])("refuses %o", async (rect) => {
    await using store = new ChunkedStore(shape, new MemoryChunks(1));
    await expect(store.read(rect)).rejects.toMatchObject({ tag: "usage" });
    await expect(store.write(rect, new Uint8Array(3))).rejects.toMatchObject({ tag: "usage" });
  });

  test("refuses arrays of another length", async () => {
    await using store = new ChunkedStore(shape, new MemoryChunks(1));
    await expect(store.write(all, new Uint8Array(3599))).rejects.toThrow("3600 bytes, and the array has 3599");
    await expect(store.read(all, new Uint8Array(3601))).rejects.toMatchObject({ tag: "usage" });
  });

  test("tells a failure in the background at the next call, and then leaves the file alone", async () => {
    const file = new MemoryChunks(1);
    file.failAt = 0;
    await using store = new ChunkedStore(shape, file);
    const writing = async (): Promise<void> => {
      for (let top = 0; top < 24; top += 8) {
        await store.write({ left: 0, top, width: 40, height: 8 }, new Uint8Array(960));
      }
      await store.finish();
    };
    await expect(writing()).rejects.toThrow("on fire");
    await expect(store.finish()).rejects.toThrow("on fire");
    expect(file.log).not.toContain("finish");
  });

  test("tells readers of a failure, and goes on", async () => {
    const file = new MemoryChunks(1);
    await using store = new ChunkedStore(shape, file);
    await store.write(all, new Uint8Array(3600).fill(5));
    await store.finish();
    file.failAt = file.log.length + 3;
    await expect(store.read(all)).rejects.toThrow("on fire");
    file.failAt = Number.POSITIVE_INFINITY;
    expect((await store.read(all))[0]).toBe(5);
  });

  test("cannot be written when it is finished, nor used when it is disposed of", async () => {
    const file = new MemoryChunks(1);
    const store = new ChunkedStore(shape, file);
    await store.finish();
    await expect(store.write(all, new Uint8Array(3600))).rejects.toMatchObject({ tag: "usage" });
    await store[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
    await expect(store.read(all)).rejects.toMatchObject({ tag: "disposed" });
    expect(file.log).toEqual(["finish", "dispose"]);
  });

  test("lets what is under way end before it is disposed of", async () => {
    const file = new MemoryChunks(1);
    const store = new ChunkedStore(shape, file);
    const writing = store.write(all, new Uint8Array(3600));
    const disposing = store[Symbol.asyncDispose]();
    await expect(writing).rejects.toMatchObject({ tag: "disposed" });
    await disposing;
    expect(file.log.at(-1)).toBe("dispose");
  });

  test("lets what is being read end before it is disposed of", async () => {
    const file = new MemoryChunks(1);
    const store = new ChunkedStore(shape, file, { inFlight: 2 });
    await store.write(all, new Uint8Array(3600));
    await store.finish();
    const reading = store.read(all);
    const disposing = store[Symbol.asyncDispose]();
    await expect(reading).rejects.toMatchObject({ tag: "disposed" });
    await disposing;
    expect(file.log.at(-1)).toBe("dispose");
  });

  test("ends with its signal's reason", async () => {
    const control = new AbortController();
    await using store = new ChunkedStore(shape, new MemoryChunks(1), { signal: control.signal });
    control.abort(new Error("enough"));
    await expect(store.write(all, new Uint8Array(3600))).rejects.toThrow("enough");
    await expect(store.read(all)).rejects.toThrow("enough");
  });

  test("keeps no more chunks open than a row", async () => {
    const file = new MemoryChunks(1);
    await using store = new ChunkedStore(shape, file);
    for (let top = 0; top < 30; top += 8) {
      await store.write({ left: 0, top, width: 40, height: 1 }, new Uint8Array(120).fill(1));
    }
    // Three more rows of chunks came after the first, and each evicted an open chunk.
    await store.read(all);
    expect(new Set(file.log.filter((line) => line.startsWith("put"))).size).toBe(9);
  });
});
