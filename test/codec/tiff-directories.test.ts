/**
 * The directories of TIFF files by sharp, by the vips command line and by hand, each judged by what sharp opens there.
 * Not here: truncation and mutation (hostile.test).
 * Read next: tiff-bytes.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bytesReader } from "../../src/codec/byte-reader.ts";
import { readTiffDirectories, type TiffFacts } from "../../src/codec/tiff-directories.ts";
import { frames, noise } from "./samples.ts";
import { tiffBytes } from "./tiff-bytes.ts";

function read(data: Uint8Array, maxDirectories?: number): TiffFacts | undefined {
  return readTiffDirectories(bytesReader(data), maxDirectories === undefined ? {} : { maxDirectories });
}

/** sharp's own answer for every directory that was found. */
async function expectSharpAgrees(data: Buffer, facts: TiffFacts | undefined): Promise<void> {
  for (const { page, parent, subifd = -1, width, height, samplesPerPixel } of facts?.directories ?? []) {
    const told = await sharp(data, { page: page ?? parent ?? 0, ...(subifd >= 0 && { subifd }) }).metadata();
    expect(told).toMatchObject({ width, height, channels: samplesPerPixel });
  }
  const main = facts?.directories.filter(({ page }) => page !== undefined) ?? [];
  const told = await sharp(data).metadata();
  expect(told.pages ?? 1).toBe(main.length);
  expect(told.subifds ?? 0).toBe(main[0]?.subifds);
}

const page = { page: 0, subifd: undefined, parent: undefined };

describe("TIFF files written by sharp", () => {
  it("strips", async () => {
    const data = await noise(203, 101).tiff({ compression: "lzw" }).toBuffer();
    const facts = read(data);
    await expectSharpAgrees(data, facts);
    expect(facts).toMatchObject({ bigTiff: false, byteOrder: "little", complete: true });
    expect(facts?.directories).toEqual([
      {
        ...page,
        width: 203,
        height: 101,
        bitsPerSample: 8,
        samplesPerPixel: 3,
        compression: 5,
        photometric: 2,
        planar: "contig",
        tile: undefined,
        rowsPerStrip: expect.any(Number),
        subfileType: 0,
        subifds: 0,
      },
    ]);
    expect(facts?.directories[0]?.rowsPerStrip).toBeLessThanOrEqual(101);
  });

  it("a tiled pyramid, in pages that halve", async () => {
    const data = await noise(500, 300, 4)
      .tiff({ tile: true, tileWidth: 64, tileHeight: 32, pyramid: true, compression: "deflate" })
      .toBuffer();
    const facts = read(data);
    await expectSharpAgrees(data, facts);
    // Halved until a level fits in one tile.
    expect(facts?.directories.map(({ width, height }) => [width, height])).toEqual([
      [500, 300],
      [250, 150],
      [125, 75],
      [62, 37],
      [31, 18],
    ]);
    for (const [index, directory] of (facts?.directories ?? []).entries()) {
      expect(directory).toMatchObject({
        page: index,
        tile: { width: 64, height: 32 },
        compression: 8,
        bitsPerSample: 8,
      });
      expect(directory).toMatchObject({ rowsPerStrip: undefined, subfileType: index === 0 ? 0 : 1 });
    }
  });

  it("BigTIFF, JPEG inside, and 1 bit", async () => {
    const big = await noise(50, 40).tiff({ bigtiff: true, compression: "jpeg" }).toBuffer();
    const directory = { width: 50, bitsPerSample: 8, samplesPerPixel: 3, compression: 7, photometric: 6 };
    expect(read(big)).toMatchObject({ bigTiff: true, directories: [directory] });
    await expectSharpAgrees(big, read(big));
    const bitonal = await noise(50, 40, 1)
      .toColourspace("b-w")
      .tiff({ bitdepth: 1, compression: "ccittfax4" })
      .toBuffer();
    expect(read(bitonal)).toMatchObject({ directories: [{ bitsPerSample: 1, samplesPerPixel: 1, compression: 4 }] });
    await expectSharpAgrees(bitonal, read(bitonal));
  });

  it("pages, as many as are asked for", async () => {
    const data = await (await frames(5, 16, 12)).tiff().toBuffer();
    await expectSharpAgrees(data, read(data));
    expect(read(data)?.directories.map((one) => one.page)).toEqual([0, 1, 2, 3, 4]);
    expect(read(data, 3)).toMatchObject({ complete: false, directories: [{ page: 0 }, { page: 1 }, { page: 2 }] });
    expect(read(data, 5)?.complete).toBe(true);
  });
});

const layouts = [
  { big: false, little: true },
  { big: false, little: false },
  { big: true, little: true },
  { big: true, little: false },
] as const;

describe.each(layouts)("TIFF files synthesised, big $big, little-endian $little", (layout) => {
  it("SubIFDs, of page 0 before the other pages", async () => {
    const small = { width: 10, height: 8 };
    const level = { width: 20, height: 16 };
    const pages = [
      { width: 40, height: 32, subifds: [level, small] },
      { width: 41, height: 32 },
      { width: 42, height: 32, subifds: [small] },
    ];
    const data = tiffBytes(pages, layout);
    const facts = read(data);
    await expectSharpAgrees(data, facts);
    expect(facts).toMatchObject({
      bigTiff: layout.big,
      byteOrder: layout.little ? "little" : "big",
      complete: true,
      directories: [
        { ...page, width: 40, height: 32, subifds: 2, rowsPerStrip: 32 },
        { page: undefined, parent: 0, subifd: 0, width: 20 },
        { page: undefined, parent: 0, subifd: 1, width: 10 },
        { page: 1, width: 41, subifds: 0 },
        { page: 2, width: 42, subifds: 1 },
        { page: undefined, parent: 2, subifd: 0, width: 10 },
      ],
    });
    expect(read(data, 2)?.directories.map((one) => one.width)).toEqual([40, 20]);
    expect(facts?.directories).toHaveLength(6);
  });

  it("planes, tiles and reduced images, as the tags say", () => {
    const extra = [
      [255, 3, 1, 2],
      [284, 3, 1, 2],
      [322, 4, 1, 512],
      [323, 4, 1, 256],
    ] as const;
    // A short stands at the beginning of its 4 or 8 bytes, so that big-endian files need it shifted up.
    const shift = layout.little ? 1 : 2 ** ((layout.big ? 8 : 4) * 8 - 16);
    const long = layout.little || !layout.big ? 1 : 2 ** 32;
    const data = tiffBytes(
      [
        {
          width: 40,
          height: 32,
          extra: extra.map(
            ([tag, type, count, value]) => [tag, type, count, value * (type === 3 ? shift : long)] as const,
          ),
        },
      ],
      layout,
    );
    expect(read(data)?.directories[0]).toMatchObject({
      planar: "separate",
      tile: { width: 512, height: 256 },
      rowsPerStrip: undefined,
      subfileType: 1,
    });
  });

  it("a chain that runs in a circle", () => {
    const pages = [
      { width: 40, height: 32 },
      { width: 41, height: 32 },
    ];
    for (const loopTo of [0, 1]) {
      const facts = read(tiffBytes(pages, { ...layout, loopTo }));
      expect(facts?.directories.map(({ width }) => width)).toEqual([40, 41]);
      expect(facts?.complete).toBe(false);
    }
  });

  it("counts and offsets that lie", () => {
    const lies = [2 ** 32 - 1, 2 ** 31, 65_536].flatMap((count) =>
      [0, 8, 2 ** 32 - 1].map((offset) => [330, 4, count, offset] as const),
    );
    for (const lie of lies) {
      const data = tiffBytes([{ width: 40, height: 32, extra: [lie] }], layout);
      const before = process.memoryUsage().rss;
      const facts = read(data);
      expect(process.memoryUsage().rss - before).toBeLessThan(50e6);
      expect(facts?.directories[0]).toMatchObject({ width: 40, height: 32, subifds: 65_535 });
      expect(facts?.complete).toBe(false);
    }
    const huge = tiffBytes([{ width: 40, height: 32 }], layout);
    const first = Number(
      layout.big
        ? layout.little
          ? huge.readBigUInt64LE(8)
          : huge.readBigUInt64BE(8)
        : layout.little
          ? huge.readUInt32LE(4)
          : huge.readUInt32BE(4),
    );
    huge.fill(0xff, first, first + (layout.big ? 8 : 2));
    expect(read(huge)?.complete).toBe(false);
  });
});

function vipsIsInstalled(): boolean {
  try {
    execFileSync("vips", ["--version"]);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!vipsIsInstalled())("TIFF files written by the vips command line", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "sluice-tiff-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function saved(image: Sharp, ...flags: readonly string[]): Promise<Buffer> {
    const [input, output] = [join(folder, "in.png"), join(folder, "out.tif")];
    await image.png().toFile(input);
    execFileSync("vips", ["tiffsave", input, output, ...flags]);
    return readFileSync(output);
  }

  it.each([false, true])("a pyramid in SubIFDs, BigTIFF %s", async (bigTiff) => {
    const tiles = ["--tile", "--tile-width", "64", "--tile-height", "64", "--pyramid", "--subifd"];
    const data = await saved(noise(500, 300), ...tiles, ...(bigTiff ? ["--bigtiff"] : []));
    const facts = read(data);
    await expectSharpAgrees(data, facts);
    expect(facts).toMatchObject({
      bigTiff,
      complete: true,
      directories: [
        { page: 0, subifds: 3, tile: { width: 64, height: 64 } },
        { parent: 0, subifd: 0, width: 250, height: 150, subfileType: 1 },
        { parent: 0, subifd: 1, width: 125, height: 75, subfileType: 1 },
        { parent: 0, subifd: 2, width: 62, height: 37, subfileType: 1 },
      ],
    });
  });

  it("16 bits", async () => {
    const data = await saved(noise(50, 40, 4).toColourspace("rgb16"));
    expect(await sharp(data).metadata()).toMatchObject({ depth: "ushort" });
    expect(read(data)?.directories).toMatchObject([{ bitsPerSample: 16, samplesPerPixel: 4, compression: 1 }]);
  });
});
