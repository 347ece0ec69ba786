/**
 * A disk that fills up while a store is written: the error names the needed and the free bytes, and nothing stays.
 * Not here: single files (test/batch/disk-full.process.test.ts).
 * Read next: src/store/files/disk-room.ts.
 */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { createZarr } from "../../../src/store/zarr/write/create.ts";
import type { ZarrLayout } from "../../../src/store/zarr/write/create-options.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { smallDisk } from "../../support/machine/small-disk.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { randomBytesOf } from "../plain-array.ts";

const { disk, mounted } = smallDisk(temporaryFolder(), "300k");

describe.skipIf(!mounted)("a full disk", () => {
  const shape: StoredShape = { width: 600, height: 400, bands: 3, format: "uchar", chunk: { width: 64, height: 64 } };
  const samples = randomBytesOf(seededRandom(1), 600 * 400 * 3);
  const strip = (top: number) => samples.subarray(top * 1800, (top + 20) * 1800);
  const path = join(disk, "large.zarr");

  test.each<ZarrLayout>([
    { version: 2 },
    { version: 3 },
    { version: 3, shard: false },
    { version: 3, pyramid: true, compression: "rle" },
  ])("while %j is written", async (layout) => {
    const writing = async (): Promise<void> => {
      await using store = await createZarr(path, shape, layout);
      for (let top = 0; top < 400; top += 20) await store.write({ left: 0, top, width: 600, height: 20 }, strip(top));
      await store.finish();
    };
    await expect(writing()).rejects.toMatchObject({
      tag: "output",
      path,
      message: expect.stringMatching(
        /^.+large\.zarr: it cannot be written: the disk is full; about [\d.]+ k?B more are needed, and [\d.]+ k?B are free$/,
      ),
      cure: expect.stringContaining("Free space"),
    });
    expect(listFolder(disk)).toEqual([]);
  });

  test("is known before when nothing is compressed", async () => {
    await expect(createZarr(path, shape, { compression: "none" })).rejects.toMatchObject({
      tag: "output",
      message: expect.stringContaining("720 kB more are needed"),
    });
    expect(listFolder(disk)).toEqual([]);
  });

  test("does not replace what was there", async () => {
    const small = { ...shape, width: 64, height: 64 };
    await using store = await createZarr(path, small);
    await store.finish();
    const before = listFolder(disk);
    await using large = await createZarr(path, shape, { overwrite: true });
    await expect(async () => {
      for (let top = 0; top < 400; top += 20) await large.write({ left: 0, top, width: 600, height: 20 }, strip(top));
      await large.finish();
    }).rejects.toMatchObject({ tag: "output" });
    await large[Symbol.asyncDispose]();
    expect(listFolder(disk)).toEqual(before);
  });
});
