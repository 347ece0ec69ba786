/**
 * Opening by path, URL and bytes, and the facts of every format's header, compared with sharp's.
 * Not here: recipes (test/graph/image/image.unit.test), or broken files (test/thumb).
 * Read next: src/run/source/read-header.ts.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import sharp, { type Sharp } from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { recipeOf } from "../../../src/graph/image/image.ts";
import { Image, open } from "../../../src/index.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { animation, flat, photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

const files: Readonly<Record<string, () => Promise<Sharp>>> = {
  "baseline.jpg": async () => (await photo(120, 90)).jpeg(),
  "progressive.jpg": async () => (await photo(120, 90)).jpeg({ progressive: true }),
  "grey.jpg": async () => (await photo(120, 90)).toColourspace("b-w").jpeg(),
  "cmyk.jpg": async () => (await photo(120, 90)).toColourspace("cmyk").jpeg(),
  "turned.jpg": async () => (await photo(120, 90)).withMetadata({ orientation: 6 }).jpeg(),
  "profile.jpg": async () => (await photo(120, 90)).withIccProfile("p3").jpeg(),
  "plain.png": async () => (await photo(120, 90)).png(),
  "interlaced.png": async () => (await photo(120, 90)).png({ progressive: true }),
  "palette.png": async () => (await photo(120, 90)).png({ palette: true }),
  "alpha.png": async () => flat(120, 90, [10, 20, 30, 40]).png(),
  "deep.png": async () => (await photo(120, 90)).toColourspace("rgb16").png(),
  "deep-grey.png": async () => (await photo(120, 90)).toColourspace("grey16").png(),
  "lossy.webp": async () => (await photo(120, 90)).webp(),
  "lossless.webp": async () => flat(120, 90, [10, 20, 30, 40]).webp({ lossless: true }),
  "moving.webp": async () =>
    (
      await animation(60, 40, [
        [255, 0, 0],
        [0, 255, 0],
        [0, 0, 255],
      ])
    ).webp(),
  "moving.gif": async () =>
    (
      await animation(60, 40, [
        [255, 0, 0],
        [0, 255, 0],
        [0, 0, 255],
      ])
    ).gif(),
  "strips.tif": async () => (await photo(120, 90)).tiff({ compression: "lzw" }),
  "tiles.tif": async () => (await photo(120, 90)).tiff({ tile: true, tileWidth: 32, tileHeight: 32 }),
  "image.avif": async () => (await photo(120, 90)).avif({ effort: 0 }),
};

beforeAll(async () => {
  for (const [name, make] of Object.entries(files)) await (await make()).toFile(at(name));
});

/** The facts that both libraries have, by the same names. */
function factsOf(image: Image): object {
  const { width, height, bands, interpretation, hasAlpha, pages, orientation, interlaced, hasProfile, codec } = image;
  return { width, height, bands, interpretation, hasAlpha, pages, orientation, interlaced, hasProfile, codec };
}

async function factsBySharp(name: string): Promise<object> {
  const found = await sharp(at(name)).metadata();
  return {
    ...{ width: found.width, height: found.height, bands: found.channels, interpretation: found.space },
    ...{ hasAlpha: found.hasAlpha, pages: found.pages ?? 1, orientation: found.orientation ?? 1 },
    ...{ interlaced: found.isProgressive, hasProfile: found.hasProfile },
    codec: name.endsWith("avif") ? "avif" : found.format,
  };
}

describe("the header", () => {
  test.each(Object.keys(files))("of %s is what sharp reads", async (name) => {
    using image = await open(at(name));
    expect(factsOf(image)).toEqual(await factsBySharp(name));
    expect(image.format).toBe(name.startsWith("deep") ? "ushort" : "uchar");
    const recipe = recipeOf(image);
    expect(recipe.kind).toBe("open");
    expect([Object.isFrozen(recipe), recipe.kind === "open" && Object.isFrozen(recipe.header)]).toEqual([true, true]);
  });

  test.each(Object.keys(files))("of the bytes of %s is that of the file", async (name) => {
    const bytes = await import("node:fs/promises").then(({ readFile }) => readFile(at(name)));
    using byPath = await open(at(name));
    using byBytes = await open(new Uint8Array(bytes));
    using byUrl = await open(pathToFileURL(at(name)));
    expect(factsOf(byBytes)).toEqual(factsOf(byPath));
    expect(factsOf(byUrl)).toEqual(factsOf(byPath));
  });

  test("of packed pixels says how they are packed, so that operations unpack them", async () => {
    using given = Image.fromPixels(Float32Array.of(50, 10, -20, 30, 0, 5), {
      width: 2,
      bands: 3,
      interpretation: "lab",
    });
    await given.Lab2LabQ().call("vipssave", { filename: at("packed.v") });
    using packed = await open(at("packed.v"));
    expect([packed.bands, packed.format, packed.invert().bands]).toEqual([4, "uchar", 3]);
    using pixels = await packed.LabQ2Lab().pixels();
    expect(Array.from(pixels.data as Float32Array, (value) => Math.round(value))).toEqual([50, 10, -20, 30, 0, 5]);
  });

  test("does not need the name's ending", async () => {
    writeFileSync(at("wrong.png"), await (await photo(50, 40)).jpeg().toBuffer());
    using image = await open(at("wrong.png"));
    expect(image.codec).toBe("jpeg");
  });
});

describe("what cannot be opened", () => {
  test("is refused with its own tag", async () => {
    mkdirSync(at("folder"));
    writeFileSync(at("empty"), "");
    const cases: readonly (readonly [input: string | URL | Uint8Array, tag: string])[] = [
      [at("missing.jpg"), "unreadable"],
      [at("folder"), "unreadable"],
      [at("empty"), "unreadable"],
      ["", "unreadable"],
      [`${at("plain.png")}\0.jpg`, "unreadable"],
      [new Uint8Array(0), "unreadable"],
      [new Uint8Array(100), "unsupported"],
      [new URL("https://example.org/a.jpg"), "unsupported"],
      [new URL("data:image/png;base64,AAAA"), "unsupported"],
      [pathToFileURL(at("missing.jpg")), "unreadable"],
    ];
    for (const [input, tag] of cases) {
      await expect(open(input), String(input)).rejects.toMatchObject({ tag, cure: expect.stringMatching(/\.$/) });
    }
  });

  test("after its signal was aborted rejects with the signal's reason", async () => {
    const reason = new Error("enough");
    await expect(open(at("plain.png"), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe("bytes", () => {
  test("are read where they are: a view into a larger buffer, a Buffer from the pool", async () => {
    const png = await flat(30, 20, [1, 2, 3]).png().toBuffer();
    const large = new Uint8Array(png.length + 100);
    large.set(png, 37);
    const view = large.subarray(37, 37 + png.length);
    for (const bytes of [view, Buffer.from(view), Buffer.concat([png])]) {
      using image = await open(bytes);
      const data = await sharp(await image.encode("png"))
        .raw()
        .toBuffer();
      expect([...data.subarray(0, 3)]).toEqual([1, 2, 3]);
    }
  });
});
