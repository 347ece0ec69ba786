/**
 * The price of a TIFF that is written tile by tile, with the arithmetic written out.
 * Not here: its measured memory (test/store/tiff).
 * Read next: src/plan/cost/tiff.ts.
 */
import { expect, test } from "vitest";
import { tilesInFlight } from "../../../src/codec/tiff-at-work.ts";
import { tiffWriteTerms } from "../../../src/plan/cost/tiff.ts";

const shape = { width: 16_384, height: 16_384, bands: 3, format: "uchar", chunk: { width: 128, height: 128 } } as const;

test("tiles on their way: two megabytes of them, and never fewer than the usual number", () => {
  expect(tilesInFlight(shape, "none")).toBe(40);
  expect(tilesInFlight(shape, "deflate")).toBe(4);
  expect(tilesInFlight({ ...shape, chunk: { width: 256, height: 256 } }, "none")).toBe(10);
  expect(tilesInFlight({ ...shape, chunk: { width: 1024, height: 1024 } }, "none")).toBe(4);
  expect(tilesInFlight({ ...shape, chunk: { width: 16, height: 16 } }, "none")).toBe(64);
});

test("a row of tiles, tiles on their way, what compresses them, and where they lie", () => {
  const named = (compression: "none" | "deflate") =>
    tiffWriteTerms(shape, compression).map(({ name, size }) => [name, Number(size)]);
  const index = ["where tiles lie", 48 * 128 * 128 + 20_000];
  expect(named("none")).toEqual([
    ["row of chunks", 129 * 49_152],
    ["chunks on their way", 40 * 49_152],
    ["buffers not collected yet", 5_000_000],
    index,
  ]);
  expect(named("deflate")).toEqual([
    ["row of chunks", 129 * 49_152],
    ["chunks on their way", 4 * 49_152],
    ["buffers not collected yet", 5_000_000],
    ["compression", 4 * (3 * 49_152 + 300_000)],
    index,
  ]);
});
