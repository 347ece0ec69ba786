/**
 * Images of hundreds of megapixels become thumbnails in 96 MB, enforced by the kernel.
 * Not here: the gigapixels of the benchmark (bench/large), or what the thumbnails look like (test/thumb).
 * Read next: test/budget-holds/thumb-in-group.ts.
 */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { writeLargePicture } from "../support/picture/large-pictures.ts";
import { noGroups, skipped, thumbInGroup } from "./thumb-in-group.ts";

const folder = temporaryFolder();

const cases = [
  { name: "a baseline JPEG of 67 megapixels", file: "baseline.jpg", side: 8192, saver: "jpegsave", args: { Q: 80 } },
  {
    name: "a pyramid of 268 megapixels",
    file: "pyramid.tif",
    side: 16_384,
    saver: "tiffsave",
    args: { tile: true, tile_width: 256, tile_height: 256, pyramid: true, compression: "jpeg", Q: 80 },
  },
];

describe.skipIf(noGroups !== undefined)(`in a control group of 96 MB${skipped}`, () => {
  test.each(cases)(
    "$name is done, and the process is not killed",
    async ({ file, side, saver, args }) => {
      const input = await writeLargePicture(join(folder, file), { width: side, height: side }, saver, args);
      const { run, done, failed, summary } = await thumbInGroup(96, input, join(folder, "out"));
      expect(failed).toEqual([]);
      expect(run).toMatchObject({ exitCode: 0, killed: false });
      expect(done).toHaveLength(1);
      expect(done[0]).toMatchObject({ result: { width: 500, height: 500 } });
      // The command's own measurement, and the kernel's.
      expect(summary?.["measured"]).toBeLessThanOrEqual(96_000_000);
      expect(run.peakAnonymous).toBeLessThanOrEqual(96_000_000);
      expect(run.peakBytes).toBeLessThanOrEqual(96_000_000);
    },
    60_000,
  );
});
