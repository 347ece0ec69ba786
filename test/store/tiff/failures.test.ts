/**
 * Unfinished TIFFs and full disks: nothing of the new file stays, and an existing file does.
 * Not here: templates that are refused (test/store/tiff/template.test.ts).
 * Read next: src/store/tiff/tiff-tiles.ts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { open } from "../../../src/index.ts";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { createTiff } from "../../../src/store/tiff/create-tiff.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { smallDisk } from "../../support/machine/small-disk.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { imageOf } from "../../support/picture/stream-pictures.ts";
import { randomBytesOf } from "../plain-array.ts";
import { templateOf } from "./template.ts";
import { judgeTiff, testByTifffile } from "./tifffile.ts";

const folder = temporaryFolder();
const shape: StoredShape = {
  ...{ width: 600, height: 400, bands: 3, format: "uchar" },
  chunk: { width: 64, height: 64 },
};
const samples = randomBytesOf(seededRandom(1), 600 * 400 * 3);
const kinds = ["none", "deflate"] as const;
const templates = new Map<(typeof kinds)[number], Uint8Array>();
beforeAll(async () => {
  for (const compression of kinds) templates.set(compression, await templateOf(shape, { compression }));
});
const templateIn = (compression: (typeof kinds)[number]): Uint8Array => templates.get(compression) as Uint8Array;
const strip = (top: number) =>
  [{ left: 0, top, width: 600, height: 20 }, samples.subarray(top * 1800, (top + 20) * 1800)] as const;

describe.each(kinds)("with compression %s", (compression) => {
  const path = join(folder, `${compression}.tif`);

  test("what is disposed of or aborted before it is finished leaves nothing", async () => {
    const before = listFolder(folder);
    const abort = new AbortController();
    {
      await using store = await createTiff(path, shape, {
        template: templateIn(compression),
        signal: abort.signal,
      });
      for (let top = 0; top < 200; top += 20) await store.write(...strip(top));
      abort.abort(new Error("enough"));
      await expect(store.write(...strip(200))).rejects.toThrow("enough");
      await expect(store.read({ left: 0, top: 0, width: 1, height: 1 })).rejects.toThrow("enough");
      await expect(store.finish()).rejects.toThrow("enough");
    }
    expect(listFolder(folder)).toEqual(before);
    const aborted = createTiff(path, shape, { template: templateIn(compression), signal: abort.signal });
    await expect(aborted).rejects.toThrow("enough");
    expect(listFolder(folder)).toEqual(before);
  });

  test("a file that is cut before it is finished is no TIFF", async () => {
    await using store = await createTiff(path, shape, { template: templateIn(compression) });
    for (let top = 0; top < 400; top += 20) await store.write(...strip(top));
    const [name] = listFolder(folder).filter((name) => name.includes(`.${compression}.tif.`));
    expect(readFileSync(join(folder, name as string)).subarray(0, 8)).toEqual(Buffer.alloc(8));
  });

  test("what is there is replaced only when it may be, and when the new one is finished", async () => {
    const there = join(folder, `there-${compression}.tif`);
    writeFileSync(there, "something else");
    const template = templateIn(compression);
    await expect(createTiff(there, shape, { template })).rejects.toMatchObject({ tag: "output", path: there });
    {
      await using store = await createTiff(there, shape, { template, overwrite: true });
      await store.write(...strip(0));
      expect(readFileSync(there, "latin1")).toBe("something else");
      await store.finish();
    }
    expect((await open(there)).width).toBe(600);
  });

  test("tiles that are written again and again are read as they were last written", async () => {
    await using store = await createTiff(join(folder, `again-${compression}.tif`), shape, {
      template: templateIn(compression),
    });
    const rect = { left: 64, top: 64, width: 64, height: 64 };
    // Zeros take less room than noise, so the size of the tile changes.
    for (const turn of [0, 1, 2, 3]) {
      const pixels = turn % 2 === 0 ? new Uint8Array(12_288) : randomBytesOf(seededRandom(turn), 12_288);
      await store.write(rect, pixels);
      expect(Buffer.compare(await store.read(rect), pixels)).toBe(0);
    }
  });

  testByTifffile("tiles that were never written are zeros for everybody", async () => {
    const sparse = join(folder, `sparse-${compression}.tif`);
    const plain = new Uint8Array(samples.length);
    const rect = { left: 128, top: 192, width: 64, height: 64 };
    const tile = randomBytesOf(seededRandom(5), 12_288);
    for (let row = 0; row < 64; row += 1) {
      plain.set(tile.subarray(row * 192, (row + 1) * 192), ((192 + row) * 600 + 128) * 3);
    }
    writeFileSync(`${sparse}.bin`, plain);
    await using store = await createTiff(sparse, shape, { template: templateIn(compression) });
    await store.write(rect, tile);
    await store.finish();
    const all = { left: 0, top: 0, width: 600, height: 400 };
    expect(Buffer.compare(await store.read(all), plain)).toBe(0);
    expect((await judgeTiff(sparse, `${sparse}.bin`, "uint8", false)).equal).toBe(true);
    using pixels = await (await open(sparse)).pixels();
    expect(Buffer.compare(pixels.data as Uint8Array, plain)).toBe(0);
  });
});

const { disk, mounted } = smallDisk(folder, "300k");

describe.skipIf(!mounted)("a full disk", () => {
  const path = join(disk, "large.tif");

  test("is known before when nothing is compressed", async () => {
    await expect(createTiff(path, shape, { template: templateIn("none") })).rejects.toMatchObject({
      tag: "output",
      path,
      // 10 × 7 tiles of 12,288 bytes, and their directory.
      message: expect.stringMatching(/the disk is full; about 86\d kB more are needed, and [\d.]+ k?B are free$/),
    });
    expect(listFolder(disk)).toEqual([]);
  });

  test("is told while tiles are written, and nothing stays", async () => {
    const writing = async (): Promise<void> => {
      await using store = await createTiff(path, shape, { template: templateIn("deflate") });
      for (let top = 0; top < 400; top += 20) await store.write(...strip(top));
      await store.finish();
    };
    await expect(writing()).rejects.toMatchObject({
      tag: "output",
      path,
      message: expect.stringMatching(/the disk is full; about [\d.]+ k?B more are needed, and [\d.]+ k?B are free$/),
      cure: expect.stringContaining("Free space"),
    });
    expect(listFolder(disk)).toEqual([]);
  });

  test("is told where only the directory has no room", async () => {
    // 300 kB are 75 pages of 4 KiB. Two are taken, and 73 take 24 tiles of 12,299 bytes, but no directory of 8 kB.
    writeFileSync(join(disk, "others"), new Uint8Array(8192));
    const small = { ...shape, width: 384, height: 256 };
    const rect = { left: 0, top: 0, width: 384, height: 256 };
    const image = imageOf({ ...small, width: 1, height: 1 }).set({ "image-description": "x".repeat(8000) });
    const template = await templateOf(small, { compression: "deflate" }, image);
    await using store = await createTiff(path, small, { template, level: 0 });
    await store.write(rect, samples.subarray(0, 384 * 256 * 3));
    await expect(store.finish()).rejects.toMatchObject({
      tag: "output",
      message: expect.stringContaining("the disk is full"),
    });
    await store[Symbol.asyncDispose]();
    expect(listFolder(disk)).toEqual(["others"]);
  });
});
