/**
 * The contract of stores for every layout of Zarr: rectangles in any order equal those of a plain array.
 * Not here: reading by other implementations (test/store/zarr/judged.test.ts), or rows from the top down
 * (test/store/chunks/pyramid.unit.test.ts).
 * Read next: src/store/chunks/store.ts, test/store/plain-array.ts.
 */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type PixelFormat, pixelFormats } from "../../../src/core/pixel-format.ts";
import { pelBytes } from "../../../src/graph/recipe/header.ts";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { openZarr } from "../../../src/store/zarr/open.ts";
import { createZarr } from "../../../src/store/zarr/write/create.ts";
import type { ZarrLayout } from "../../../src/store/zarr/write/create-options.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { PlainArray, randomBytesOf, randomRect } from "../plain-array.ts";

const folder = temporaryFolder();

const layouts: Readonly<Record<string, ZarrLayout>> = {
  "v2 gzip": { version: 2 },
  "v2 zlib": { version: 2, compression: "zlib", level: 6 },
  "v2 none": { version: 2, compression: "none" },
  "v3 shards": { version: 3, shard: { width: 64, height: 32 } },
  "v3 one shard": { version: 3, compression: "rle" },
  "v3 files": { version: 3, shard: false },
  "v3 shards none": { version: 3, compression: "none", shard: { width: 32, height: 48 } },
};

const whole = ({ width, height }: StoredShape) => ({ left: 0, top: 0, width, height });

/** Writes and reads at random, reopens, and compares. */
async function check(name: string, layout: ZarrLayout, shape: StoredShape, seed: number, turns: number): Promise<void> {
  const path = join(folder, `${name}.zarr`);
  const random = seededRandom(seed);
  const plain = new PlainArray(shape);
  {
    await using store = await createZarr(path, shape, layout);
    for (let turn = 0; turn < turns; turn += 1) {
      const rect = randomRect(random, shape);
      if (random() < 0.6) {
        const pixels = randomBytesOf(random, rect.width * rect.height * pelBytes(shape));
        plain.write(rect, pixels);
        await store.write(rect, pixels);
      } else {
        expect(Buffer.compare(await store.read(rect), plain.read(rect))).toBe(0);
      }
    }
    expect(listFolder(folder).filter((each) => each === `${name}.zarr`)).toEqual([]);
    await store.finish();
    expect(Buffer.compare(await store.read(whole(shape)), plain.bytes)).toBe(0);
  }
  await using again = await openZarr(path);
  expect(again.shape).toEqual(shape);
  expect(Buffer.compare(await again.read(whole(shape)), plain.bytes)).toBe(0);
  const rects = Array.from({ length: 10 }, () => randomRect(random, shape));
  const read = await Promise.all(rects.map((rect) => again.read(rect)));
  for (const [index, rect] of rects.entries())
    expect(Buffer.compare(read[index] as Uint8Array, plain.read(rect))).toBe(0);
}

describe.each(Object.keys(layouts))("%s", (name) => {
  const layout = layouts[name] as ZarrLayout;

  test.each([1, 2, 3, 4, 5])("random rectangles of %i bands", async (bands) => {
    const shape: StoredShape = { width: 101, height: 77, bands, format: "ushort", chunk: { width: 16, height: 16 } };
    await check(`${name}-${bands}`, layout, shape, bands, 30);
  });

  test.each(pixelFormats)("samples of %s", async (format: PixelFormat) => {
    const shape: StoredShape = { width: 40, height: 35, bands: 2, format, chunk: { width: 16, height: 16 } };
    await check(`${name}-${format}`, layout, shape, 7, 12);
  });

  test("one pixel", async () => {
    const shape: StoredShape = { width: 1, height: 1, bands: 1, format: "uchar", chunk: { width: 16, height: 16 } };
    await check(`${name}-pixel`, layout, shape, 1, 4);
  });

  test("nothing written is zeros, and nothing stays of what is not finished", async () => {
    const shape: StoredShape = { width: 50, height: 50, bands: 1, format: "int", chunk: { width: 16, height: 16 } };
    const path = join(folder, `${name}-zeros.zarr`);
    {
      await using store = await createZarr(path, shape, layout);
      await store.write({ left: 3, top: 3, width: 5, height: 5 }, new Uint8Array(100).fill(1));
    }
    expect(listFolder(folder).filter((each) => each.includes(`${name}-zeros`))).toEqual([]);
    {
      await using store = await createZarr(path, shape, layout);
      await store.finish();
    }
    await using store = await openZarr(path);
    expect((await store.read(whole(shape))).every((byte) => byte === 0)).toBe(true);
  });
});

describe("a store", () => {
  const shape: StoredShape = { width: 50, height: 40, bands: 1, format: "uchar", chunk: { width: 16, height: 16 } };
  const path = join(folder, "some.zarr");

  test("keeps attributes of every kind", async () => {
    const attributes = {
      xres: 2.5,
      "image-description": "an Ω",
      sizes: [1, 2, 3],
      "exif-data": Uint8Array.of(0, 255, 7),
    };
    for (const layout of [
      { version: 2 },
      { version: 3 },
      { version: 2, pyramid: true },
      { version: 3, pyramid: 2 },
    ] as const) {
      await using store = await createZarr(path, shape, { ...layout, attributes, overwrite: true });
      await store.finish();
      await using again = await openZarr(path);
      expect(again.attributes).toEqual(attributes);
    }
    await expect(createZarr(path, shape, { attributes: { ome: 1 }, overwrite: true })).rejects.toMatchObject({
      tag: "usage",
    });
    await expect(createZarr(path, shape, { attributes: { a: Number.NaN }, overwrite: true })).rejects.toMatchObject({
      tag: "usage",
    });
  });

  test("replaces a store when it is told to, and nothing else", async () => {
    await expect(createZarr(path, shape)).rejects.toMatchObject({ tag: "output", path });
    await expect(createZarr(folder, shape, { overwrite: true })).rejects.toMatchObject({
      tag: "output",
      message: `${folder}: it would replace something that is no such store`,
    });
    await using store = await createZarr(path, { ...shape, width: 60 }, { overwrite: true });
    expect((await openZarr(path)).shape.width).toBe(50);
    await store.finish();
    expect((await openZarr(path)).shape.width).toBe(60);
    expect(listFolder(folder).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test.each([
    [{ version: 3, compression: "zlib" }, "version 3 has no zlib"],
    [{ version: 2, shard: { width: 32, height: 32 } }, "version 2 has no shards"],
    [{ shard: { width: 40, height: 32 } }, "a shard of 40 × 32 pixels is not made of chunks of 16 × 16"],
    [{ level: 10 }, "the level of compression is a whole number from 0 to 9, and is 10"],
    [{ pyramid: 0 }, "a pyramid has 1 to 32 levels, and not 0"],
  ] as const)("refuses %j", async (options, message) => {
    await expect(createZarr(join(folder, "never"), shape, options)).rejects.toMatchObject({ tag: "usage", message });
  });

  test("ends when it is told to", async () => {
    const controller = new AbortController();
    await using store = await openZarr(path, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(store.read({ left: 0, top: 0, width: 5, height: 5 })).rejects.toThrow("enough");
    await expect(openZarr(path, { signal: controller.signal })).rejects.toThrow("enough");
  });
});
