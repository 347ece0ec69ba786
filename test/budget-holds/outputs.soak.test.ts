/**
 * Several sizes of one image, in a budget that just fits their plan: side by side, one at a time, and on disk.
 * Not here: the prices of decoders and encoders (matrix.test).
 * Read next: src/plan/plan-pass.ts.
 */
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import type { Explanation } from "../../src/graph/output/explanation.ts";
import { eventsOf, sluice } from "../support/child/cli.ts";
import { listFolder, temporaryFolder } from "../support/machine/temporary-folder.ts";

const folder = temporaryFolder();
const input = join(folder, "large.jpg");
const words = ["--size", "300,600,1200,1600", "--format", "webp", "--threads", "2"];

beforeAll(async () => {
  const noise = { type: "gaussian", mean: 128, sigma: 20 } as const;
  await sharp({ create: { width: 5000, height: 4000, channels: 3, background: "#888", noise } })
    .jpeg()
    .toFile(input);
});

async function planned(memory: string): Promise<Explanation> {
  const { stdout } = await sluice(["explain", "thumb", input, ...words, "--memory", memory, "--json"]);
  return JSON.parse(stdout) as Explanation;
}

test("is kept, and what is measured is what was projected at most, whatever had to be given up for it", async () => {
  const roomy = await planned("1GB");
  expect(roomy.choices).toEqual([]);
  const wished = roomy.projected + roomy.process;
  const taken: string[][] = [];
  // The process's own memory differs by a few MB between two processes.
  for (const [index, bytes] of [wished + 6e6, wished - 10e6, wished - 35e6].entries()) {
    const memory = `${Math.ceil(bytes / 1e6)}MB`;
    const { choices, projected, process } = await planned(memory);
    taken.push(choices.map(({ step }) => step));
    const out = join(folder, `out-${index}`);
    const outcome = await sluice(["thumb", input, "-o", out, ...words, "--memory", memory, "--json"]);
    expect(outcome.code).toBe(0);
    expect(listFolder(out)).toHaveLength(4);
    const measured = eventsOf(outcome).at(-1)?.["measured"] as number;
    expect(measured).toBeLessThanOrEqual(Number.parseInt(memory, 10) * 1e6);
    expect(measured).toBeLessThanOrEqual(projected + process + 6e6);
  }
  expect(taken[0]).toEqual([]);
  expect(taken[1]?.length).toBeGreaterThan(0);
  expect(taken[2]).toContain("one output at a time");
});
