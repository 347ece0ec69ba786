/**
 * Work that goes part by part keeps its budget: loops over strips and tiles, kernels, several files, streams of bytes.
 * Measured ≤ projected, and survival in a control group of exactly the budget that Sluice names.
 * Not here: the other cases (`npm run bench -- budget --parts`), or one file from one file (matrix.test).
 * Read next: bench/budget/parts.ts, test/support/price/price-outputs.mjs.
 */
import { describe, expect, test } from "vitest";
import { type BudgetCase, caseName, taskOf } from "../../bench/budget/case.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { measurePrice, priceNoise } from "../support/price/price.ts";
import { expectDoneInTightest } from "./named-case.ts";
import { noGroups, skipped } from "./thumb-in-group.ts";

const folder = temporaryFolder();

interface Part extends Pick<BudgetCase, "recipe" | "output" | "streamed"> {
  /** The choice that is needed in the tightest budget. */
  readonly choice?: string;
}

const parts: readonly Part[] = [
  { recipe: "gaussblur 2 | sobel", output: "strips" },
  { recipe: "gaussblur 2", output: "tiles 512, halo 8" },
  { recipe: "kernel in 2 workers, halo 1", output: "jpeg" },
  { recipe: "kernel of this thread", output: "strips" },
  { recipe: "gaussblur 2", output: "a copy and two sizes", choice: "scratch" },
  { recipe: "as it is", output: "two files", choice: "separate passes" },
  { recipe: "gaussblur 2", output: "png stream" },
  { recipe: "gaussblur 2", output: "tiff stream" },
  { recipe: "gaussblur 2", output: "jpeg", streamed: true },
  { recipe: "thumbnail 500", output: "jpeg stream", streamed: true },
];

const cases = parts.map(({ choice, ...part }) => {
  const each: BudgetCase = { input: "jpeg 4:2:0", size: "16 MP", threads: 2, ...part };
  return { name: caseName(each), each, choice };
});

describe.skipIf(process.platform !== "linux")("of a large image (measured on Linux only)", () => {
  test.each(cases)(
    "$name: measured ≤ projected",
    async ({ each }) => {
      const { projected, measured } = await measurePrice(await taskOf(each, folder, folder), 1);
      expect(measured).toBeLessThanOrEqual(projected + priceNoise);
    },
    30_000,
  );
});

describe.skipIf(noGroups !== undefined)(`in a control group of exactly the budget that is named${skipped}`, () => {
  test.each(cases)(
    "$name: is done, and the process is not killed",
    async ({ each, choice }) => {
      const choices = await expectDoneInTightest({ each }, folder);
      if (choice !== undefined) expect(choices).toContain(choice);
    },
    30_000,
  );
});
