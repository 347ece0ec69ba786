/**
 * TIFF pyramids, by pages and by sub-IFDs: the grey of the result identifies the decoded level.
 * Not here: how large a level must be for a good result (quality.test judges that).
 * Read next: src/plan/load/load-choice.ts, src/run/source/pyramid-levels.ts.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { recipeOf } from "../../src/graph/image/image.ts";
import { open } from "../../src/index.ts";
import { compareThumbnail, testByPillow } from "../support/judge/judge.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { photo } from "../support/picture/pictures.ts";
import { type GreyLevel, tiffOfLevels } from "../support/picture/tiff-levels.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

const pyramid: readonly GreyLevel[] = [
  { width: 1024, height: 768, grey: 200 },
  { width: 512, height: 384, grey: 150 },
  { width: 256, height: 192, grey: 100 },
  { width: 128, height: 96, grey: 50 },
];

/** The grey of a thumbnail, which is the grey of its level; sharp only reads our PNG. */
async function greyOf(name: string, size: string, options: object = {}): Promise<number | undefined> {
  using image = await open(at(name));
  using thumbnail = image.thumbnail(size, options);
  const data = await sharp(await thumbnail.encode("png"))
    .raw()
    .toBuffer();
  expect(new Set(data).size).toBe(1);
  return data[0];
}

beforeAll(() => {
  writeFileSync(at("pages.tif"), tiffOfLevels(pyramid, "pages"));
  writeFileSync(at("subifds.tif"), tiffOfLevels(pyramid, "subifds"));
  // As some scanners write it: an odd size, halved and rounded down.
  const odd = [1001, 500, 250, 125].map((width, index) => ({
    width,
    height: Math.floor(777 / 2 ** index),
    grey: 200 - index * 50,
  }));
  writeFileSync(at("odd.tif"), tiffOfLevels(odd, "pages"));
  const [first, ...others] = pyramid as readonly [GreyLevel, ...GreyLevel[]];
  writeFileSync(at("shuffled.tif"), tiffOfLevels([first, ...others.reverse()], "pages"));
  writeFileSync(at("document.tif"), tiffOfLevels([first, { width: 300, height: 400, grey: 150 }], "pages"));
});

describe("a pyramid", () => {
  test.each(["pages.tif", "subifds.tif", "odd.tif"])("%s is one image with three smaller levels", async (name) => {
    using image = await open(at(name));
    expect(image.pages).toBe(1);
    const recipe = recipeOf(image);
    expect(recipe.kind === "open" && recipe.header.levels.map(({ width }) => width)).toEqual(
      name === "odd.tif" ? [500, 250, 125] : [512, 256, 128],
    );
  });

  test.each([
    ["60", 50],
    ["100", 100],
    ["200", 150],
    ["400", 200],
    ["1000", 200],
    ["x60", 50],
    ["2000", 200],
  ])("for %s pixels is read at the level of grey %i", async (size, grey) => {
    for (const name of ["pages.tif", "subifds.tif", "odd.tif", "shuffled.tif"]) {
      expect([name, await greyOf(name, size)]).toEqual([name, grey]);
    }
  });

  test("is read at the level that the crop and the stretch need", async () => {
    expect(await greyOf("pages.tif", "90x90", { fit: "cover" })).toBe(100);
    expect(await greyOf("pages.tif", "20x250", { fit: "fill" })).toBe(150);
    expect(await greyOf("subifds.tif", "20x250", { fit: "cover" })).toBe(150);
  });

  test("is read whole where no thumbnail is asked for, and as several pages where they are no levels", async () => {
    using image = await open(at("pages.tif"));
    const { width, height, pages = 1 } = await sharp(await image.encode("tiff")).metadata();
    expect([width, height, pages]).toEqual([1024, 768, 1]);
    using papers = await open(at("document.tif"));
    expect(papers.pages).toBe(2);
    expect(await greyOf("document.tif", "60")).toBe(200);
  });

  testByPillow.each([
    ["tiles", { tile: true, pyramid: true, tileWidth: 128, tileHeight: 128 }],
    ["tiles in a BigTIFF", { tile: true, pyramid: true, bigtiff: true }],
    ["strips without levels", {}],
  ] as const)("made by libvips, of %s, gives the picture of a full decode", async (_, options) => {
    const name = "made.tif";
    await (await photo(1500, 1100, 9)).tiff({ ...options, compression: "lzw" }).toFile(at(name));
    using image = await open(at(name));
    for (const size of [90, 300]) {
      using thumbnail = image.thumbnail(size);
      await thumbnail.save(at("made.png"));
      expect((await compareThumbnail(at(name), at("made.png"))).mean).toBeLessThan(2);
    }
  });
});
