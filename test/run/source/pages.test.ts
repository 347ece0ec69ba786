/**
 * Pixels of files with several pages: the first, or all of them one below the other, compared with Pillow's.
 * Not here: animations written to files (test/thumb/animation.test), or pages of operations
 * (test/run/output/metadata.test).
 * Read next: src/plan/make-plan.ts, src/native/operation/image-header.ts.
 */
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { type Image, open } from "../../../src/index.ts";
import { type Point, samplesAt, testByPillow } from "../../support/judge/judge.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { painted } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const [width, height, frames] = [24, 16, 4];
/** The centre of every pixel, row by row. */
const points = Array.from({ length: width * height }, (_, index): Point => {
  return [((index % width) + 0.5) / width, (Math.floor(index / width) + 0.5) / height];
});
const names = ["moving.gif", "moving.webp", "moving.tif"];

beforeAll(async () => {
  const pages = Array.from({ length: frames }, (_, frame) =>
    painted(width, height, (x, y) => (x + 2 * y < 12 * frame ? [250, 60 * frame, 10] : [20, 30, 200]))
      .png()
      .toBuffer(),
  );
  const animation = sharp(await Promise.all(pages), { join: { animated: true } });
  await animation.clone().gif().toFile(at("moving.gif"));
  await animation.clone().webp({ lossless: true }).toFile(at("moving.webp"));
  await animation.clone().tiff({ compression: "lzw" }).toFile(at("moving.tif"));
});

/** Pillow's red, green and blue at every pixel of the first frames. */
async function judged(name: string, count: number): Promise<number[]> {
  const samples: number[] = [];
  for (let frame = 0; frame < count; frame += 1) {
    for (const [red = -1, green = -1, blue = -1] of await samplesAt(at(name), points, frame))
      samples.push(red, green, blue);
  }
  return samples;
}

/** All samples without alpha, and the shape of one page. */
async function found(image: Image): Promise<{ colours: number[]; sizes: number[] }> {
  using pixels = await image.pixels();
  const { bands } = pixels;
  const colours = Array.from(pixels.data as ArrayLike<number>).filter((_, index) => index % bands < 3);
  return { colours, sizes: [pixels.width, pixels.height, pixels.pages] };
}

describe("pixels", () => {
  testByPillow.each(names)("of all pages of %s, where all were opened", async (name) => {
    using image = await open(at(name), { pages: "all" });
    expect(await found(image)).toEqual({ colours: await judged(name, frames), sizes: [width, height, frames] });
  });

  testByPillow.each(names)("of the first page of %s otherwise, and their header says so", async (name) => {
    using image = await open(at(name));
    expect(image.pages).toBe(frames);
    const first = { colours: await judged(name, 1), sizes: [width, height, 1] };
    expect(await found(image)).toEqual(first);
    expect(await found(image.invert().invert())).toEqual(first);
  });

  test.each(names)("of a thumbnail of %s have the pages that it was asked for", async (name) => {
    using image = await open(at(name), { pages: "all" });
    const all = image.thumbnail(12, { pages: "all" });
    expect((await found(all)).sizes).toEqual([12, 8, frames]);
    expect((await found(all.thumbnail(6, { pages: "all" }))).sizes).toEqual([6, 4, frames]);
    expect((await found(image.thumbnail(12))).sizes).toEqual([12, 8, 1]);
    expect((await found(image.invert().thumbnail(2 * width, { enlarge: true }))).sizes).toEqual([48, 32, 1]);
  });

  test("of libvips' own format, which is loaded with all its pages, are those of the file it was made of", async () => {
    using moving = await open(at("moving.gif"), { pages: "all" });
    await moving.call("vipssave", { filename: at("moving.v") });
    await moving.extractArea(0, 0, width, height).call("vipssave", { filename: at("still.v") });
    using all = await open(at("moving.v"), { pages: "all" });
    using first = await open(at("moving.v"));
    using still = await open(at("still.v"));
    expect([all.height, all.pages, still.pages]).toEqual([height, frames, 1]);
    expect(await found(all.invert())).toEqual(await found(moving.invert()));
    for (const image of [first, first.invert().invert(), still]) {
      expect(await found(image)).toEqual(await found(moving.extractArea(0, 0, width, height)));
    }
    expect((await found(first.thumbnail(12))).sizes).toEqual([12, 8, 1]);
  });

  test("that an operation leaves are pages where they are of the height of one", async () => {
    using image = await open(at("moving.gif"), { pages: "all" });
    expect((await found(image.extractArea(0, 0, width, 2 * height))).sizes).toEqual([width, height, 2]);
    expect((await found(image.extractArea(0, 0, width, height + 1))).sizes).toEqual([width, height + 1, 1]);
  });
});
