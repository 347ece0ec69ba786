/**
 * `maxBytes` of JPEG, WebP and AVIF: the highest quality that fits, found in few encodings of one decode.
 * Not here: what stores make of it (test/store/chunks/max-bytes.test).
 * Read next: src/run/output/fit-bytes.ts.
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { Image, open, write } from "../../../src/index.ts";
import { highestFitting } from "../../../src/run/output/fit-bytes.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
let picture: Image;

beforeAll(async () => {
  picture = await open(await (await photo(160, 120)).removeAlpha().png().toBuffer());
});

describe("the search", () => {
  const tried: number[] = [];
  const hundred = async (quality: number): Promise<Uint8Array> => {
    tried.push(quality);
    return new Uint8Array(quality * 100);
  };

  test.each([
    [10_000, 100, 100],
    [9999, 100, 99],
    [5050, 100, 50],
    [100, 100, 1],
    [5050, 40, 40],
  ])("in %i bytes, up to a quality of %i, finds %i", async (limit, highest, found) => {
    tried.length = 0;
    expect((await highestFitting(limit, highest, hundred)).length).toBe(found * 100);
    expect(tried.length).toBeLessThanOrEqual(8);
  });

  test("says what the lowest takes, where that is too large", async () => {
    await expect(highestFitting(99, 100, hundred)).rejects.toMatchObject({
      tag: "output",
      message: expect.stringMatching(/takes 100 B at the lowest quality/),
    });
  });
});

describe("a picture", () => {
  test.each(["jpeg", "webp", "avif"] as const)("has the highest quality that fits: %s", async (format) => {
    const quick = format === "avif" ? { effort: 0 } : {};
    const sizeAt = async (quality: number): Promise<number> =>
      (await picture.encode(format as "avif", { ...quick, quality })).length;
    const limit = await sizeAt(60);
    const found = await picture.encode(format as "avif", { ...quick, maxBytes: limit });
    expect(found.length).toBeLessThanOrEqual(limit);
    expect(found.length).toBeGreaterThanOrEqual(await sizeAt(58));
    expect((await sharp(found).metadata()).width).toBe(160);
  });

  test("goes into a file, alone and beside others, and is explained", async () => {
    const path = join(folder, "small.jpg");
    const { sizeBytes, projected } = await picture.save(path, { maxBytes: "3kB" });
    expect(sizeBytes).toBeLessThanOrEqual(3000);
    expect(statSync(path).size).toBe(sizeBytes);
    expect(String(await picture.explain({ path, maxBytes: "3kB" }))).toMatch(/encod/);
    expect(projected).toBeGreaterThan((await picture.save(join(folder, "plain.jpg"))).projected);
    const paths = ["a.webp", "b.jpg"].map((name) => join(folder, name));
    const results = await write(paths.map((each) => picture.to(each, { maxBytes: 2500 })));
    expect(results.every((each) => each.sizeBytes <= 2500)).toBe(true);
  });

  test("is decoded once", async () => {
    let rows = 0;
    async function* strips(): AsyncGenerator<Uint8Array> {
      for (; rows < 64; rows += 1) yield new Uint8Array(64 * 3).fill(rows * 3);
    }
    const once = Image.fromStrips({ width: 64, height: 64, bands: 3 }, strips());
    expect((await once.encode("jpeg", { maxBytes: 900 })).length).toBeLessThanOrEqual(900);
    expect(rows).toBe(64);
  });

  test("that cannot be so small is refused, and leaves nothing; a stream has no such option", async () => {
    const path = join(folder, "never.jpg");
    await expect(picture.save(path, { maxBytes: 100 })).rejects.toMatchObject({ tag: "output", path });
    expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
    expect(() => picture.stream("jpeg", { maxBytes: 1000 })).toThrow(/maxBytes is for files and bytes/);
  });
});
