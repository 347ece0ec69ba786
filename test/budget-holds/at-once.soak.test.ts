/**
 * Many streams of bytes and loops run at once, each with threads of its own, in a control group of their common budget.
 * Not here: one at a time (parts.test).
 * Read next: test/support/child/at-once-child.mjs.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { inMemoryCgroup } from "../support/machine/cgroup.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { writeLargePicture } from "../support/picture/large-pictures.ts";
import { noGroups, skipped } from "./thumb-in-group.ts";

const folder = temporaryFolder();
const input = join(folder, "large.jpg");
const child = fileURLToPath(new URL("../support/child/at-once-child.mjs", import.meta.url));
describe.skipIf(noGroups !== undefined)(`in a control group of its budget${skipped}`, () => {
  beforeAll(async () => {
    await writeLargePicture(input, { width: 6000, height: 3000 }, "jpegsave", { Q: 85 });
  });

  test.each([
    { what: "12 readers of encoded bytes", kind: "stream", count: 12, megabytes: 140 },
    { what: "8 images opened from streams", kind: "opened", count: 8, megabytes: 140 },
    { what: "6 loops over strips", kind: "strips", count: 6, megabytes: 140 },
    // Each file beside others needs a worker thread, which did not exist when the process was measured.
    { what: "8 files written side by side", kind: "saved", count: 8, megabytes: 100 },
  ])(
    "$what in $megabytes MB are done, and the process is not killed",
    async ({ kind, count, megabytes }) => {
      const budget = megabytes * 1_000_000;
      const args = [child, kind, String(count), String(budget), input, folder];
      const run = await inMemoryCgroup(budget, process.execPath, args, { intervalMs: 2 });
      expect(run).toMatchObject({ exitCode: 0, killed: false, stderr: "" });
      const results = JSON.parse(run.stdout) as number[];
      expect(results).toHaveLength(count);
      expect(new Set(results).size).toBe(1);
      expect(run.peakAnonymous).toBeLessThanOrEqual(budget);
    },
    30_000,
  );
});
