/**
 * The projected memory of stores while they are read, by arithmetic done by hand.
 * Not here: their measured memory (test/budget-holds/stores.soak.test).
 * Read next: src/plan/cost/store-reading.ts.
 */
import { describe, expect, test } from "vitest";
import { readsAtOnce } from "../../../src/codec/chunks-at-work.ts";
import type { Term } from "../../../src/core/term.ts";
import { storeReadTerms } from "../../../src/plan/cost/store-reading.ts";

const shape = { width: 20_000, height: 20_000, bands: 3, format: "uchar", chunk: { width: 256, height: 256 } } as const;
const chunk = 256 * 256 * 3;

const named = (terms: readonly Term[], name: string): number | undefined =>
  terms.find((term) => term.name === name)?.size;
const sum = (terms: readonly Term[]): number => terms.reduce((total, { size }) => total + size, 0);

describe("a store that is read", () => {
  test("holds two rows of chunks, the chunks that are unpacked, and where all of them lie", () => {
    const terms = storeReadTerms(shape, { codec: "hdf5" }, shape);
    expect(named(terms, "two rows of chunks of 256 rows")).toBe(2 * 256 * 60_000);
    expect(named(terms, "chunks on their way")).toBe(6 * (2 * chunk + 300_000));
    expect(named(terms, "where chunks lie")).toBe(48 * 79 * 79 + 20_000);
    expect(named(storeReadTerms(shape, { codec: "zarr" }, shape), "index of shards")).toBe(100 * (64 * 16 + 600));
  });

  test("holds less of a part: as wide and as high as that is, and whole chunks", () => {
    const terms = storeReadTerms(shape, { codec: "zarr" }, { width: 100, height: 80 });
    expect(named(terms, "two rows of chunks of 80 rows")).toBe(2 * 80 * 300);
    expect(named(terms, "chunks on their way")).toBe(6 * (2 * chunk + 300_000));
  });

  test("holds chunks of many pages beside those of one, and fewer at once where they are large", () => {
    const terms = storeReadTerms(shape, { codec: "zarr", unpackedBytes: 16 * chunk }, shape);
    expect(named(terms, "chunks on their way")).toBe(4 * (33 * chunk + 300_000));
    const large = storeReadTerms(shape, { codec: "zarr", unpackedBytes: 50_000_000 }, shape);
    expect(named(large, "chunks on their way")).toBe(100_000_000 + chunk + 300_000);
    expect([1, 2, 16, 17, 30, 300].map((megabytes) => readsAtOnce(megabytes * 1e6))).toEqual([6, 4, 4, 3, 2, 1]);
  });

  test("keeps no more indexes than it is allowed to, however large it is", () => {
    const huge = { ...shape, width: 5_000_000, height: 5_000_000 };
    expect(named(storeReadTerms(huge, { codec: "zarr" }, huge), "index of shards")).toBe(2 ** 24);
  });

  test("by libhdf5 takes a thread for it, which our own reader does without", () => {
    const own = storeReadTerms(shape, { codec: "hdf5" }, shape);
    const general = storeReadTerms(shape, { codec: "hdf5", reader: "libhdf5", unpackedBytes: chunk }, shape);
    expect(sum(general) - sum(own)).toBeGreaterThan(40_000_000);
    expect(named(general, "libhdf5 in a thread")).toBeGreaterThan(40_000_000);
  });
});
