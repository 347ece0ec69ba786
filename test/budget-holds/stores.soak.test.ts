/**
 * Stores in the budget that Sluice names for them: written, read by both readers, and read in part, by the kernel's
 * figures.
 * Not here: larger images and the other cases (`npm run bench -- budget`), or what the pixels are (test/store).
 * Read next: test/budget-holds/matrix.soak.test.ts, src/plan/cost/store-reading.ts.
 */
import { describe, expect, test } from "vitest";
import { type BudgetCase, taskOf } from "../../bench/budget/case.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { measurePrice, priceNoise } from "../support/price/price.ts";
import { expectDoneInTightest, type NamedCase, namedCase } from "./named-case.ts";
import { noGroups, skipped } from "./thumb-in-group.ts";

const folder = temporaryFolder();

type Input = BudgetCase["input"];
type Output = BudgetCase["output"];

const one = (...[input, recipe, output, threads]: readonly [Input, string, Output, number]): NamedCase =>
  namedCase(input, "16 MP", recipe, output, threads);

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
    async (each) => {
      await expectDoneInTightest(each, folder);
    },
    60_000,
  );
});

/**
 * Bytes by which the process itself may differ between the run that is refused and the next. Where that is more than the
 * rounding of the named budget, the planner goes one step further, to disk: done all the same, and not in pieces.
 */
const processDiffers = 1_000_000;

const turned = [
  one("jpeg 4:2:0", "rot d90", "tiff tiles raw", 2),
  one("jpeg 4:2:0", "rot d90", "hdf5", 1),
  one("jpeg 4:2:0", "rot d180", "zarr", 2),
];

describe.skipIf(noGroups !== undefined)(`turned in pieces, in exactly the budget that is named${skipped}`, () => {
  test.each(turned)(
    "$name: is done, and the process is not killed",
    async (each) => {
      await expectDoneInTightest(each, folder);
      expect(await expectDoneInTightest(each, folder, processDiffers)).toContain("turned pieces");
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
