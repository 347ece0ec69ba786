/**
 * HDF5 and Zarr as outputs and inputs of recipes: pixels, metadata, pages, levels, and failures.
 * Not here: the formats themselves, which other readers judge (test/store/hdf5, test/store/zarr).
 * Read next: src/run/output/store-file.ts, src/run/rows/store-feed.ts.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { recipeOf } from "../../src/graph/image/image.ts";
import { budget, Image, open, write } from "../../src/index.ts";
import { imageOf, samplesOf } from "../support/picture/stream-pictures.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-store-recipe-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

/** A digest: with megabytes, vitest's own comparison took half a minute. */
async function samples(image: Image): Promise<string> {
  using pixels = await image.pixels();
  return digest(pixels.data);
}

function digest({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return createHash("sha256")
    .update(Buffer.from(buffer, byteOffset, byteLength))
    .digest("hex");
}

const picture = Image.xyz(700, 530).cast("uchar").bandjoin([90]).copy({ interpretation: "srgb" });

describe.each(["h5", "zarr"])("an image in .%s", (ending) => {
  const formats = [
    "uchar",
    "char",
    "ushort",
    "short",
    "uint",
    "int",
    "float",
    "double",
    "complex",
    "dpcomplex",
  ] as const;

  test.each(formats)("of %s has the samples that were saved, of 1 to 5 bands and odd sizes", async (format) => {
    const shapes = [
      [1, 1, 1],
      [1, 300, 2],
      [300, 1, 3],
      [257, 259, 4],
      [33, 31, 5],
    ] as const;
    for (const [width, height, bands] of shapes) {
      const shape = { width, height, bands, format };
      const path = at(`${format}-${width}.${ending}`);
      const given = samplesOf(shape);
      await imageOf(shape, given).save(path, { chunk: 64 });
      const stored = await open(path);
      expect([stored.width, stored.height, stored.bands, stored.format]).toEqual([width, height, bands, format]);
      expect(await samples(stored)).toBe(digest(given));
    }
  });

  test("goes on in recipes: out of order, cropped, several times, and in loops", async () => {
    const path = at(`picture.${ending}`);
    await picture.save(path, { chunk: { width: 100, height: 50 } });
    const stored = await open(path);
    for (const change of [
      (image: Image) => image.rot("d90"),
      (image: Image) => image.crop(600, 480, 50, 40),
      (image: Image) => image.gaussblur(2).subtract(image),
      (image: Image) => image.thumbnail(90),
    ]) {
      expect(await samples(change(stored))).toEqual(await samples(change(picture)));
    }
    let rows = 0;
    for await (const { height } of stored.strips({ height: 7 })) rows += height;
    expect(rows).toBe(530);
    for await (const _ of stored.strips()) break;
    expect((await budget()).reserved).toBe(0);
  });

  test("keeps metadata, a profile, the scale and the pages", async () => {
    const path = at(`metadata.${ending}`);
    const profile = Buffer.from("not really a profile");
    const rich = picture
      .copy({ xres: 11.5, yres: 12.5 })
      .set({
        "icc-profile-data": profile,
        "exif-ifd0-Make": "Sluice (Sluice, ASCII, 7 components, 7 bytes)",
        answer: 42,
      })
      .set({ orientation: 6 });
    await rich.save(path);
    const stored = await open(path);
    const fields = await stored.metadata();
    expect(fields).toMatchObject({
      answer: 42,
      xres: 11.5,
      yres: 12.5,
      "exif-ifd0-Make": expect.stringMatching(/Sluice/),
    });
    expect(Buffer.from(fields["icc-profile-data"] as Uint8Array)).toEqual(profile);
    expect([stored.orientation, stored.hasProfile]).toEqual([6, true]);
    await rich.save(path, { keep: ["icc"] });
    expect(await (await open(path)).metadata()).not.toHaveProperty("answer");
    const pages = Image.xyz(30, 80).cast("uchar").set({ "page-height": 20, "n-pages": 4 });
    await pages.save(path);
    const stack = await open(path);
    expect(stack).toMatchObject({ pages: 4, height: 20 });
    // Operations, and formats of one page, get only the first page.
    expect(await samples(stack.linear(1, 0).cast("uchar"))).toEqual(await samples(pages.crop(0, 0, 30, 20)));
    expect(await open(await stack.encode("png"))).toMatchObject({ pages: 1, width: 30, height: 20 });
  });

  test("is written together with others, all or none", async () => {
    const source = await open(await picture.encode("png"));
    const [first, second] = [at(`both.${ending}`), at("both.png")];
    const results = await write([source.to(first), source.thumbnail(100).to(second)]);
    expect(results.map(({ sizeBytes }) => sizeBytes > 500)).toEqual([true, true]);
    expect(await samples(await open(first))).toEqual(await samples(picture));
    const broken = await open((await picture.encode("png")).slice(0, 700));
    const none = [at(`none.${ending}`), at("none.png")] as const;
    await expect(write([broken.to(none[0]), broken.to(none[1])])).rejects.toMatchObject({ tag: "decode" });
    expect(readdirSync(folder).filter((name) => name.includes("none"))).toEqual([]);
  });

  test("replaces one that is there only where it may, and never what it is read from", async () => {
    const path = at(`again.${ending}`);
    await picture.save(path);
    await expect(picture.save(path, { overwrite: false })).rejects.toMatchObject({ tag: "output" });
    await picture.invert().save(path);
    const stored = await open(path);
    expect(await samples(stored)).toEqual(await samples(picture.invert()));
    await expect(stored.save(path)).rejects.toMatchObject({ tag: "output", message: /same file as the input/ });
    await expect(picture.encode(ending === "h5" ? "hdf5" : "zarr")).rejects.toMatchObject({ tag: "unsupported" });
  });

  test("is ended by a signal, and leaves nothing", async () => {
    const large = Image.gaussnoise(12_000, 12_000).gaussblur(4).cast("uchar");
    const path = at(`aborted.${ending}`);
    await expect(large.save(path, { signal: AbortSignal.timeout(150) })).rejects.toMatchObject({
      name: "TimeoutError",
    });
    expect(readdirSync(folder).filter((name) => name.includes("aborted"))).toEqual([]);
    expect((await budget()).reserved).toBe(0);
  });

  test("that changed, or is broken, fails with what is wrong", async () => {
    const path = at(`broken.${ending}`);
    await Image.gaussnoise(600, 600).cast("uchar").save(path, { chunk: 200 });
    const stored = await open(path);
    const file = ending === "h5" ? path : join(path, "c", "0", "0", "0");
    expect(existsSync(file)).toBe(true);
    truncateSync(file, Math.floor(statSync(file).size / 2));
    const failed = stored.avg();
    await expect(failed).rejects.toMatchObject({ tag: ending === "h5" ? "unreadable" : "decode" });
    if (ending === "h5") await expect(open(path)).rejects.toMatchObject({ tag: "decode" });
    expect((await budget()).reserved).toBe(0);
  });
});

test("a thumbnail of an OME pyramid reads the level it needs", async () => {
  const path = at("pyramid.zarr");
  await picture.save(path, { pyramid: true, chunk: 64 });
  const stored = await open(path);
  expect(recipeOf(stored)).toMatchObject({
    header: { levels: [{ width: 350 }, { width: 175 }, { width: 88 }, { width: 44 }] },
  });
  expect((await stored.thumbnail(80).explain()).inputs).toMatchObject([{ loaded: "its level of 175 × 133" }]);
  const [small, large] = [stored.thumbnail(80), picture.thumbnail(80)];
  expect(await small.subtract(large).abs().avg()).toBeLessThan(2);
  expect([(await open(path, { level: 2 })).width, (await open(path, { level: 2 })).height]).toEqual([175, 133]);
});

test("datasets of one file are told apart, and options of stores refused elsewhere", async () => {
  const path = at("several.h5");
  await picture.save(path, { dataset: "scans/left" });
  expect((await open(path, { dataset: "scans/left" })).width).toBe(700);
  await expect(open(path, { dataset: "scans/right" })).rejects.toMatchObject({ tag: "usage", message: /scans\/left/ });
  writeFileSync(at("plain.png"), await picture.encode("png"));
  await expect(open(at("plain.png"), { dataset: "x" })).rejects.toMatchObject({ tag: "usage" });
  await expect(picture.save(at("x.h5"), { compression: "lzw" })).rejects.toMatchObject({ tag: "usage" });
  await expect(picture.save(at("x.h5"), { chunk: 0 })).rejects.toMatchObject({ tag: "usage" });
});
