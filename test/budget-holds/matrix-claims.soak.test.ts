/**
 * A TIFF of 222 bytes claims 60,000 × 60,000 pixels: a clear error within the budget, and no output.
 * Not here: other files that claim much (test/thumb/claims.soak.test), or large files that are as large as they claim.
 * Read next: test/support/picture/hostile-files.ts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type CliOutcome, eventsOf, sluice } from "../support/child/cli.ts";
import { listFolder, temporaryFolder } from "../support/machine/temporary-folder.ts";
import { claimingTiff } from "../support/picture/hostile-files.ts";

const folder = temporaryFolder();
const claim = join(folder, "claim.tif");
const output = join(folder, "out");

beforeAll(() => writeFileSync(claim, claimingTiff(60_000, 60_000)));

/** Every way to hold or stream an image of this size. */
const commands = [
  { name: "thumb", words: ["thumb", claim] },
  ...["gaussblur 2", "thumbnail 500 | sharpen", "rot d180", "hist_equal"].map((pipeline) => {
    return { name: `apply "${pipeline}"`, words: ["apply", pipeline, claim] };
  }),
];

function run(words: readonly string[], memory: string): Promise<CliOutcome> {
  return sluice([...words, "-o", output, "--memory", memory, "--json"]);
}

interface Failure {
  readonly tag: string;
  readonly message: string;
  readonly cure: string;
}

function failureOf(outcome: CliOutcome): Failure {
  expect([outcome.code, outcome.signal]).toEqual([10, null]);
  const events = eventsOf(outcome);
  const { measured, allowed } = events.at(-1) as unknown as { readonly measured: number; readonly allowed: number };
  expect(measured).toBeLessThanOrEqual(allowed);
  return events.find(({ kind }) => kind === "failed")?.["error"] as Failure;
}

describe("a small TIFF that claims 3.6 gigapixels", () => {
  test("is small", () => expect(readFileSync(claim).length).toBeLessThan(400));

  test.each(commands)("$name: is refused for its size, or broken, where there is little room", async ({ words }) => {
    const { tag, message, cure } = failureOf(await run(words, "64MB"));
    if (tag === "budget") {
      expect(message).toContain("60000 × 60000");
      expect(cure).toMatch(/Allow at least \d/);
    } else expect({ tag, message }).toEqual({ tag: "decode", message: expect.stringContaining("broken") });
    expect(listFolder(output)).toEqual([]);
  });

  test.each(commands)("$name: is broken where there is room for it", async ({ words }) => {
    const { tag, message } = failureOf(await run(words, "20GB"));
    expect(tag).toBe("decode");
    expect(message).toContain("broken");
    expect(listFolder(output)).toEqual([]);
  });
});
