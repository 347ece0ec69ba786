/**
 * TIFFs that Sluice writes, read by tifffile: every format, number of bands, layout and compression, odd sizes,
 * pyramids.
 * Not here: TIFFs of other programs (test/store/tiff/foreign.test.ts).
 * Read next: test/store/tiff/tifffile.ts.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import type { PixelFormat } from "../../../src/core/pixel-format.ts";
import type { Image } from "../../../src/index.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { imageOf, samplesOf } from "../../support/picture/stream-pictures.ts";
import { type Judged, judgeTiff, testByTifffile } from "./tifffile.ts";

const folder = temporaryFolder();
const dtypes: Readonly<Partial<Record<PixelFormat, string>>> = {
  ...{ uchar: "uint8", char: "int8", ushort: "uint16", short: "int16", uint: "uint32", int: "int32" },
  ...{ float: "float32", double: "float64" },
};
let files = 0;

interface Case {
  readonly width?: number;
  readonly height?: number;
  readonly bands?: number;
  readonly format?: PixelFormat;
}

/** Saves an image of random samples and has tifffile compare it. */
async function judged(
  { width = 157, height = 133, bands = 3, format = "uchar" }: Case,
  write: (image: Image, path: string) => Promise<unknown>,
  unpack = false,
): Promise<Judged> {
  files += 1;
  const path = join(folder, `${files}.tif`);
  const shape = { width, height, bands, format };
  const samples = samplesOf(shape, files);
  writeFileSync(`${path}.bin`, samples);
  await write(imageOf(shape, samples), path);
  const told = await judgeTiff(path, `${path}.bin`, dtypes[format] as string, unpack);
  expect([told.equal, told.shape, told.dtype]).toEqual([true, [height, width, bands], dtypes[format]]);
  return told;
}

describe("tifffile reads what save() writes", () => {
  testByTifffile.each(Object.keys(dtypes) as PixelFormat[])("of %s, with 1 to 5 bands", async (format) => {
    for (const bands of [1, 2, 3, 4, 5]) {
      const told = await judged({ format, bands }, (image, path) => image.save(path));
      expect(told).toMatchObject({ compression: "ADOBE_DEFLATE", predictor: 2, tile: null, big: false });
    }
  });

  testByTifffile("of one row, one column and one pixel, in tiles and in strips", async () => {
    for (const [width, height] of [
      [1, 1],
      [1, 300],
      [300, 1],
      [129, 257],
    ] as const) {
      for (const tile of [true, false]) {
        const told = await judged({ width, height, format: "ushort" }, (image, path) => image.save(path, { tile }));
        expect(told.tile).toEqual(tile ? [128, 128] : null);
      }
    }
  });

  testByTifffile.each([
    ["none", "NONE", 1, false],
    ["deflate", "ADOBE_DEFLATE", 2, false],
    ["packbits", "PACKBITS", 1, false],
    ["lzw", "LZW", 2, true],
  ] as const)("packed by %s", async (compression, name, predictor, unpack) => {
    for (const format of ["uchar", "ushort", "int", "float"] as const) {
      for (const tile of [true, false]) {
        const options = { compression, tile, ...(tile && { tileSize: 64 }) };
        const told = await judged({ format }, (image, path) => image.save(path, options), unpack);
        expect(told).toMatchObject({ compression: name, predictor, tile: tile ? [64, 64] : null });
      }
    }
  });

  testByTifffile.each(["uchar", "ushort", "short", "float"] as const)("at several sizes, of %s", async (format) => {
    const told = await judged({ width: 601, height: 403, format }, (image, path) =>
      image.save(path, { tile: true, tileSize: 64, pyramid: true }),
    );
    expect(told).toMatchObject({
      levels: [
        [201, 300],
        [100, 150],
        [50, 75],
        [25, 37],
      ],
      "levels equal": [true, true, true, true],
    });
  });
});

describe("tifffile reads what tiffsave() writes", () => {
  testByTifffile("as BigTIFF", async () => {
    for (const tile of [true, false]) {
      const told = await judged({ format: "float", bands: 5 }, (image, path) =>
        image.tiffsave(path, { bigtiff: true, tile, compression: "deflate" }),
      );
      expect([told.big, told.tile !== null]).toEqual([true, tile]);
    }
  });

  testByTifffile("with levels as subimages, and beside each other", async () => {
    for (const subifd of [true, false]) {
      const told = await judged({ width: 500, height: 333, bands: 1, format: "ushort" }, (image, path) =>
        image.tiffsave(path, { tile: true, pyramid: true, subifd, bigtiff: subifd, compression: "deflate" }),
      );
      expect(told).toMatchObject({
        levels: [
          [166, 250],
          [83, 125],
        ],
        "levels equal": [true, true],
      });
    }
  });

  testByTifffile.each([
    ["none", 1],
    ["horizontal", 2],
    ["float", 3],
  ] as const)("with predictor %s", async (predictor, number) => {
    const formats = number === 3 ? (["float"] as const) : (["uchar", "ushort", "uint", "float"] as const);
    for (const format of formats) {
      // tifffile needs a package for the predictor of floats, too.
      const told = await judged(
        { format, bands: 4 },
        (image, path) => image.tiffsave(path, { compression: "deflate", predictor, tile: true }),
        number === 3,
      );
      expect(told.predictor).toBe(number);
    }
  });
});
