/**
 * Options of TIFF, read from its directory by their tags; and those of other formats that say something beside the pixels.
 * Not here: how encoders pack pixels (test/run/output-options.test), or tiles and levels (test/store/tiff).
 * Read next: src/graph/output/array-options.ts, src/run/output/file-metadata.ts.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { type Image, open, type TiffOptions } from "../../src/index.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { photo } from "../support/picture/pictures.ts";

const folder = temporaryFolder();
let picture: Image;

beforeAll(async () => {
  const credits = { Artist: "A. Author", Copyright: "© A. Author", ImageDescription: "a garden" };
  const place = { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 0/1" };
  const bytes = await (await photo(320, 240))
    .removeAlpha()
    .withIccProfile("p3")
    .withExif({ IFD0: credits, IFD3: place })
    .jpeg({ quality: 95 })
    .toBuffer();
  picture = await open(bytes);
});

const tagNames: Readonly<Record<number, string>> = {
  258: "bits",
  259: "compression",
  282: "xres",
  296: "unit",
  317: "predictor",
  330: "subifds",
};

/** The first directory of a classic TIFF in this machine's order: the first value of each tag. */
function directory(tiff: Uint8Array): Record<string, number> {
  const bytes = Buffer.from(tiff);
  const found: Record<string, number> = { version: bytes.readUInt16LE(2) };
  if (found["version"] !== 42) return found;
  const at = bytes.readUInt32LE(4);
  for (let index = 0; index < bytes.readUInt16LE(at); index += 1) {
    const entry = at + 2 + index * 12;
    const name = tagNames[bytes.readUInt16LE(entry)];
    const [type, count] = [bytes.readUInt16LE(entry + 2), bytes.readUInt32LE(entry + 4)];
    if (name === undefined) continue;
    const place = (type === 3 && count <= 2) || (type === 4 && count === 1) ? entry + 8 : bytes.readUInt32LE(entry + 8);
    const read = (offset: number): number => (type === 3 ? bytes.readUInt16LE(offset) : bytes.readUInt32LE(offset));
    found[name] = type === 5 ? read(place) / read(place + 4) : read(place);
  }
  return found;
}

const tags = async (options: TiffOptions, image = picture): Promise<Record<string, number>> =>
  directory(await image.encode("tiff", options));

describe("TIFF", () => {
  test("compression and predictor are those of its tags, and pixels stay", async () => {
    expect(await tags({ compression: "packbits" })).toMatchObject({ compression: 32_773 });
    expect(await tags({ compression: "lzw" })).toMatchObject({ compression: 5, predictor: 2 });
    expect(await tags({ compression: "lzw", predictor: "none" })).toMatchObject({ compression: 5 });
    expect(await tags({ predictor: "none" })).not.toMatchObject({ predictor: 2 });
    const large = await picture.encode("tiff", { predictor: "none" });
    expect(large.length).toBeGreaterThan((await picture.encode("tiff")).length);
    const [one, other] = await Promise.all(
      [large, await picture.encode("tiff")].map((each) => sharp(each).raw().toBuffer()),
    );
    expect(one?.equals(other as Buffer)).toBe(true);
  });

  test("bits, BigTIFF, levels below and a lossless WebP are as asked for", async () => {
    const grey = picture.colourspace("b-w").extractBand(0);
    for (const bitdepth of [1, 2, 4] as const) expect(await tags({ bitdepth }, grey)).toMatchObject({ bits: bitdepth });
    expect(await tags({ compression: "ccittfax4" }, grey)).toMatchObject({ bits: 1, compression: 4 });
    expect(await tags({ bigtiff: true })).toMatchObject({ version: 43 });
    const pyramid = { tile: true, tileSize: 64, pyramid: true, compression: "none" } as const;
    expect(await tags({ ...pyramid, subifd: true })).toHaveProperty("subifds");
    expect(await tags(pyramid)).not.toHaveProperty("subifds");
    await expect(picture.encode("tiff", { subifd: true })).rejects.toThrow(/subifd is of a pyramid/);
    const webp = await picture.encode("tiff", { compression: "webp", lossless: true });
    const plain = await picture.encode("tiff", { compression: "none" });
    const pixels = await Promise.all([webp, plain].map(async (each) => await (await open(each)).pixels()));
    expect(Buffer.from(pixels[0]?.data ?? []).equals(Buffer.from(pixels[1]?.data ?? [1]))).toBe(true);
    for (const each of pixels) each.dispose();
  });

  test("a compression that the library lacks is named", async () => {
    await picture.encode("tiff", { compression: "zstd" }).then(
      (bytes) => expect(directory(bytes)).toMatchObject({ compression: 50_000 }),
      (error: unknown) =>
        expect(error).toMatchObject({
          tag: "unsupported",
          message: expect.stringMatching(/cannot compress TIFF with zstd/),
        }),
    );
  });

  test("large TIFFs take them, too", async () => {
    const path = join(folder, "large.tif");
    const noise = picture.resize(10).cast("uchar");
    await noise.save(path, { predictor: "none", bigtiff: true });
    expect(await sharp(path).metadata()).toMatchObject({ width: 3200, height: 2400 });
  });
});

describe("density", () => {
  test("is in pixels per inch, in the file's own unit", async () => {
    for (const format of ["jpeg", "png", "tiff"] as const) {
      const bytes = await picture.encode(format, { density: 300, keep: "none" });
      expect([format, (await sharp(bytes).metadata()).density]).toEqual([format, 300]);
    }
    expect(await tags({ density: 254 })).toMatchObject({ unit: 2, xres: expect.closeTo(254, 2) });
    expect(await tags({ density: 254, resunit: "cm" })).toMatchObject({ unit: 3, xres: expect.closeTo(100, 2) });
  });
});

describe("profile", () => {
  test("is attached, by its name or from a file, and no pixel changes", async () => {
    const own = (await sharp(await picture.encode("png")).metadata()).icc as Buffer;
    for (const format of ["jpeg", "png", "webp", "avif", "tiff"] as const) {
      const bytes = await picture.encode(format, { profile: "srgb", keep: "none" });
      const { icc } = await sharp(bytes).metadata();
      expect([format, icc?.toString("latin1").includes("acsp"), icc?.equals(own)]).toEqual([format, true, false]);
    }
    const path = join(folder, "own.icc");
    writeFileSync(path, own);
    const bytes = await picture.encode("png", { profile: path, keep: "none" });
    expect((await sharp(bytes).metadata()).icc?.equals(own)).toBe(true);
    const [one, other] = await Promise.all(
      [bytes, await picture.encode("png")].map((each) => sharp(each).raw().toBuffer()),
    );
    expect(one?.equals(other as Buffer)).toBe(true);
  });
});

describe("keep: credit", () => {
  test.each(["jpeg", "png", "webp", "avif"] as const)(
    "is author, copyright and profile, and no place: %s",
    async (format) => {
      const facts = async (keep: "all" | "credit"): Promise<readonly [string, boolean]> => {
        const { exif, icc } = await sharp(await picture.encode(format, { keep })).metadata();
        return [exif?.toString("latin1") ?? "", icc !== undefined];
      };
      const [all] = await facts("all");
      expect(all).toMatch(/A\. Author/);
      expect(all).toMatch(/a garden/);
      const [credit, hasProfile] = await facts("credit");
      expect(credit).toMatch(/A\. Author/);
      expect(credit).not.toMatch(/a garden/);
      expect(hasProfile).toBe(true);
      const kept = await (await open(await picture.encode(format, { keep: "credit" }))).metadata();
      const names = Object.keys(kept).filter((name) => /^exif-ifd3-/.test(name));
      expect(names).toEqual([]);
      const before = await (await open(await picture.encode(format, { keep: "all" }))).metadata();
      expect(Object.keys(before)).toContain("exif-ifd3-GPSLatitude");
      expect(Object.keys(kept)).toContain("exif-ifd0-Copyright");
    },
  );
});
