/**
 * The price of a chunk store, with the arithmetic written out.
 * Not here: the measured memory of stores (docs/explanation/stores.md).
 * Read next: src/plan/cost/store-writing.ts.
 */
import { expect, test } from "vitest";
import { hdf5WriteTerms } from "../../../src/plan/cost/store-writing.ts";

const chunk = { width: 256, height: 256 };

test("a row of chunks, chunks on their way, what compresses them, and where they lie", () => {
  const terms = hdf5WriteTerms({ width: 20_000, height: 20_000, bands: 3, format: "uchar", chunk });
  expect(terms.map(({ name, size }) => [name, Number(size)])).toEqual([
    ["row of chunks", 80 * 196_608],
    ["chunks on their way", 4 * 196_608],
    ["compression", 4 * (2 * 196_608 + 300_000)],
    ["buffers not collected yet", 5_000_000],
    ["where chunks lie", 12 * 79 * 79 + 20_000],
  ]);
});

test("grows with the samples and with the width, and hardly with the height", () => {
  const sum = (width: number, height: number, format: "uchar" | "double"): number =>
    hdf5WriteTerms({ width, height, bands: 1, format, chunk }).reduce((total, { size }) => total + size, 0);
  expect(sum(10_000, 10_000, "double")).toBeGreaterThan(sum(10_000, 10_000, "uchar"));
  expect(sum(20_000, 10_000, "uchar")).toBeGreaterThan(sum(10_000, 10_000, "uchar"));
  expect(sum(10_000, 1_000_000, "uchar") - sum(10_000, 10_000, "uchar")).toBe(12 * 40 * (3907 - 40));
});
