/**
 * Stores in the budget that Sluice names for them: written, read by both readers, and read in part; by the kernel's figures.
 * Not here: larger images and the other cases (`npm run bench -- budget`), or what the pixels are (test/store).
 * Read next: test/budget-holds/matrix.test.ts, src/plan/store-read-cost.ts.
 */
import { describe, expect, test } from "vitest";
import { type BudgetCase, caseName, taskOf } from "../../bench/budget-case.ts";
import { measurePrice, priceNoise } from "../support/price.ts";
import { runInTightest } from "../support/price-in-group.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { noGroups, skipped } from "./thumb-in-group.ts";

const folder = temporaryFolder();

const one = (
  input: BudgetCase["input"],
  recipe: string,
  output: BudgetCase["output"],
  threads: number,
): { readonly name: string; readonly each: BudgetCase } => {
  const each = { input, size: "16 MP", recipe, output, threads } as const;
  return { name: caseName(each), each };
};

const cases = [
  one("jpeg 4:2:0", "as it is", "hdf5", 2),
  one("tiff strips raw", "as it is", "zarr", 2),
  one("tiff strips raw", "as it is", "zarr 2", 1),
  one("tiff strips raw", "as it is", "zarr pyramid", 2),
  one("hdf5", "as it is", "jpeg", 2),
  one("hdf5 by bands", "as it is", "jpeg", 2),
  one("zarr", "as it is", "jpeg", 2),
  one("zarr 2", "extract_area", "pixels", 2),
  one("zarr pyramid", "thumbnail 500", "jpeg", 1),
];

describe.skipIf(noGroups !== undefined)(`in a control group of exactly the budget that is named${skipped}`, () => {
  test.each(cases)(
    "$name: is done, and the process is not killed",
    async ({ each }) => {
      const { budgets, run, wrong } = await runInTightest(await taskOf(each, folder, folder));
      expect(wrong).toBeUndefined();
      expect(budgets.length).toBeGreaterThan(1);
      expect(run.peakAnonymous).toBeLessThanOrEqual(budgets.at(-1) ?? 0);
    },
    60_000,
  );
});

const measured = [one("jpeg 4:2:0", "as it is", "hdf5", 2), one("hdf5 by bands", "as it is", "jpeg", 2)];

describe.skipIf(process.platform !== "linux")("by what the process holds (measured on Linux only)", () => {
  test.each(measured)(
    "$name: measured ≤ projected",
    async ({ each }) => {
      const { projected, measured } = await measurePrice(await taskOf(each, folder, folder));
      expect(measured).toBeLessThanOrEqual(projected + priceNoise);
    },
    60_000,
  );
});
