/**
 * EXIF fields that an output sets or drops, read by Pillow, and looked for in the bytes of the file.
 * Not here: which kinds of metadata are kept (test/thumb/metadata.process.test), or metadata of recipes
 * (test/run/output/metadata.test).
 * Read next: src/run/output/file-metadata.ts, src/graph/output/exif-fields.ts.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { exifNames } from "../../../src/graph/output/exif-fields.ts";
import { type Image, open } from "../../../src/index.ts";
import { exifOf, testByPillow } from "../../support/judge/judge.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const formats = ["jpeg", "png", "webp", "avif"] as const;
const place = { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 0/1" };
let picture: Image;

beforeAll(async () => {
  const bytes = await (await photo(120, 80))
    .withExif({ IFD0: { Artist: "Old Author", Copyright: "Old Owner", ImageDescription: "a garden" }, IFD3: place })
    .jpeg()
    .toBuffer();
  picture = await open(bytes);
});

/** What Pillow reads, and whether the bytes have a text. Pillow is given AVIF's block of EXIF, since it may lack AVIF. */
async function written(bytes: Uint8Array) {
  const { exif } = await sharp(bytes).metadata();
  const path = join(folder, "block.exif");
  writeFileSync(path, exif ?? "");
  return { ...(await exifOf(path)), has: (text: string) => Buffer.from(bytes).includes(text) };
}

describe.each(formats)("%s", (format) => {
  testByPillow("sets fields and drops one, and the others stay", async () => {
    const exif = { Artist: "A. Person (Studio)", "exif-ifd0-Copyright": null, DateTimeOriginal: "2026:01:02 03:04:05" };
    const { image, camera, gps, has } = await written(await picture.encode(format, { exif }));
    expect(image).toMatchObject({ Artist: "A. Person (Studio)", ImageDescription: "a garden" });
    expect(image).not.toHaveProperty("Copyright");
    expect(camera["DateTimeOriginal"]).toBe("2026:01:02 03:04:05");
    expect(gps).toMatchObject({ GPSLatitudeRef: "N" });
    expect([has("A. Person"), has("a garden"), has("Old Author"), has("Old Owner")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  testByPillow("goes with credit: no place, and the fields that are given", async () => {
    const exif = { Copyright: "New Owner", ImageDescription: "a lake" };
    const { image, gps, has } = await written(await picture.encode(format, { exif, keep: "credit" }));
    expect(image).toMatchObject({ Artist: "Old Author", Copyright: "New Owner", ImageDescription: "a lake" });
    expect(gps).toEqual({});
    expect([has("Old Owner"), has("a garden")]).toEqual([false, false]);
  });

  testByPillow("with keep none writes the given fields only", async () => {
    const turned = picture.set({ orientation: 6 });
    const { image, gps, has } = await written(
      await turned.encode(format, { exif: { Artist: "A. Person", Copyright: null }, keep: "none" }),
    );
    expect(image).toMatchObject({ Artist: "A. Person" });
    for (const name of ["Copyright", "ImageDescription"]) expect(image).not.toHaveProperty(name);
    expect(image["Orientation"] ?? 1).toBe(1);
    expect(gps).toEqual({});
    expect([has("Old Owner"), has("a garden"), has("Old Author")]).toEqual([false, false, false]);
  });

  testByPillow("of a thumbnail writes the given fields only", async () => {
    const { image, has } = await written(await picture.thumbnail(40).encode(format, { exif: { Artist: "A. Person" } }));
    expect(image).toMatchObject({ Artist: "A. Person" });
    expect([has("Old Owner"), has("a garden"), has("Old Author")]).toEqual([false, false, false]);
  });

  test("with nothing but drops writes no block where none is kept", async () => {
    const bytes = await picture.encode(format, { exif: { Artist: null }, keep: "none" });
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  });
});

test.each(exifNames)("%s is written", async (name) => {
  const text = name.startsWith("XP") || name === "UserComment" ? "Grüße (1)" : "a text (1)";
  const bytes = await picture.encode("jpeg", { exif: { [name]: text }, keep: "none" });
  const fields = Object.entries(await (await open(bytes)).metadata());
  const [[, value] = []] = fields.filter(([field]) => new RegExp(`^exif-ifd\\d-${name}$`).test(field));
  expect(value).toMatch(name === "UserComment" ? /^Grusse \(1\)/ : text);
});

test("a name without its directory is dropped in all", async () => {
  const twice = picture.set({ "exif-ifd1-Artist": "Thumb Author" });
  const has = async (exif: Record<string, string | null>) =>
    Buffer.from(await twice.encode("jpeg", { exif })).includes("Thumb Author");
  expect([await has({}), await has({ Artist: null }), await has({ "exif-ifd0-Artist": null })]).toEqual([
    true,
    false,
    true,
  ]);
});

test("the thumbnail in a block goes with credit, and where no EXIF is kept", async () => {
  const withThumbnail = picture.set({ "jpeg-thumbnail-data": Buffer.from("a small picture") });
  using image = await open(await withThumbnail.encode("jpeg"));
  const has = async (options: object): Promise<boolean> =>
    Buffer.from(await image.encode("jpeg", options)).includes("a small picture");
  const exif = { Artist: "A. Person" };
  expect([await has({}), await has({ exif })]).toEqual([true, true]);
  const wanted = [{ keep: "credit" }, { keep: "credit", exif }, { keep: "none", exif }, { keep: "none", density: 300 }];
  for (const options of wanted) expect([options, await has(options)]).toEqual([options, false]);
});

test.each([
  [{ Orientation: null }, /libvips writes Orientation itself/],
  [{ "exif-ifd0-XResolution": null }, /writes exif-ifd0-XResolution itself/],
  [{ Artisr: "x" }, /no EXIF field "Artisr"/],
  [{ "exif-ifd2-Artist": "x" }, /no EXIF field/],
  [{ "no name": null }, /no name of an EXIF field/],
  [{ Artist: "" }, /must be an object of names with texts/],
  [{ Artist: 3 }, /must be an object/],
  ["Artist", /must be an object/],
  [["Artist"], /must be an object/],
  [{ Artist: "a\0b" }, /zero character/],
  [{ Artist: "x".repeat(40_000) }, /40000 bytes/],
])("%j is refused", async (exif, words) => {
  const encode = async (): Promise<unknown> => await picture.encode("jpeg", { exif } as never);
  await expect(encode()).rejects.toMatchObject({ tag: "usage", message: expect.stringMatching(words) });
});

test.each(["gif", "tiff"] as const)("%s, for which libvips writes no EXIF, refuses it", async (format) => {
  const encode = async (): Promise<unknown> => await picture.encode(format, { exif: { Artist: "x" } } as never);
  await expect(encode()).rejects.toMatchObject({ tag: "usage", message: expect.stringMatching(/exif is of jpeg/) });
});
