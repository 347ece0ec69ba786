/**
 * The projected memory of Zarr stores, by arithmetic done by hand.
 * Not here: their measured memory (bench/stores/zarr.ts).
 * Read next: src/plan/cost/zarr.ts.
 */
import { describe, expect, test } from "vitest";
import type { Term } from "../../../src/core/term.ts";
import { chunkWriteTerms } from "../../../src/plan/cost/store-writing.ts";
import { zarrWriteTerms } from "../../../src/plan/cost/zarr.ts";

const shape = { width: 20_000, height: 20_000, bands: 3, format: "uchar", chunk: { width: 256, height: 256 } } as const;
const half = { ...shape, width: 10_000, height: 10_000 };
const chunk = 256 * 256 * 3;

const named = (terms: readonly Term[], name: string): number | undefined =>
  terms.find((term) => term.name === name)?.size;

describe("a store that is written", () => {
  test("holds its chunks and the indexes of its shards", () => {
    const terms = zarrWriteTerms([shape]);
    expect(terms.slice(0, -1)).toEqual(chunkWriteTerms(shape));
    // 79 × 79 chunks are in 10 × 10 shards.
    expect(named(terms, "index of shards")).toBe(100 * (64 * 16 + 600));
  });

  test("at several sizes holds less for each, and one heap of garbage", () => {
    const terms = zarrWriteTerms([shape, half]);
    expect(named(terms, "row of chunks")).toBe(80 * chunk);
    expect(named(terms, "level 1: row of chunks")).toBe(41 * chunk);
    expect(named(terms, "chunks by bands")).toBe(4 * chunk);
    expect(named(terms, "level 1: chunks by bands")).toBe(2 * chunk);
    expect(named(terms, "rows that are halved")).toBe(3 * 60_000 + 1.5 * 2 ** 20);
    expect(named(terms, "level 1: rows that are halved")).toBeUndefined();
    expect(terms.filter(({ name }) => name.includes("not collected"))).toHaveLength(1);
  });
});
