/**
 * A limit on the disk space of scratch: images are compressed into it, wait for it, or are refused with the numbers.
 * Not here: scratch without a limit (test/run/scratch/scratch), or when images wait there (test/plan/fit-plan).
 * Read next: src/run/scratch/scratch-watch.ts, src/plan/fit-plan.ts.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { configure, Image, open } from "../../../src/index.ts";
import { scratchFolder } from "../../../src/run/scratch/folder.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";

configure({ forceScratch: true, memory: "400MB", disk: "4MB", threads: 2 });

const folder = temporaryFolder();

afterEach(() => {
  expect(readdirSync(scratchFolder()).filter((name) => name.startsWith(".sluice-"))).toEqual([]);
});

/** Saves the image to a file in strips, which is read from the top down. */
async function stored(image: Image): Promise<Image> {
  const path = join(folder, `${image.width}x${image.height}.tif`);
  await image.save(path, { overwrite: true, compression: "none" });
  return await open(path);
}

const ramp = async (width: number, height: number): Promise<Image> =>
  await stored(Image.xyz(width, height).band(0).cast("ushort"));

test("what is smaller is there as it is, and what is larger compressed", async () => {
  const small = await (await ramp(1000, 1000)).rot("d90").explain({ format: "pixels" });
  expect(small).toMatchObject({ scratch: 2_000_000, choices: [] });
  const large = await (await ramp(3000, 2000)).rot("d90").explain({ format: "pixels" });
  expect(large.scratch).toBe(4_000_000);
  expect(large.choices.map(({ step, what }) => [step, what])).toEqual([
    ["compressed scratch", "12.0 MB are compressed into 4.00 MB on disk at most"],
  ]);
});

test("has the same pixels when it comes back, several at a time, one after the other", async () => {
  const image = await ramp(3000, 2000);
  const turned = async (): Promise<void> => {
    using pixels = await image.rot("d90").pixels();
    const { data } = pixels;
    for (const row of [0, 1, 1499, 2999])
      expect(data.subarray(row * 2000, (row + 1) * 2000)).toEqual(new Uint16Array(2000).fill(row));
  };
  await Promise.all([turned(), turned(), turned()]);
});

test("what does not go into it is ended with the numbers, and gives its room back", async () => {
  const noise = await stored(Image.gaussnoise(3000, 2400, { sigma: 9000 }).cast("ushort"));
  await expect(noise.rot("d90").encode("png")).rejects.toMatchObject({
    tag: "output",
    message: "an image that waits on disk does not go into the 4.00 MB that it may take there",
    cure: expect.stringContaining("SLUICE_DISK"),
  });
  expect((await (await ramp(1000, 1000)).rot("d90").encode("png")).length).toBeGreaterThan(0);
});

test("what cannot go into it is refused before it begins", async () => {
  const large = await ramp(4000, 3000);
  await expect(large.rot("d90").encode("png")).rejects.toMatchObject({
    tag: "output",
    message: "24.0 MB of scratch are needed, and 4.00 MB are allowed",
  });
});

test("a limit that is no size is refused", () => {
  expect(() => configure({ disk: "much" })).toThrow();
});
