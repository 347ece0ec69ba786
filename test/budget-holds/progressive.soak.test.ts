/**
 * A dozen photos share a budget of 160 MB. Five of them are progressive JPEGs, which are held whole while they are
 * decoded.
 * Not here: 51 of them (bench/progressive), or progressive ones that can never fit, which fail with their number.
 * Read next: test/budget-holds/thumb-in-group.ts.
 */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { writeLargePicture } from "../support/picture/large-pictures.ts";
import { noGroups, skipped, thumbInGroup } from "./thumb-in-group.ts";

const folder = temporaryFolder();
const photos = join(folder, "photos");
const count = 12;

/** Each half takes 5 s on an idle machine with two processors. */
const timeoutMs = 60_000;

/** 6 to 20 megapixels. Progressive 4:2:0 takes 3 bytes a pixel: two of the larger ones do not fit at once. */
async function writePhoto(index: number): Promise<void> {
  const width = 2800 + index * 200;
  const interlace = index % 2 === 1 && index < 10;
  const args = { Q: 85, interlace, subsample_mode: "on" };
  const path = join(photos, `${String(index).padStart(2, "0")}.jpg`);
  await writeLargePicture(path, { width, height: Math.round(width * 0.75), seed: 1 + (index % 3) }, "jpegsave", args);
}

describe.skipIf(noGroups !== undefined)(`in a control group of 160 MB${skipped}`, () => {
  beforeAll(async () => {
    for (let index = 0; index < count; index += 1) await writePhoto(index);
  }, timeoutMs);

  test(
    "twelve photos, five of them progressive, are all done",
    async () => {
      const { run, done, failed, summary } = await thumbInGroup(160, photos, join(folder, "out"));
      expect(failed).toEqual([]);
      expect(run).toMatchObject({ exitCode: 0, killed: false });
      expect(done).toHaveLength(count);
      expect(summary?.["measured"]).toBeLessThanOrEqual(160_000_000);
      expect(run.peakAnonymous).toBeLessThanOrEqual(160_000_000);
    },
    timeoutMs,
  );
});
