/**
 * Two hundred images in one process leave nothing behind: no memory, and nothing reserved.
 * Not here: a thousand photos (bench/memory/thousand).
 * Read next: test/support/child/many-images-child.mjs.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { Image } from "../../src/index.ts";
import { type ManyImagesTold, maxGrowth } from "../support/child/many-images.ts";
import { measureRun } from "../support/machine/peak-memory.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";

const folder = temporaryFolder();

it.skipIf(process.platform !== "linux")(
  "200 images, in four ways by turns",
  async () => {
    const [photos, output] = [join(folder, "photos"), join(folder, "out")];
    for (const made of [photos, output]) mkdirSync(made);
    for (const [index, size] of [700, 1600, 1100].entries()) {
      const pixels = Uint8Array.from({ length: size * size * 3 }, (_, at) => ((at * (index + 3)) % size) & 255);
      const picture = Image.fromPixels(pixels, { width: size, bands: 3 }).copy({ interpretation: "srgb" });
      await picture.save(join(photos, `${index}.${index === 1 ? "png" : "jpg"}`));
    }
    const child = fileURLToPath(new URL("../support/child/many-images-child.mjs", import.meta.url));
    // A few megabytes of uncollected JavaScript would hide what this test looks for.
    const run = await measureRun(process.execPath, ["--expose-gc", child, "160MB", photos, output, "200", "small"]);
    expect(run.stderr).toBe("");
    const { after, unreturned } = JSON.parse(run.stdout) as ManyImagesTold;
    expect(unreturned).toBe(0);
    expect(after.map(([images]) => images)).toEqual([50, 100, 150, 200]);
    const sizes = after.map(([, size]) => size);
    // Memory that waits to be trimmed makes some megabytes of difference between two readings.
    expect(Math.min(...sizes.slice(2))).toBeLessThanOrEqual(maxGrowth * Math.max(...sizes.slice(0, 2)));
    expect(run.peakUnreclaimable).toBeLessThanOrEqual(160e6);
  },
  30_000,
);
