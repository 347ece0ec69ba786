/**
 * What the plan projects for a large image is at least what it takes, and at most one and a half times as much.
 * Not here: every codec and encoder; the benchmark `npm run bench -- budget` goes through all of them.
 * Read next: test/support/price.ts, src/plan.
 */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeLargePicture } from "../support/large-pictures.ts";
import { measurePrice, priceNoise } from "../support/price.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const folder = temporaryFolder();
const size = { width: 6144, height: 4096 };
const tiny = { width: 1024, height: 768 };
const tiles = { tile: true, tile_width: 512, tile_height: 512, compression: "jpeg" };

const cases = [
  { name: "progressive JPEG, 4:2:0", ending: "jpg", saver: "jpegsave", args: { interlace: true }, threads: 1 },
  { name: "PNG", ending: "png", saver: "pngsave", args: { compression: 1 }, threads: 2 },
  { name: "PNG, interlaced", ending: "png", saver: "pngsave", args: { compression: 1, interlace: true }, threads: 1 },
  { name: "TIFF, tiled", ending: "tif", saver: "tiffsave", args: tiles, threads: 2 },
  { name: "TIFF, in strips", ending: "tif", saver: "tiffsave", args: { compression: "deflate" }, threads: 1 },
  { name: "WebP, lossless", ending: "webp", saver: "webpsave", args: { lossless: true, effort: 0 }, threads: 1 },
];

describe.skipIf(process.platform !== "linux")("of a large image (measured on Linux only)", () => {
  test.each(cases)(
    "$name: measured ≤ projected ≤ 1.5 × measured",
    async ({ name, ending, saver, args, threads }) => {
      const path = (kind: string): string => join(folder, `${name.replaceAll(/\W+/g, "-")}-${kind}.${ending}`);
      const { projected, measured } = await measurePrice({
        files: [await writeLargePicture(path("large"), size, saver, args)],
        tiny: [await writeLargePicture(path("tiny"), tiny, saver, args)],
        recipe: "thumbnail 500",
        output: path("out"),
        threads,
        options: { format: "jpeg" },
      });
      expect(measured).toBeLessThanOrEqual(projected + priceNoise);
      expect(projected).toBeLessThanOrEqual(1.5 * measured + priceNoise);
    },
    60_000,
  );
});
