/**
 * An image that is read out of order and has no room in memory waits on disk: turned and flipped in 96 MB, enforced by the
 * kernel.
 * Not here: 268 megapixels beside peers (`npm run bench -- rotate`), or what scratch keeps (test/run/scratch).
 * Read next: src/run/scratch.ts, src/plan/scratch-tile.ts.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { configure, Image, open } from "../../src/index.ts";
import { inMemoryCgroup } from "../support/cgroup.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { noGroups, skipped } from "./thumb-in-group.ts";

configure({ memory: "2GB" });
const folder = temporaryFolder();
const command = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const [width, height] = [9000, 7000];

/** Samples that say where they came from: the row, the column, and both. */
const [columns, rows] = [0, 1].map((band) => Image.xyz(width, height).band(band)) as [Image, Image];
const three = [columns.remainder([253]), columns.add(rows).remainder([255])];
const picture = rows.remainder([251]).bandjoin(three).cast("uchar");

describe.skipIf(noGroups !== undefined)(`in a control group of 96 MB${skipped}`, () => {
  test("63 megapixels are turned and flipped into a TIFF in tiles, by way of the disk", async () => {
    const [input, output] = [join(folder, "in.tif"), join(folder, "out.tif")];
    await picture.save(input, { compression: "none" });
    const words = ["apply", "rot d90 | flip vertical", input, "-o", output, "--tile", "--compression", "none"];
    const run = await inMemoryCgroup(96e6, process.execPath, [command, ...words, "--memory", "96MB"], {
      timeoutMs: 25_000,
      env: { SLUICE_LIBVIPS: undefined, SLUICE_MEMORY: undefined },
    });
    expect(run, run.stderr).toMatchObject({ exitCode: 0, killed: false });
    expect(run.peakAnonymous).toBeLessThanOrEqual(96_000_000);
    const turned = await open(output);
    expect([turned.width, turned.height]).toEqual([height, width]);
    for (const [left, top] of [
      [0, 0],
      [height - 40, width - 30],
      [3171, 4999],
    ] as const) {
      using part = await turned.crop(left, top, 40, 30).pixels();
      const expected = Array.from({ length: 40 * 30 }, (_, at) => {
        const [column, row] = [width - 1 - (top + Math.floor(at / 40)), height - 1 - (left + (at % 40))];
        return [row % 251, column % 253, (row + column) % 255];
      });
      expect(Array.from(part.data)).toEqual(expected.flat());
    }
  }, 30_000);
});
