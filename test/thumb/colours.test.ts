/**
 * Colours: embedded profiles, CMYK, 16 bits and grey all become the same sRGB as in Pillow's colour management.
 * Not here: alpha (alpha.test), or profiles that are kept (metadata.test).
 * Read next: src/run/thumbnail/resample.ts.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect } from "vitest";
import { open } from "../../src/index.ts";
import { compareThumbnail, describeFile, samplesAt, testByPillow } from "../support/judge/judge.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { corners, flat, painted, photo } from "../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

async function thumbnailOf(name: string, ending = "png"): Promise<string> {
  const path = at(`thumbnail-of-${name}.${ending}`);
  using image = await open(at(name));
  using thumbnail = image.thumbnail(100);
  await thumbnail.save(path);
  return path;
}

/** The mean difference from Pillow's rendering, in levels of 255. */
async function difference(name: string, profile?: Buffer): Promise<number> {
  const options = profile === undefined ? {} : { profile: profile.toString("base64") };
  return (await compareThumbnail(at(name), await thumbnailOf(name), options)).mean;
}

/** The ICC profile that sharp embeds by this name. */
async function profileNamed(name: "p3" | "cmyk"): Promise<Buffer> {
  const space = name === "cmyk" ? "cmyk" : "srgb";
  const file = await flat(8, 8, [255, 0, 0]).toColourspace(space).withIccProfile(name).jpeg().toBuffer();
  return (await sharp(file).metadata()).icc as Buffer;
}

/** A JPEG with this profile, its pixels as they are. */
function withProfile(jpeg: Buffer, profile: Buffer): Buffer {
  const payload = Buffer.concat([Buffer.from("ICC_PROFILE\0\u0001\u0001", "latin1"), profile]);
  const length = Buffer.from([0xff, 0xe2, (payload.length + 2) >> 8, (payload.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), length, payload, jpeg.subarray(2)]);
}

/** Red is green in this profile, and green is red: a reader that ignores it shows the wrong colours. */
function swapped(profile: Buffer): Buffer {
  const copy = Buffer.from(profile);
  const other: Readonly<Record<string, string>> = { rXYZ: "gXYZ", gXYZ: "rXYZ" };
  for (let entry = 0; entry < copy.readUInt32BE(128); entry += 1) {
    const position = 132 + entry * 12;
    const name = other[copy.toString("latin1", position, position + 4)];
    if (name !== undefined) copy.write(name, position, "latin1");
  }
  return copy;
}

let p3: Buffer;
let cmyk: Buffer;
beforeAll(async () => {
  p3 = await profileNamed("p3");
  cmyk = await profileNamed("cmyk");
});

describe("an embedded profile is applied", () => {
  testByPillow.each(["jpeg", "png", "webp", "tiff"] as const)("Display P3 in %s", async (format) => {
    const name = `p3.${format}`;
    // In sharp, a quality for PNG means a palette: one more kind of image with a profile.
    await (await photo(400, 300)).withIccProfile("p3").toFormat(format, { quality: 95 }).toFile(at(name));
    expect(await difference(name)).toBeLessThan(1);
    expect((await describeFile(await thumbnailOf(name))).profileBytes).toBe(0);
  });

  testByPillow("one with red and green swapped", async () => {
    const jpeg = await flat(200, 100, [220, 50, 90]).jpeg({ quality: 95, chromaSubsampling: "4:4:4" }).toBuffer();
    writeFileSync(at("swapped.jpg"), withProfile(jpeg, swapped(p3)));
    expect(await difference("swapped.jpg")).toBeLessThan(2);
    const [[red = 0, green = 0] = []] = await samplesAt(await thumbnailOf("swapped.jpg"), [[0.5, 0.5]]);
    expect(green).toBeGreaterThan(red + 100);
  });

  testByPillow("of 16 bits", async () => {
    await (await photo(400, 300)).toColourspace("rgb16").withIccProfile("p3").png().toFile(at("p3-16.png"));
    expect(await difference("p3-16.png")).toBeLessThan(1);
  });

  testByPillow.each(["an RGB profile in a grey image", "a broken profile"])(
    "unless it says nothing: %s",
    async (kind) => {
      const jpeg = await flat(200, 100, [130]).toColourspace("b-w").jpeg({ quality: 95 }).toBuffer();
      writeFileSync(at("misfit.jpg"), withProfile(jpeg, kind === "a broken profile" ? Buffer.alloc(300, 7) : p3));
      const [colour = []] = await samplesAt(await thumbnailOf("misfit.jpg"), [[0.5, 0.5]]);
      for (const value of colour.slice(0, 3)) expect(Math.abs(value - 130)).toBeLessThanOrEqual(2);
    },
  );
});

/**
 * Two colour engines differ by this much where the ink is darkest: versions of LittleCMS treat the black point in two
 * ways.
 */
const maxOfCmyk = 3;

describe("CMYK", () => {
  testByPillow.each(["jpeg", "tiff"] as const)("with its profile, in %s", async (format) => {
    const picture = await (await photo(400, 300, 7)).png().toBuffer();
    await sharp(picture)
      .toColourspace("cmyk")
      .withIccProfile("cmyk")
      .toFormat(format)
      .toFile(at(`cmyk.${format}`));
    expect(await difference(`cmyk.${format}`)).toBeLessThan(maxOfCmyk);
  });

  testByPillow("without a profile is taken as the usual one", async () => {
    await sharp(await (await photo(400, 300, 7)).png().toBuffer())
      .toColourspace("cmyk")
      .jpeg()
      .toFile(at("bare.jpg"));
    expect((await describeFile(at("bare.jpg"))).profileBytes).toBe(0);
    expect(await difference("bare.jpg", cmyk)).toBeLessThan(maxOfCmyk);
  });

  testByPillow.each(["jpg", "png", "webp", "gif", "tif"])("becomes a %s of red, green and blue", async (ending) => {
    await corners(200, 160).toColourspace("cmyk").withIccProfile("cmyk").jpeg().toFile(at("corners.jpg"));
    expect((await describeFile(await thumbnailOf("corners.jpg", ending))).mode).toMatch(/^(?:RGB|P)$/);
  });
});

describe("16 bits", () => {
  testByPillow.each([
    ["colour", "rgb16", "RGB", "png"],
    ["colour", "rgb16", "RGB", "tif"],
    ["grey", "grey16", "L", "png"],
    ["grey", "grey16", "L", "tif"],
  ] as const)("of %s (%s) become %s, from %s", async (_, space, mode, ending) => {
    const png = await (await photo(400, 300, 3)).toColourspace(space).png().toBuffer();
    const name = `${space}.${ending}`;
    // sharp cannot write TIFF with 16 bits.
    using picture = await open(png);
    await picture.save(at(name));
    using source = await open(at(name));
    expect([source.format, source.bands]).toEqual(["ushort", mode === "L" ? 1 : 3]);
    expect(await difference(name)).toBeLessThan(1);
    expect((await describeFile(await thumbnailOf(name))).mode).toBe(mode);
  });

  testByPillow("of red, green, blue and alpha: no bit of alpha is lost", async () => {
    const pixel = [200, 100, 50, 128];
    await flat(200, 100, pixel).toColourspace("rgb16").withIccProfile("p3").png().toFile(at("deep-alpha.png"));
    const [[, , , alpha = 0] = []] = await samplesAt(await thumbnailOf("deep-alpha.png"), [[0.5, 0.5]]);
    expect(Math.abs(alpha - 128)).toBeLessThanOrEqual(1);
  });
});

describe("grey", () => {
  testByPillow.each(["jpeg", "png", "tiff"] as const)("in %s stays one band", async (format) => {
    await (await photo(400, 300, 5))
      .toColourspace("b-w")
      .toFormat(format)
      .toFile(at(`grey.${format}`));
    expect(await difference(`grey.${format}`)).toBeLessThan(1);
    for (const ending of ["png", "jpg", "tif"]) {
      expect((await describeFile(await thumbnailOf(`grey.${format}`, ending))).mode).toBe("L");
    }
  });

  testByPillow("of one bit becomes 256 levels", async () => {
    await painted(400, 300, (x, y) => [(x + y) % 2 === 0 ? 255 : 0])
      .toColourspace("b-w")
      .png({ palette: true, colours: 2, dither: 0 })
      .toFile(at("bits.png"));
    const [colour = []] = await samplesAt(await thumbnailOf("bits.png"), [[0.5, 0.5]]);
    for (const value of colour.slice(0, 3)) expect(Math.abs(value - 127)).toBeLessThanOrEqual(3);
  });
});
