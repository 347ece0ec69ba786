/**
 * The measured memory of a kernel beside its plan's projection, in a fresh process.
 * Not here: prices of other operations (test/budget-holds).
 * Read next: test/support/price/price.ts.
 */
import { join } from "node:path";
import { expect, test } from "vitest";
import { Image } from "../../../src/index.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { measurePrice, priceNoise } from "../../support/price/price.ts";

const folder = temporaryFolder();

test.each(["kernel", "two kernels", "kernel of two images"])(
  "%s of 40 megapixels takes no more than projected",
  async (recipe) => {
    const [large, tiny] = ["large.tif", "tiny.tif"].map((name) => join(folder, name)) as [string, string];
    const picture = (width: number, height: number): Image => Image.gaussnoise(width, height).cast("uchar");
    await picture(8000, 5000).save(large, { compression: "none" });
    await picture(300, 200).save(tiny, { compression: "none" });
    const files = recipe === "kernel of two images" ? [large, large] : [large];
    const output = join(folder, "out.tif");
    const task = { tiny: files.map(() => tiny), files, recipe, output, threads: 2 };
    const { measured, projected } = await measurePrice(task, 1);
    expect(measured).toBeLessThanOrEqual(projected + priceNoise);
  },
);
