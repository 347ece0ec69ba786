/**
 * Thumbnails of progressive JPEGs without the scans that they do not need: the same picture, from less of the file.
 * Not here: real photos against full decodes (test/thumb/quality.soak.test).
 * Read next: src/plan/load/scan-choice.ts, src/run/source/skipped-bytes.ts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { engine } from "../../../src/compose.ts";
import { recipeOf } from "../../../src/graph/image/image.ts";
import { open } from "../../../src/index.ts";
import { makePlan } from "../../../src/plan/make-plan.ts";
import { nativeCounts } from "../../support/child/native-counts.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  // The same coefficients in both: libjpeg writes quantized coefficients in one scan or in many.
  const pixels = await (await photo(1600, 1200)).removeAlpha().png().toBuffer();
  const options = { quality: 92, chromaSubsampling: "4:2:0" };
  await sharp(pixels).jpeg(options).toFile(at("baseline.jpg"));
  await sharp(pixels)
    .jpeg({ ...options, progressive: true })
    .toFile(at("progressive.jpg"));
  const grey = sharp(pixels).toColourspace("b-w");
  await grey.clone().jpeg(options).toFile(at("grey-baseline.jpg"));
  await grey
    .clone()
    .jpeg({ ...options, progressive: true })
    .toFile(at("grey-progressive.jpg"));
});

async function thumbnail(input: string | Uint8Array, size: number): Promise<Uint8Array> {
  using image = await open(input);
  using small = image.thumbnail(size);
  return await sharp(await small.encode("png"))
    .raw()
    .toBuffer();
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] as number)), 0) / a.length;
}

/** The part of a file that is read for a thumbnail. */
async function shareRead(path: string, size: number): Promise<number> {
  const recipe = await engine.open(path, {});
  using image = await open(path);
  const { loads } = makePlan(
    { recipe: recipeOf(image.thumbnail(size)), format: "png", options: {}, toMemory: true },
    { threads: 1 },
  );
  const [load] = loads.values();
  const skipped = load?.skip.reduce((sum, { start, end }) => sum + end - start, 0) ?? 0;
  return 1 - skipped / recipe.header.sizeBytes;
}

describe("a thumbnail of a progressive JPEG", () => {
  test("of grey at an eighth is the baseline file's, from a small part of the file", async () => {
    // Not to the last bit: without any detail, libjpeg smooths between the means of neighbouring blocks.
    const difference = meanDifference(
      await thumbnail(at("grey-progressive.jpg"), 100),
      await thumbnail(at("grey-baseline.jpg"), 100),
    );
    expect(difference).toBeLessThan(0.5);
    expect(await shareRead(at("grey-progressive.jpg"), 100)).toBeLessThan(0.4);
  });

  test.each([
    [100, 0.5],
    [200, 0.7],
    [260, 0.7],
    [400, 0.9],
  ])("of colour to %i pixels is within a level of the baseline file's, from less of the file", async (size, share) => {
    const difference = meanDifference(
      await thumbnail(at("progressive.jpg"), size),
      await thumbnail(at("baseline.jpg"), size),
    );
    expect(difference).toBeLessThan(1);
    expect(await shareRead(at("progressive.jpg"), size)).toBeLessThan(share);
  });

  test("at more than a third of its size is made from the whole file, and exact", async () => {
    expect(await shareRead(at("progressive.jpg"), 1000)).toBe(1);
    expect(
      meanDifference(await thumbnail(at("progressive.jpg"), 1000), await thumbnail(at("baseline.jpg"), 1000)),
    ).toBe(0);
  });

  test("from bytes is the same as from the file", async () => {
    const bytes = readFileSync(at("progressive.jpg"));
    expect(meanDifference(await thumbnail(bytes, 200), await thumbnail(at("progressive.jpg"), 200))).toBe(0);
  });

  test("of a file that is cut off fails, even where only scans that are skipped are missing", async () => {
    const bytes = readFileSync(at("progressive.jpg"));
    for (const missing of [3, 1000, 20_000]) {
      writeFileSync(at("cut.jpg"), bytes.subarray(0, bytes.length - missing));
      await expect(thumbnail(at("cut.jpg"), 100), `${missing} bytes missing`).rejects.toMatchObject({ tag: "decode" });
    }
  });

  test("leaves nothing behind", async () => {
    await thumbnail(at("progressive.jpg"), 100);
    const before = nativeCounts();
    for (let repeat = 0; repeat < 20; repeat += 1) await thumbnail(at("progressive.jpg"), 100);
    expect(nativeCounts().objects).toBe(before.objects);
  });
});
