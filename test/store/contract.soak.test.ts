/**
 * The contract of stores for the formats, bands and sizes that the quick test leaves out.
 * Not here: the others (test/store/contract.test.ts).
 * Read next: test/store/store-contract.ts.
 */
import { pixelFormats } from "../../src/core/pixel-format.ts";
import { testContract } from "./store-contract.ts";

testContract({
  formats: pixelFormats.filter((format) => format !== "uchar" && format !== "float"),
  bands: [1, 2, 4, 5],
  sizes: [
    [1, 1, 256, 256],
    [1, 300, 16, 16],
    [300, 1, 16, 16],
    [64, 64, 64, 64],
    [63, 63, 64, 64],
    [40, 30, 1, 1],
    [50, 70, 50, 1],
  ],
  whole: false,
});
