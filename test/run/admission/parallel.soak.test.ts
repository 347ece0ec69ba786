/**
 * Twenty encodes at once under a small budget, in a process of their own: they take turns, and all finish.
 * Not here: the order of requests (test/budget/ledger/ledger.unit.test), or the batch (test/batch).
 * Read next: test/support/child/parallel-child.ts.
 */
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { configure, open } from "../../../src/index.ts";
import { runChild } from "../../support/child/run-child.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { photo } from "../../support/picture/pictures.ts";

const picture = join(temporaryFolder(), "interlaced.png");

beforeAll(async () => {
  // Its decoder holds all 6 megapixels, 18 MB: a few at a time fit.
  const small = await (await photo(300, 200)).png().toBuffer();
  await sharp(small)
    .resize(3000, 2000, { kernel: "nearest" })
    .png({ progressive: true, compressionLevel: 1 })
    .toFile(picture);
});

interface Outcome {
  readonly outcomes: readonly string[];
  readonly late: string;
}

async function run(memory: string): Promise<Outcome> {
  const { code, stdout, stderr } = await runChild("parallel-child.ts", [memory, picture]);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Outcome;
}

describe("twenty at once", () => {
  test("are all done in a budget that holds few of them", async () => {
    // Run from source, the process is larger than with the built package, since it compiles TypeScript.
    expect(await run("250MB")).toEqual({ outcomes: Array<string>(20).fill("done"), late: "usage" });
  });

  test("are all refused in a budget that can never hold one", async () => {
    const { outcomes } = await run("40MB");
    expect(new Set(outcomes)).toEqual(new Set(["budget"]));
  });
});

describe("configure()", () => {
  test("refuses what is no budget and no number of threads, before anything runs", async () => {
    for (const settings of [
      { memory: "256" },
      { memory: -1 },
      { memory: "much" },
      { threads: 0 },
      { threads: 1.5 },
      { threads: 9999 },
    ]) {
      expect(() => configure(settings)).toThrow(expect.objectContaining({ tag: "usage" }));
    }
    configure({ threads: 1 });
    configure({ memory: "2GB" });
    using image = await open(picture);
    await image.thumbnail(20).encode("png");
    expect(() => configure({ memory: "1GB" })).toThrow(expect.objectContaining({ tag: "usage" }));
  });
});
