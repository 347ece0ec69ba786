/**
 * The small parts of Zarr: checksum, index of a shard, axes, the cache of open things.
 * Not here: whole stores (test/store/zarr/contract.test.ts).
 * Read next: src/store/zarr/coding/crc32c.ts, src/store/zarr/shard/shard-index.ts, src/store/zarr/metadata/axes.ts,
 * src/store/zarr/shard/recent.ts.
 */
import { describe, expect, test } from "vitest";
import { pageCount } from "../../../src/store/chunks/axes.ts";
import { crc32c } from "../../../src/store/zarr/coding/crc32c.ts";
import { imageAxes, pagePlace } from "../../../src/store/zarr/metadata/axes.ts";
import { Recent } from "../../../src/store/zarr/shard/recent.ts";
import { ShardIndex } from "../../../src/store/zarr/shard/shard-index.ts";

describe("CRC-32C", () => {
  // The test vectors of RFC 3720, and the best known one.
  test.each([
    [Buffer.from("123456789"), 0xe3069283],
    [Buffer.alloc(32), 0x8a9136aa],
    [Buffer.alloc(32, 255), 0x62a8ab43],
    [Buffer.from(Array.from({ length: 32 }, (_, index) => index)), 0x46dd794e],
    [Buffer.alloc(0), 0],
  ])("of %o", (bytes, sum) => {
    expect(crc32c(bytes)).toBe(sum);
  });
});

describe("the index of a shard", () => {
  test("is what the specification says", () => {
    const index = ShardIndex.empty(2);
    index.set(1, { offset: 5, length: 2 ** 33 });
    const bytes = Buffer.from(index.encode());
    expect(bytes.subarray(0, 16)).toEqual(Buffer.alloc(16, 255));
    expect([bytes.readBigUInt64LE(16), bytes.readBigUInt64LE(24)]).toEqual([5n, 2n ** 33n]);
    expect(bytes.readUInt32LE(32)).toBe(crc32c(bytes.subarray(0, 32)));
    const again = ShardIndex.parse(bytes, true);
    expect([again?.get(0), again?.get(1), again?.present]).toEqual([undefined, { offset: 5, length: 2 ** 33 }, 1]);
    bytes[3] = 0;
    expect(ShardIndex.parse(bytes, true)).toBeUndefined();
  });
});

describe("dimensions", () => {
  const find = (shape: readonly number[], axes?: string, names?: readonly string[]) => {
    const { y, x, c, others } = imageAxes({ shape, chunk: shape, names }, axes, "store");
    return [y, x, c, ...others];
  };

  test.each([
    [[10, 20], undefined, undefined, [0, 1, undefined]],
    [[10, 20, 3], undefined, undefined, [0, 1, 2]],
    [[10, 20, 30], undefined, undefined, [1, 2, 0]],
    [[20, 30, 40], undefined, undefined, [1, 2, undefined, 0]],
    [[5, 10, 20, 3], undefined, undefined, [1, 2, 3, 0]],
    [[2, 3, 4, 10, 20], undefined, undefined, [3, 4, 1, 0, 2]],
    [[3, 10, 20], "cyx", undefined, [1, 2, 0]],
    [[3, 10, 20], "CYX", undefined, [1, 2, 0]],
    [[20, 10], "xy", undefined, [1, 0, undefined]],
    [[3, 10, 20], undefined, ["band", "latitude", "longitude"], [1, 2, 0]],
    [[7, 10, 20], undefined, ["time", "y", "x"], [1, 2, undefined, 0]],
    [[10, 20, 3], undefined, ["a", "b", "c"], [0, 1, 2]],
  ])("of %j by %j and %j", (shape, axes, names, expected) => {
    expect(find(shape, axes, names)).toEqual(expected);
  });

  test("that cannot be told, or do not fit", () => {
    expect(() => find([50, 60, 70, 80])).toThrow("nothing tells which dimension is what");
    for (const axes of ["yx", "abc", "yyx", "zcx"]) expect(() => find([5, 6, 7], axes)).toThrow(/axes|called/);
  });

  test("others are counted as pages, the last fastest", () => {
    const shape = [2, 3, 4, 10, 20];
    const axes = imageAxes({ shape, chunk: shape, names: undefined }, undefined, "store");
    expect(pageCount(shape, axes)).toBe(8);
    expect([0, 1, 4, 7].map((page) => pagePlace(shape, axes, page, "store"))).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 3],
    ]);
    for (const page of [-1, 8, 0.5]) expect(() => pagePlace(shape, axes, page, "store")).toThrow("it has 8");
  });
});

describe("what stays open", () => {
  test("is what was used last, and what is in use", async () => {
    const log: string[] = [];
    const recent = new Recent<string>(2, async (item) => void log.push(`close ${item}`));
    const use = (name: string, work: () => Promise<void> = async () => {}) =>
      recent.use(
        name,
        async () => {
          log.push(`open ${name}`);
          return name;
        },
        work,
      );
    await use("a");
    await use("b");
    await use("a");
    await use("c");
    await use("a", async () => {
      await Promise.all([use("d"), use("e")]);
    });
    await recent[Symbol.asyncDispose]();
    expect(log.filter((line) => line === "open a")).toHaveLength(1);
    expect(log.slice(0, 4)).toEqual(["open a", "open b", "open c", "close b"]);
    expect(log.filter((line) => line.startsWith("close")).sort()).toEqual(
      ["a", "b", "c", "d", "e"].map((x) => `close ${x}`),
    );
  });

  test("is tried again when it could not be opened", async () => {
    const recent = new Recent<string>(2, async () => {});
    const fail = async (): Promise<string> => {
      throw new Error("no");
    };
    const both = [recent.use("a", fail, async () => 1), recent.use("a", fail, async () => 1)];
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(
      await recent.use(
        "a",
        async () => "yes",
        async (item) => item,
      ),
    ).toBe("yes");
  });
});
