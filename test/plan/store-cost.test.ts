/**
 * The price of a store of chunks, as arithmetic written out.
 * Not here: what stores really hold (docs/stores.md).
 * Read next: src/plan/store-cost.ts.
 */
import { expect, test } from "vitest";
import { memoryOf } from "../../src/plan/store-cost.ts";

const chunk = { width: 256, height: 256 };

test("a row of chunks, chunks on their way, and what compresses them", () => {
  const terms = memoryOf({ width: 20_000, height: 20_000, bands: 3, format: "uchar", chunk });
  expect(terms.map(({ name, size }) => [name, Number(size)])).toEqual([
    ["row of chunks", 80 * 196_608],
    ["chunks on their way", 8 * 196_608],
    ["compression", 4 * (2 * 196_608 + 300_000)],
    ["buffers not collected yet", 30_000_000],
  ]);
});

test("grows with the samples and with the width, and not with the height", () => {
  const sum = (width: number, height: number, format: "uchar" | "double"): number =>
    memoryOf({ width, height, bands: 1, format, chunk }).reduce((total, { size }) => total + size, 0);
  expect(sum(10_000, 10_000, "double")).toBeGreaterThan(sum(10_000, 10_000, "uchar"));
  expect(sum(20_000, 10_000, "uchar")).toBeGreaterThan(sum(10_000, 10_000, "uchar"));
  expect(sum(10_000, 1_000_000, "uchar")).toBe(sum(10_000, 10_000, "uchar"));
});
