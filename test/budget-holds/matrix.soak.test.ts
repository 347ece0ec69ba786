/**
 * A slice of the budget matrix: measured ≤ projected ≤ 1.5 × measured, and survival in a group of exactly the budget.
 * Not here: the other 200 cases; `npm run bench -- budget` goes through all of them, and `--cgroup` too.
 * Read next: bench/budget/cases.ts, test/support/price/price.ts, test/support/price/price-in-group.ts.
 */
import { describe, expect, test } from "vitest";
import { taskOf } from "../../bench/budget/case.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { measurePrice, priceNoise } from "../support/price/price.ts";
import { expectDoneInTightest, namedCase } from "./named-case.ts";
import { noGroups, skipped } from "./thumb-in-group.ts";

const folder = temporaryFolder();

/** From this size on, a projection must not be far too high either. */
const largeBytes = 64_000_000;

const cases = [
  namedCase("jpeg progressive 4:2:0", "16 MP", "thumbnail 500", "jpeg", 1),
  namedCase("png interlaced", "16 MP", "thumbnail 500", "jpeg", 1),
  namedCase("webp lossless", "16 MP", "thumbnail 500", "jpeg", 1),
  namedCase("tiff tiles 512", "16 MP", "thumbnail 500", "jpeg", 2),
  namedCase("png", "16 MP", "as it is", "tiff tiles raw", 2),
  namedCase("tiff strips raw", "16 MP", "as it is", "jpeg interlaced", 1),
  namedCase("tiff strips raw", "6 MP", "as it is", "png interlaced", 1),
  namedCase("jpeg 4:2:0", "16 MP", "gaussblur 2 | sobel", "jpeg", 2),
  namedCase("jpeg 4:2:0", "16 MP", "resize 0.5", "jpeg", 2),
  namedCase("jpeg 4:2:0", "16 MP", "rot d90", "jpeg", 1),
  namedCase("jpeg 4:2:0", "16 MP", "hist_equal", "jpeg", 2),
  namedCase("jpeg 4:2:0", "16 MP", "gaussblur 2", "pixels", 2),
  namedCase("jpeg 4:2:0", "16 MP", "avg", "values", 1),
  namedCase("jpeg 4:2:0", "1 MP", "fill_nearest of noise", "jpeg", 1),
];

describe.skipIf(process.platform !== "linux")("of a large image (measured on Linux only)", () => {
  test.each(cases)(
    "$name: measured ≤ projected ≤ 1.5 × measured",
    async ({ each }) => {
      const { projected, measured } = await measurePrice(await taskOf(each, folder, folder));
      expect(measured).toBeLessThanOrEqual(projected + priceNoise);
      if (measured >= largeBytes) expect(projected).toBeLessThanOrEqual(1.5 * measured);
    },
    60_000,
  );
});

const grouped = [
  namedCase("jpeg progressive 4:2:0", "16 MP", "thumbnail 500", "jpeg", 2),
  namedCase("tiff tiles 512", "16 MP", "thumbnail 500", "webp", 2),
  namedCase("jpeg 4:2:0", "16 MP", "gaussblur 2 | sobel", "tiff tiles raw", 2),
  namedCase("jpeg 4:2:0", "16 MP", "resize 0.5", "jpeg", 2),
  namedCase("jpeg 4:2:0", "16 MP", "rot d90", "jpeg", 2),
  namedCase("jpeg 4:2:0", "16 MP", "gaussblur 2", "pixels", 2),
];

describe.skipIf(noGroups !== undefined)(`in a control group of exactly the budget that is named${skipped}`, () => {
  test.each(grouped)(
    "$name: is done, and the process is not killed",
    async (each) => {
      await expectDoneInTightest(each, folder);
    },
    60_000,
  );
});
