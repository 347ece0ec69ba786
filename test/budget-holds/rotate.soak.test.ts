/**
 * An image that is read out of order has no room in memory, in 96 MB, enforced by the kernel. Rotated and flipped, it
 * goes to its file in turned pieces; blurred after that, it waits on disk.
 * Not here: 268 megapixels beside peers (`npm run bench -- rotate`), or what scratch keeps (test/run/scratch/scratch).
 * Read next: src/run/output/turned-pieces.ts, src/run/scratch/scratch.ts, src/plan/cost/scratch-tile.ts.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Explanation } from "../../src/graph/output/explanation.ts";
import { configure, Image, open } from "../../src/index.ts";
import { inMemoryCgroup } from "../support/machine/cgroup.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { noGroups, skipped } from "./thumb-in-group.ts";

configure({ memory: "2GB" });
const folder = temporaryFolder();
const command = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const env = { SLUICE_LIBVIPS: undefined, SLUICE_MEMORY: undefined };
const [width, height] = [9000, 7000];

/** Samples that name their source: the row, the column, and both. */
const [columns, rows] = [0, 1].map((band) => Image.xyz(width, height).band(band)) as [Image, Image];
const three = [columns.remainder([253]), columns.add(rows).remainder([255])];
const picture = rows.remainder([251]).bandjoin(three).cast("uchar");

/** The expected sample of the result, by plain arithmetic. */
function turnedAt(left: number, top: number): number[] {
  const [column, row] = [width - 1 - top, height - 1 - left];
  return [row % 251, column % 253, (row + column) % 255];
}

const ways = [
  ["written in turned pieces", "rot d90 | flip vertical", ["--tile", "--compression", "none"], ["turned pieces"]],
  ["and deflated", "rot d90 | flip vertical", ["--tile"], ["turned pieces"]],
  ["by way of the disk", "rot d90 | flip vertical", ["--compression", "none"], ["scratch"]],
] as const;

describe.skipIf(noGroups !== undefined)(`in a control group of 96 MB${skipped}`, () => {
  test.each(ways)("63 megapixels are turned and flipped into a TIFF, %s", async (_, steps, options, expected) => {
    const [input, output] = [join(folder, "in.tif"), join(folder, "out.tif")];
    await picture.save(input, { compression: "none" });
    const words = ["apply", steps, input, "-o", output, ...options, "--memory", "96MB", "--overwrite"];
    const told = spawnSync(process.execPath, [command, ...words, "--explain", "--json"], { encoding: "utf8", env });
    const { choices } = JSON.parse(told.stdout) as Pick<Explanation, "choices">;
    expect(choices.map(({ step }) => step)).toEqual(expect.arrayContaining([...expected]));
    const run = await inMemoryCgroup(96e6, process.execPath, [command, ...words], { timeoutMs: 25_000, env });
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
      const samples = Array.from({ length: 40 * 30 }, (_, at) => turnedAt(left + (at % 40), top + Math.floor(at / 40)));
      expect(Array.from(part.data)).toEqual(samples.flat());
    }
  });
});
