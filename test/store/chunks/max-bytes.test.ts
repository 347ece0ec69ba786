/**
 * Stores with a disk limit: HDF5, Zarr of both versions and pyramids stay below it, or fail with the numbers.
 * Not here: the rule itself (test/store/chunks/quota), or the disk that scratch may take (test/run/scratch/disk-limit).
 * Read next: src/store/chunks/quota.ts.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { configure, Image, open } from "../../../src/index.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";

configure({ memory: "1GB", threads: 2 });
const folder = temporaryFolder();
const image = Image.gaussnoise(1100, 900, { mean: 128, sigma: 30, seed: 7 }).cast("uchar");
const kinds = {
  hdf5: { name: "a.h5", options: {} },
  "zarr 2": { name: "b.zarr", options: { version: 2 } },
  "zarr 3": { name: "c.zarr", options: {} },
  "a pyramid": { name: "d.zarr", options: { pyramid: true, chunk: 128 } },
} as const;

afterEach(() => {
  expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
});

describe.each(Object.entries(kinds))("%s", (_, { name, options }) => {
  test("within its limit has the same pixels, and takes no more", async () => {
    const path = join(folder, name);
    const { sizeBytes } = await image.save(path, { ...options, maxBytes: "3MB" });
    expect(sizeBytes).toBeLessThanOrEqual(3_000_000);
    expect(await (await open(path)).subtract(image).abs().max()).toBe(0);
  });

  test("that would take more ends with the numbers, and leaves nothing", async () => {
    const path = join(folder, `no-${name}`);
    await expect(image.save(path, { ...options, maxBytes: 600_000 })).rejects.toMatchObject({
      tag: "output",
      message: expect.stringMatching(/its limit of 600 kB on disk is used up: \d+ (?:kB|B) are written/),
    });
    expect(existsSync(path)).toBe(false);
  });
});

test("a limit that is no size is refused", async () => {
  await expect(image.save(join(folder, "x.h5"), { maxBytes: "plenty" })).rejects.toMatchObject({ tag: "usage" });
});
