/**
 * TIFFs that tifffile writes, read by Sluice: layouts, byte orders, formats and pages. A file that libvips cannot read
 * is an error.
 * Not here: our own TIFFs (test/store/tiff/written.test.ts), or broken ones (test/codec/hostile.test.ts).
 * Read next: test/store/tiff/tifffile.ts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { type Image, open } from "../../../src/index.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { type TiffToWrite, testByTifffile, writeTiff } from "./tifffile.ts";

const folder = temporaryFolder();
let files = 0;

const usual = { shape: [133, 157, 3], dtype: "uint8" } as const;
const formats: Readonly<Record<string, string>> = {
  ...{ uint8: "uchar", int8: "char", uint16: "ushort", int16: "short", uint32: "uint", int32: "int" },
  ...{ float16: "float", float32: "float" },
};

async function written(options: TiffToWrite): Promise<string> {
  files += 1;
  const path = join(folder, `${files}.tif`);
  await writeTiff(path, { seed: files, ...options });
  return path;
}

/** Reads all pages, and compares every sample. */
async function expectSame(options: TiffToWrite): Promise<Image> {
  const path = await written(options);
  const image = await open(path);
  const [height, width, bands] = options.shape;
  expect([image.width, image.height, image.bands, image.format]).toEqual([
    ...[width, height, bands],
    formats[options.dtype],
  ]);
  await expectEqual(image, path);
  return image;
}

async function expectEqual(image: Image, path: string): Promise<void> {
  using pixels = await image.pixels();
  const { buffer, byteOffset, byteLength } = pixels.data;
  expect(Buffer.compare(Buffer.from(buffer, byteOffset, byteLength), readFileSync(`${path}.bin`))).toBe(0);
}

describe("Sluice reads what tifffile writes", () => {
  testByTifffile.each(Object.keys(formats))("of %s, with 1 to 5 bands, in both byte orders", async (dtype) => {
    for (const bands of [1, 2, 3, 4, 5]) {
      for (const byteorder of ["<", ">"]) await expectSame({ dtype, byteorder, shape: [61, 83, bands] });
    }
  });

  testByTifffile.each([
    ["strips of some rows", { rowsperstrip: 16 }],
    ["one strip", { rowsperstrip: 133 }],
    ["a strip a row", { rowsperstrip: 1 }],
    ["tiles", { tile: [64, 48] }],
    ["one tile", { tile: [256, 256] }],
    ["BigTIFF", { bigtiff: true }],
    ["BigTIFF in tiles, most significant byte first", { bigtiff: true, byteorder: ">", tile: [32, 32] }],
    ["planes of colours", { planarconfig: "separate", photometric: "rgb" }],
    ["planes of colours in strips", { planarconfig: "separate", photometric: "rgb", rowsperstrip: 7 }],
    ["planes in strips of one row", { planarconfig: "separate", photometric: "minisblack", rowsperstrip: 1 }],
    ["deflate", { compression: "zlib" }],
    ["deflate in tiles", { compression: "zlib", tile: [64, 64] }],
    ["deflate of differences", { compression: "zlib", predictor: 2 }],
    ["deflate of differences in tiles", { compression: "zlib", predictor: 2, tile: [64, 64] }],
    ["planes of differences", { compression: "zlib", predictor: 2, planarconfig: "separate", photometric: "rgb" }],
  ] as const)("laid out as %s", async (_, layout) => {
    for (const dtype of ["uint8", "uint16", "int32", "float32"]) {
      // tifffile has the predictor for integers only.
      if (dtype === "float32" && "predictor" in layout) continue;
      await expectSame({ ...usual, ...layout, dtype });
    }
  });

  testByTifffile("of one row, one column and one pixel", async () => {
    for (const shape of [
      [1, 1, 1],
      [1, 300, 3],
      [300, 1, 2],
    ]) {
      for (const tile of [undefined, [16, 16]]) await expectSame({ ...usual, shape, tile });
    }
  });

  testByTifffile("of several pages, in strips and in tiles", async () => {
    for (const layout of [{}, { tile: [32, 32] }, { compression: "zlib", predictor: 2 }]) {
      const path = await written({ ...usual, dtype: "uint16", pages: 4, ...layout });
      await expectEqual(await open(path, { pages: "all" }), path);
      const expected = readFileSync(`${path}.bin`);
      writeFileSync(`${path}.bin`, expected.subarray(0, expected.length / 4));
      const first = await open(path);
      expect(first.pages).toBe(4);
      await expectEqual(first, path);
    }
  });

  testByTifffile("white as 0 is turned into black as 0", async () => {
    const path = await written({ shape: [40, 50, 1], dtype: "uint8", photometric: "miniswhite" });
    using pixels = await (await open(path)).pixels();
    expect([...pixels.data]).toEqual([...readFileSync(`${path}.bin`)].map((sample) => 255 - sample));
  });
});

describe("what libvips cannot read is an error that says so", () => {
  testByTifffile.each([
    ["doubles", { dtype: "float64" }, "unsupported", /more than 32 bits/, /HDF5 or Zarr/],
    ["64-bit integers", { dtype: "uint64" }, "unsupported", /more than 32 bits/, /HDF5 or Zarr/],
    ["LZMA", { dtype: "uint8", compression: "lzma" }, "decode", /LZMA compression support is not configured/, /./],
    // libvips would give wrong pixels without an error.
    [
      "planes of grey",
      { photometric: "minisblack" },
      "unsupported",
      /3 bands lie one after the other, in strips/,
      /side by/,
    ],
    [
      "planes of grey in strips",
      { dtype: "float32", rowsperstrip: 2 },
      "unsupported",
      /one after the other/,
      /side by/,
    ],
    ["planes of white", { photometric: "miniswhite", bigtiff: true }, "unsupported", /in strips/, /INTERLEAVE=PIXEL/],
    ["planes of colours in tiles", { tile: [64, 64] }, "unsupported", /one after the other, in tiles/, /side by/],
  ] as const)("%s", async (name, options, tag, message, cure) => {
    const planarconfig = name.startsWith("planes") ? { planarconfig: "separate" } : {};
    const path = await written({ ...usual, ...planarconfig, ...options });
    const reading = open(path).then(async (image) => await image.avg());
    await expect(reading).rejects.toMatchObject({
      tag,
      message: expect.stringMatching(message),
      cure: expect.stringMatching(cure),
    });
  });
});
