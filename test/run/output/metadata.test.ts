/**
 * Metadata of recipes read and set, pages of animations, and loaders that are blocked.
 * Not here: what thumbnails keep (test/thumb/metadata.process.test).
 * Read next: src/graph/recipe/metadata.ts, src/run/source/read-header.ts.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { Image, open } from "../../../src/index.ts";
import { introspect, operationNames } from "../../../src/native/operation/introspect.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  const exif = { IFD0: { Copyright: "nobody", Make: "none" } };
  await (await photo(90, 60)).withExif(exif).jpeg().toFile(at("exif.jpg"));
  const frames = [10, 90, 200].map((grey) => Buffer.alloc(20 * 10 * 3, grey));
  const raw = { width: 20, height: 30, channels: 3 as const, pageHeight: 10 };
  await sharp(Buffer.concat(frames), { raw })
    .gif({ delay: [100, 200, 300] })
    .toFile(at("frames.gif"));
  writeFileSync(
    at("drawing.svg"),
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="9" height="9"/></svg>',
  );
});

describe("metadata", () => {
  test("is read by libvips' names, through operations", async () => {
    using image = await open(at("exif.jpg"));
    const fields = await image.gaussblur(1).metadata();
    expect(fields["exif-ifd0-Copyright"]).toContain("nobody");
    expect(fields["exif-data"]).toBeInstanceOf(Uint8Array);
    expect([fields["width"], fields["bands"]]).toEqual([90, 3]);
  });

  test("is set and taken away, and reaches the file", async () => {
    using image = await open(at("exif.jpg"));
    const changed = image.set({ number: 7, real: 0.5, text: "ä", list: [1, 2, 3], bytes: Uint8Array.of(9, 8) });
    expect(await changed.metadata()).toMatchObject({
      number: 7,
      real: 0.5,
      text: "ä",
      list: [1, 2, 3],
      bytes: Uint8Array.of(9, 8),
    });
    const turned = image.set({ orientation: 6, "exif-ifd0-Copyright": undefined });
    expect([turned.orientation, image.orientation]).toEqual([6, 1]);
    expect(await turned.metadata()).not.toHaveProperty("exif-ifd0-Copyright");
    await turned.save(at("turned.jpg"));
    expect((await sharp(at("turned.jpg")).metadata()).orientation).toBe(6);
    expect(turned.autorot().width).toBe(60);
  });

  test("of another kind is refused", async () => {
    using image = await open(at("exif.jpg"));
    for (const value of [Number.NaN, {}, [0.5], "a\0b", null]) {
      expect(() => image.set({ field: value as never })).toThrow(expect.objectContaining({ tag: "usage" }));
    }
    expect(() => image.set({ "page-height": 7 })).toThrow(expect.objectContaining({ tag: "usage" }));
  });
});

describe("pages", () => {
  test("are the first for operations, unless all are asked for", async () => {
    using first = await open(at("frames.gif"));
    expect(first.pages).toBe(3);
    const one = first.extractBand(0);
    expect([one.width, one.height, one.pages]).toEqual([20, 10, 1]);
    expect(await one.avg()).toBeCloseTo(10, -1);
    using all = await open(at("frames.gif"), { pages: "all" });
    const three = all.extractBand(0, { n: 3 });
    expect([three.width, three.height, three.pages]).toEqual([20, 10, 3]);
    expect(await three.avg()).toBeCloseTo(100, -1);
  });

  test("stay an animation through operations, with their delays", async () => {
    using all = await open(at("frames.gif"), { pages: "all" });
    await all.extractBand(0, { n: 3 }).invert().save(at("inverted.gif"));
    expect(await sharp(at("inverted.gif"), { animated: true }).metadata()).toMatchObject({
      ...{ pages: 3, pageHeight: 10, delay: [100, 200, 300] },
    });
  });

  test("can be made of one tall image", async () => {
    const tall = Image.fromPixels(
      Uint8Array.from({ length: 40 * 3 }, (_, index) => index),
      { width: 4, bands: 3 },
    );
    expect([tall.height, tall.pages]).toEqual([10, 1]);
    const paged = tall.set({ "page-height": 5 });
    expect([paged.height, paged.pages]).toEqual([5, 2]);
    expect((await sharp(await paged.encode("webp", { lossless: true }), { animated: true }).metadata()).pages).toBe(2);
  });
});

describe("loaders that libvips calls untrusted", () => {
  const untrusted = operationNames().filter((name) => /load_source$/.test(name) && introspect(name).untrusted);

  test("are known by their own flag", () => {
    expect(untrusted).toContain("svgload_source");
    expect(introspect("jpegload_source").untrusted).toBe(false);
  });

  test("are refused on request, but for SVG, which is drawn from memory", async () => {
    using drawing = await open(at("drawing.svg"), { untrusted: false });
    expect([drawing.width, drawing.height]).toEqual([40, 20]);
    const image = Image.black(4, 4);
    await image.call("vipssave", { filename: at("image.v") });
    const { untrusted } = introspect("vipsload_source");
    expect(untrusted).toBe(true);
    await expect(open(at("image.v"), { untrusted: false })).rejects.toMatchObject({
      ...{ tag: "unsupported", message: expect.stringContaining("untrusted") },
      cure: expect.stringContaining("untrusted: true"),
    });
    using allowed = await open(at("image.v"));
    expect(allowed.width).toBe(4);
  });

  test("a drawing of more bytes than the limit is not parsed", async () => {
    const text = "x".repeat(3_000_000);
    writeFileSync(
      at("large.svg"),
      `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text>${text}</text></svg>`,
    );
    await expect(open(at("large.svg"))).rejects.toMatchObject({ tag: "limit", allowed: 2_000_000 });
    await expect(open(at("drawing.svg"), { limits: { maxDrawingBytes: 10 } })).rejects.toMatchObject({
      tag: "limit",
      allowed: 10,
    });
  });
});

test("an EXIF block that is carried over brings back nothing that was taken away or changed", async () => {
  await (await photo(90, 60)).withMetadata({ orientation: 6, density: 254 }).jpeg().toFile(at("turned.jpg"));
  using image = await open(at("turned.jpg"));
  const upright = image.autorot().copy({ xres: 3 });
  const mapped = upright.map(({ data }) => data);
  for (const path of ["upright.tif", "mapped.tif"].map(at)) {
    await (path.includes("mapped") ? mapped : upright).save(path);
    using saved = await open(path);
    expect([saved.orientation, saved.width]).toEqual([1, 60]);
    expect((await saved.metadata())["xres"]).toBeCloseTo(3, 3);
  }
});

test("what a kernel makes of an array says itself that it is to be read in order, and is", async () => {
  const [width, height] = [3000, 3000];
  const data = Uint8Array.from({ length: width * height }, (_, at) => (at * 7919) % 251);
  const given = Image.fromPixels(data, { width, height, bands: 1 });
  const mapped = given.map((tile) => tile.data);
  expect((await mapped.metadata())["vips-sequential"]).toBe(1);
  using found = await mapped.resize(0.31).pixels();
  using expected = await given.resize(0.31).pixels();
  expect(Buffer.compare(found.data as Uint8Array, expected.data as Uint8Array)).toBe(0);
});
