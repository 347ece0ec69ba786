/**
 * TIFFs whose tiles came in any order, compared with libvips' tiffsave of the same image: every field of the directory,
 * and all pixels, by tifffile, libtiff's own tools and Pillow.
 * Not here: rectangles (test/store/contract.test.ts), or refusals (test/store/tiff/template.test.ts).
 * Read next: src/store/tiff/create-tiff.ts.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type PixelFormat, pixelFormats, sampleBytes } from "../../../src/core/pixel-format.ts";
import type { Image } from "../../../src/index.ts";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { createTiff } from "../../../src/store/tiff/create-tiff.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { samePixels, testByPillow } from "../../support/judge/judge.ts";
import { works } from "../../support/judge/python-process.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { imageOf, samplesOf } from "../../support/picture/stream-pictures.ts";
import { saveOptions, type TemplateOptions, templateOf } from "./template.ts";
import { fieldsOf, judgeTiff, testByTifffile } from "./tifffile.ts";

const folder = temporaryFolder();
const chunk = { width: 64, height: 48 };
let files = 0;

const dtypes: { readonly [F in PixelFormat]: string } = {
  ...{ uchar: "uint8", char: "int8", ushort: "uint16", short: "int16", uint: "uint32", int: "int32" },
  ...{ float: "float32", double: "float64", complex: "complex64", dpcomplex: "complex128" },
};

interface Case extends TemplateOptions {
  readonly width?: number;
  readonly height?: number;
  readonly bands?: number;
  readonly format?: PixelFormat;
  /** Adds metadata to the image. */
  readonly change?: (image: Image) => Image;
}

interface Written {
  /** The files of the store, of tiffsave, and of the plain samples. */
  readonly ours: string;
  readonly libvips: string;
  readonly raw: string;
}

/** Writes an image twice; the store gets whole tiles in random order. */
async function written({ change = (image) => image, ...options }: Case): Promise<Written> {
  const { width = 200, height = 150, bands = 3, format = "uchar" } = options;
  files += 1;
  const [ours, libvips, raw] = [`${files}.tif`, `${files}-libvips.tif`, `${files}.bin`].map((name) =>
    join(folder, name),
  );
  const shape: StoredShape = { width, height, bands, format, chunk };
  const samples = samplesOf({ width, height, bands, format }, files);
  writeFileSync(raw as string, samples);
  const image = change(imageOf(shape, samples));
  await image.tiffsave(libvips as string, saveOptions(shape, options));
  const plain = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  await using store = await createTiff(ours as string, shape, { template: await templateOf(shape, options, image) });
  const pel = bands * sampleBytes(format);
  for (const rect of shuffledTiles(shape)) {
    const tile = new Uint8Array(rect.width * rect.height * pel);
    for (let row = 0; row < rect.height; row += 1) {
      const from = ((rect.top + row) * width + rect.left) * pel;
      tile.set(plain.subarray(from, from + rect.width * pel), row * rect.width * pel);
    }
    await store.write(rect, tile);
  }
  await store.finish();
  return { ours: ours as string, libvips: libvips as string, raw: raw as string };
}

function shuffledTiles({ width, height }: StoredShape) {
  const random = seededRandom(files);
  const tiles = [];
  for (let top = 0; top < height; top += chunk.height) {
    for (let left = 0; left < width; left += chunk.width) {
      const [right, bottom] = [Math.min(width, left + chunk.width), Math.min(height, top + chunk.height)];
      tiles.push({ left, top, width: right - left, height: bottom - top, key: random() });
    }
  }
  return tiles.sort((a, b) => a.key - b.key);
}

const kinds: readonly TemplateOptions[] = [
  {},
  { compression: "deflate" },
  { bigTiff: true },
  { compression: "deflate", bigTiff: true },
];

describe.each(kinds)("with %j", (kind) => {
  testByTifffile.each(pixelFormats)("%s of 1 to 5 bands has libvips' fields, and the samples", async (format) => {
    for (const bands of [1, 2, 3, 4, 5]) {
      const { ours, libvips, raw } = await written({ ...kind, format, bands });
      expect(await fieldsOf(ours)).toEqual(await fieldsOf(libvips));
      // For complex samples, tifffile adds up differences as complex numbers, and libtiff as integers.
      if (format === "complex" && kind.compression === "deflate") continue;
      const told = await judgeTiff(ours, raw, dtypes[format], false);
      expect(told).toMatchObject({ equal: true, shape: [150, 200, bands], dtype: dtypes[format], tile: [64, 48] });
    }
  });

  testByPillow("Pillow sees the pixels that it sees in libvips' file", async () => {
    for (const [bands, interpretation] of [
      [1, "b-w"],
      [3, "srgb"],
      [4, "srgb"],
      [4, "cmyk"],
    ] as const) {
      const { ours, libvips } = await written({ ...kind, bands, change: (image) => image.copy({ interpretation }) });
      expect(await samePixels(ours, libvips)).toBe(true);
    }
  });
});

const rich = (image: Image): Image =>
  image.copy({ xres: 11.5, yres: 3.25 }).set({
    "xmp-data": new TextEncoder().encode("<x:xmpmeta xmlns:x='adobe:ns:meta/'></x:xmpmeta>"),
    "iptc-data": Uint8Array.from({ length: 77 }, (_, index) => index),
    "image-description": "a picture",
    "resolution-unit": "in",
    orientation: 6,
  });

describe("metadata", () => {
  testByTifffile.each(kinds)("with %j are those that tiffsave writes", async (kind) => {
    for (const [bands, format, interpretation, profile] of [
      [3, "uchar", "srgb", "srgb"],
      [4, "uchar", "srgb", "srgb"],
      [4, "uchar", "cmyk", "cmyk"],
      [5, "uchar", "cmyk"],
      [3, "float", "lab"],
      [3, "float", "scrgb"],
      [3, "ushort", "rgb16"],
      [1, "ushort", "grey16"],
      [2, "uchar", "b-w"],
      [3, "uchar", "multiband"],
    ] as const) {
      const change = (image: Image): Image => rich(image.copy({ interpretation }));
      const { ours, libvips, raw } = await written({ ...kind, bands, format, profile, change });
      const fields = await fieldsOf(ours);
      expect(fields).toEqual(await fieldsOf(libvips));
      // ImageDescription, XMP, IPTC and the profile are present at all.
      const rare = [270, 700, 33723, ...(profile === undefined ? [] : [34675])];
      expect(fields.map(([tag]) => tag)).toEqual(expect.arrayContaining(rare));
      expect((await judgeTiff(ours, raw, dtypes[format], false)).equal).toBe(true);
    }
  });
});

describe("sizes", () => {
  testByTifffile.each([
    [1, 1],
    [1, 300],
    [300, 1],
    [64, 48],
    [65, 49],
    [70_000, 3],
    [3, 70_000],
  ])("%i × %i pixels", async (width, height) => {
    for (const kind of kinds) {
      const { ours, libvips, raw } = await written({ ...kind, width, height, bands: 1 });
      expect(await fieldsOf(ours)).toEqual(await fieldsOf(libvips));
      expect((await judgeTiff(ours, raw, "uint8", false)).equal).toBe(true);
    }
  });
});

const hasTools = works("sh", ["-c", "command -v tiffinfo && command -v tiffdump && command -v tiffcp"]);
if (!hasTools) process.stderr.write("SKIPPED: TIFFs by libtiff's tools; apt-get install libtiff-tools\n");

describe.skipIf(!hasTools)("libtiff's tools", () => {
  const said = (tool: string, path: string, words: readonly string[] = []): readonly string[] => {
    const { stdout, stderr, status } = spawnSync(tool, [...words, path], { encoding: "utf8" });
    expect(status).toBe(0);
    return [withoutPlaces(stdout, path), withoutPlaces(stderr, path)];
  };
  const withoutPlaces = (text: string, path: string): string =>
    text.replaceAll(path, "").replace(/^.*(offset|Offsets|ByteCounts|Magic).*$/gm, "");

  test.each(kinds)("say of a file with %j what they say of libvips'", async (kind) => {
    for (const format of ["uchar", "ushort", "float"] as const) {
      const { ours, libvips } = await written({ ...kind, format, change: rich });
      expect(said("tiffinfo", ours, ["-D"])).toEqual(said("tiffinfo", libvips, ["-D"]));
      expect(said("tiffdump", ours)).toEqual(said("tiffdump", libvips));
    }
  });

  test.each(["uchar", "ushort", "uint", "float", "double", "complex"] as const)(
    "unpack deflated %s as they do of libvips' file",
    async (format) => {
      for (const bands of [1, 3]) {
        const { ours, libvips } = await written({ compression: "deflate", format, bands });
        const plain = [ours, libvips].map((path) => {
          execFileSync("tiffcp", ["-c", "none", "-s", path, `${path}.plain`], { stdio: "ignore" });
          return readFileSync(`${path}.plain`);
        });
        expect(Buffer.compare(plain[0] as Buffer, plain[1] as Buffer)).toBe(0);
      }
    },
  );
});
