/**
 * The cases of the budget matrix that process an image part by part: loops, kernels, several files, bytes as streams.
 * Not here: one file from one file (bench/budget/cases).
 * Read next: bench/budget/case.ts, test/support/price/price-outputs.mjs.
 */
import type { BudgetCase } from "./case.ts";
import { on, streamed, within } from "./rows.ts";

const parts: readonly BudgetCase[] = [
  ...on("24 MP", "jpeg 4:2:0", [
    ["as it is", "strips", 2],
    ["gaussblur 2 | sobel", "strips", 2],
    ["gaussblur 2 | sobel", "strips", 1],
    ["gaussblur 2", "strips of 100 rows", 2],
    ["gaussblur 2", "tiles 512", 2],
    ["gaussblur 2", "tiles 512, halo 8", 1],
    ["gaussblur 2 | sobel", "tiles 512, halo 8", 2],
    ["rot d90", "strips", 2],
    ["thumbnail 4000", "strips", 2],
    ["kernel", "tiff raw", 2],
    ["kernel", "strips", 2],
    ["kernel in 2 workers, halo 1", "jpeg", 2],
    ["kernel in 2 workers, halo 1 | gaussblur 2", "tiff tiles jpeg", 2],
    ["kernel of this thread", "tiff raw", 1],
    ["kernel of this thread", "jpeg", 2],
    ["two kernels", "tiff raw", 2],
    ["as it is", "two files", 2],
    ["gaussblur 2", "two files", 2],
    ["gaussblur 2", "a copy and two sizes", 2],
    ["as it is", "a copy and two sizes", 1],
    ["as it is", "three sizes", 2],
    ["as it is", "jpeg stream", 2],
    ["gaussblur 2", "png stream", 2],
    ["gaussblur 2", "tiff stream", 2],
    ["thumbnail 2000", "webp stream", 1],
  ]),
  ...on("24 MP", "jpeg progressive 4:2:0", [
    ["gaussblur 2", "strips", 2],
    ["as it is", "two files", 2],
  ]),
  ...on("24 MP", "tiff tiles 256", [
    ["gaussblur 2", "strips", 2],
    ["as it is", "tiles 512, halo 8", 2],
  ]),
  ...on("60,000 × 800", "jpeg 4:2:0", [
    ["gaussblur 2", "strips", 2],
    ["gaussblur 2", "tiles 512, halo 8", 1],
    ["kernel in 2 workers, halo 1", "jpeg", 2],
  ]),
  ...within("100MB", on("24 MP", "jpeg 4:2:0", [["gaussblur 2", "two files", 2]])),
  ...within("90MB", on("24 MP", "jpeg 4:2:0", [["gaussblur 2", "a copy and two sizes", 2]])),
  ...streamed([
    ...on("24 MP", "jpeg 4:2:0", [
      ["thumbnail 500", "jpeg", 1],
      ["gaussblur 2", "jpeg", 2],
      ["gaussblur 2", "strips", 2],
      ["gaussblur 2", "jpeg stream", 2],
      ["as it is", "three sizes", 2],
    ]),
    ...on("24 MP", "png", [["resize 0.5", "jpeg", 2]]),
    ...on("24 MP", "jpeg progressive 4:2:0", [["thumbnail 500", "jpeg", 1]]),
    ...on("24 MP", "tiff tiles 256", [["gaussblur 2", "jpeg", 2]]),
  ]),
];

/** Each takes ten seconds or more. */
const largest: readonly BudgetCase[] = [
  ...on("268 MP", "jpeg 4:2:0", [
    ["gaussblur 2 | sobel", "strips", 2],
    ["gaussblur 2", "tiles 512, halo 8", 2],
    ["kernel in 2 workers, halo 1", "tiff tiles jpeg", 2],
    ["gaussblur 2", "a copy and two sizes", 2],
  ]),
  ...within("100MB", on("268 MP", "jpeg 4:2:0", [["gaussblur 2", "two files", 2]])),
];

export function partCases({ large }: { readonly large: boolean }): readonly BudgetCase[] {
  return [...parts, ...(large ? largest : [])];
}
