/**
 * TIFFs whose tiles threads compress as rows come, as tifffile and libtiff read them: every format, odd sizes, any number of
 * threads, levels, and what ends a file before it is finished.
 * Not here: which results are written so (test/run/output/packed-tiff.test.ts), or tiles in any order (any-order.test.ts).
 * Read next: src/store/tiff/packed-rows.ts.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packedLayout } from "../../../src/codec/tiff-at-work.ts";
import { type PixelFormat, sampleBytes } from "../../../src/core/pixel-format.ts";
import { sharedMemory } from "../../../src/store/bytes/web-assembly.ts";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { createPackedTiff } from "../../../src/store/tiff/create-tiff.ts";
import type { PackedRows } from "../../../src/store/tiff/packed-rows.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { smallDisk } from "../../support/machine/small-disk.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { samplesOf } from "../../support/picture/stream-pictures.ts";
import { randomBytesOf } from "../plain-array.ts";
import { templateOf } from "./template.ts";
import { judgeTiff, testByTifffile } from "./tifffile.ts";

const folder = temporaryFolder();
let files = 0;

interface Making {
  readonly threads?: number;
  readonly level?: number;
  readonly path?: string;
  readonly signal?: AbortSignal;
  readonly overwrite?: boolean;
}

async function packedTiff(shape: StoredShape, { threads = 2, path, ...making }: Making = {}): Promise<PackedRows> {
  files += 1;
  const layout = packedLayout(shape, threads);
  const template = await templateOf(shape, { compression: "deflate" });
  const memory = sharedMemory(layout.size);
  return await createPackedTiff(path ?? join(folder, `${files}.tif`), shape, { ...making, template, memory, layout });
}

/** Writes all rows, so many at a time, in lent memory that is used again. */
async function writeAll(
  store: PackedRows,
  { height }: StoredShape,
  samples: Uint8Array,
  atOnce: number,
): Promise<void> {
  const rowBytes = samples.length / height;
  const lent = new Uint8Array(atOnce * rowBytes);
  for (let top = 0; top < height; top += atOnce) {
    const rows = samples.subarray(top * rowBytes, Math.min(height, top + atOnce) * rowBytes);
    lent.set(rows);
    await store.write(lent.subarray(0, rows.length));
    lent.fill(99);
  }
}

/** A file of such samples. */
async function written(shape: StoredShape, samples: Uint8Array, making: Making = {}, atOnce = 48): Promise<string> {
  const path = join(folder, `written-${files}.tif`);
  await using store = await packedTiff(shape, { ...making, path });
  await writeAll(store, shape, samples, atOnce);
  await store.finish();
  return path;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>): Uint8Array => {
  return new Uint8Array(buffer, byteOffset, byteLength);
};

const chunk = { width: 64, height: 48 };
const dtypes = {
  ...{ uchar: "uint8", char: "int8", ushort: "uint16", short: "int16", uint: "uint32", int: "int32" },
  ...{ float: "float32", double: "float64" },
} as const;

describe("tifffile reads", () => {
  testByTifffile.each(Object.keys(dtypes) as (keyof typeof dtypes)[])("%s, of any size and bands", async (format) => {
    for (const [width, height, bands, atOnce] of [
      [200, 150, 3, 48],
      [64, 48, 1, 7],
      [1, 1, 4, 1],
      [129, 97, 2, 97],
      [333, 49, 5, 16],
    ] as const) {
      const shape: StoredShape = { width, height, bands, format: format as PixelFormat, chunk };
      const samples = bytesOf(samplesOf(shape, files) as ArrayBufferView<ArrayBuffer>);
      const path = await written(shape, samples, {}, atOnce);
      writeFileSync(`${path}.bin`, samples);
      const told = await judgeTiff(path, `${path}.bin`, dtypes[format], false);
      expect(told).toMatchObject({ equal: true, compression: "ADOBE_DEFLATE", predictor: 2, tile: [64, 48] });
      if (sampleBytes(shape.format) > 4) continue;
      // libtiff, too, which checks sums that tifffile may not.
      execFileSync("tiffcp", ["-c", "none", path, `${path}.copy.tif`], { stdio: "pipe" });
      expect((await judgeTiff(`${path}.copy.tif`, `${path}.bin`, dtypes[format], false)).equal).toBe(true);
    }
  });

  testByTifffile("every level, and what repeats itself, which is then searched for", async () => {
    const shape: StoredShape = { width: 500, height: 300, bands: 3, format: "uchar", chunk };
    const random = randomBytesOf(seededRandom(2), 4096);
    // Rows of pixels that come again a few rows below, and none of it is zeros or alike.
    const samples = Uint8Array.from({ length: 500 * 300 * 3 }, (_, at) => random[(at % 1500) % 960] as number);
    const sizes: number[] = [];
    for (const level of [0, 1, 9, undefined]) {
      const path = await written(shape, samples, level === undefined ? {} : { level });
      writeFileSync(`${path}.bin`, samples);
      expect((await judgeTiff(path, `${path}.bin`, "uint8", false)).equal).toBe(true);
      sizes.push(readFileSync(path).length);
    }
    const [stored, fast, best, quick] = sizes as [number, number, number, number];
    expect(stored).toBeGreaterThan(samples.length);
    expect(best).toBeLessThanOrEqual(fast);
    expect(quick).toBeLessThanOrEqual(1.01 * fast);
  });
});

test("one thread and many write the same bytes", async () => {
  const shape: StoredShape = { width: 700, height: 500, bands: 3, format: "uchar", chunk };
  const samples = bytesOf(samplesOf(shape, 5) as ArrayBufferView<ArrayBuffer>);
  const [first, ...others] = await Promise.all(
    [1, 2, 9].map(async (threads) => {
      const path = join(folder, `threads-${threads}.tif`);
      await using store = await packedTiff(shape, { threads, path });
      await writeAll(store, shape, samples, 10 * threads);
      await store.finish();
      return readFileSync(path);
    }),
  );
  for (const other of others) expect(Buffer.compare(first as Buffer, other)).toBe(0);
});

describe("what is not finished", () => {
  const shape: StoredShape = { width: 600, height: 400, bands: 3, format: "uchar", chunk };
  const samples = randomBytesOf(seededRandom(1), 600 * 400 * 3);

  test("leaves nothing, aborted or disposed of, with work under way", async () => {
    const before = listFolder(folder);
    const abort = new AbortController();
    {
      await using store = await packedTiff(shape, { signal: abort.signal });
      await store.write(samples.subarray(0, 200 * 1800));
      abort.abort(new Error("enough"));
      await expect(store.write(samples.subarray(200 * 1800, 300 * 1800))).rejects.toThrow("enough");
      await expect(store.finish()).rejects.toThrow("enough");
    }
    await expect(packedTiff(shape, { signal: abort.signal })).rejects.toThrow("enough");
    expect(listFolder(folder)).toEqual(before);
  });

  test("is no TIFF yet, and does not touch what is there", async () => {
    const path = join(folder, "there.tif");
    writeFileSync(path, "something else");
    await expect(packedTiff(shape, { path })).rejects.toMatchObject({ tag: "output", path });
    await using store = await packedTiff(shape, { path, overwrite: true });
    await writeAll(store, shape, samples, 100);
    expect(readFileSync(path, "latin1")).toBe("something else");
    const [name] = listFolder(folder).filter((name) => name.includes(".there.tif."));
    expect(readFileSync(join(folder, name as string)).subarray(0, 8)).toEqual(Buffer.alloc(8));
    await store.finish();
    expect(readFileSync(path).subarray(0, 4)).toEqual(Buffer.from("II*\0", "latin1"));
  });
});

const { disk, mounted } = smallDisk(folder, "300k");

test.skipIf(!mounted)("a full disk is told with numbers, and nothing stays", async () => {
  const path = join(disk, "large.tif");
  const shape: StoredShape = { width: 600, height: 900, bands: 3, format: "uchar", chunk };
  const samples = randomBytesOf(seededRandom(1), 600 * 900 * 3);
  const writing = async (): Promise<void> => {
    await using store = await packedTiff(shape, { path });
    await writeAll(store, shape, samples, 20);
    await store.finish();
  };
  await expect(writing()).rejects.toMatchObject({
    tag: "output",
    path,
    message: expect.stringMatching(/the disk is full; about [\d.]+ [kM]?B more are needed, and [\d.]+ k?B are free$/),
    cure: expect.stringContaining("Free space"),
  });
  expect(listFolder(disk)).toEqual([]);
});
