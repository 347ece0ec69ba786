/**
 * What options of outputs make of a file, read by others: the vips command, Pillow, or markers and chunks by their bytes.
 * Not here: that a format lacks an option (test/graph/output), or what the encoders hold (test/budget-holds).
 * Read next: src/graph/output/options.ts.
 */
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { type AvifOptions, type Image, type JpegOptions, open, type WebpOptions } from "../../src/index.ts";
import { describeFile, testByPillow } from "../support/judge/judge.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { photo } from "../support/picture/pictures.ts";

const folder = temporaryFolder();
let picture: Image;

beforeAll(async () => {
  picture = await open(await (await photo(320, 240)).png().toBuffer());
});

/** The segments of a JPEG before its scan: the marker's second byte, and the segment's content. */
function segments(jpeg: Uint8Array): Map<number, Buffer> {
  const bytes = Buffer.from(jpeg);
  const found = new Map<number, Buffer>();
  for (let at = 2; bytes[at + 1] !== 0xda; ) {
    const size = bytes.readUInt16BE(at + 2);
    found.set(bytes[at + 1] as number, bytes.subarray(at + 4, at + 2 + size));
    at += 2 + size;
  }
  return found;
}

/** The frame header: bits, height, width, components, and of the first its number and factors. */
function segmentOfFrame(jpeg: Uint8Array): Buffer {
  const found = segments(jpeg);
  return (found.get(0xc0) ?? found.get(0xc2)) as Buffer;
}

const blackOnWhite =
  "<svg xmlns='http://www.w3.org/2000/svg' width='80' height='80'><rect width='80' height='80' fill='#fff'/>" +
  "<circle cx='40' cy='40' r='21'/></svg>";
const frameOf = (fill: string): string =>
  `<svg xmlns='http://www.w3.org/2000/svg' width='30' height='20'><rect width='30' height='20' fill='${fill}'/></svg>`;

describe("JPEG", () => {
  test("restartInterval writes a marker after so many blocks", async () => {
    const plain = await picture.encode("jpeg", { optimise: false });
    expect(segments(plain).has(0xdd)).toBe(false);
    const marked = await picture.encode("jpeg", { restartInterval: 10, optimise: false });
    expect(segments(marked).get(0xdd)?.readUInt16BE(0)).toBe(10);
    // 320 × 240 pixels are 20 × 15 blocks of 16: 30 runs, with 29 markers between them.
    const markers = Buffer.from(marked)
      .toString("latin1")
      .match(/\xff[\xd0-\xd7]/g);
    expect(markers).toHaveLength(29);
  });

  test("subsampleMode chooses the size of colours, whatever the quality", async () => {
    const factors = async (options: JpegOptions): Promise<number | undefined> =>
      segmentOfFrame(await picture.encode("jpeg", options))[7];
    expect(await factors({ quality: 80 })).toBe(0x22);
    expect(await factors({ quality: 95 })).toBe(0x11);
    expect(await factors({ quality: 80, subsampleMode: "off" })).toBe(0x11);
    expect(await factors({ quality: 95, subsampleMode: "on" })).toBe(0x22);
  });

  test("trellisQuant and optimizeScans make it smaller, quantTable and overshootDeringing make it another", async () => {
    const size = async (options: JpegOptions): Promise<number> => (await picture.encode("jpeg", options)).length;
    expect(await size({ trellisQuant: true })).toBeLessThan((await size({ optimise: true })) * 0.97);
    expect(await size({ interlace: true, optimizeScans: true })).toBeLessThan(await size({ interlace: true }));
    await expect(picture.encode("jpeg", { optimizeScans: true })).rejects.toThrow(
      /optimizeScans is of progressive JPEG/,
    );
    const plain = segments(await picture.encode("jpeg"));
    const other = segments(await picture.encode("jpeg", { quantTable: 3 }));
    expect(other.get(0xdb)?.equals(plain.get(0xdb) as Buffer)).toBe(false);
    const page = await open(Buffer.from(blackOnWhite));
    const rings = await page.encode("jpeg", { quality: 50 });
    const none = await page.encode("jpeg", { quality: 50, overshootDeringing: true });
    expect(Buffer.from(rings).equals(Buffer.from(none))).toBe(false);
  });
});

describe("PNG", () => {
  /** Bits of a sample, and the kind of colour: 3 is a palette. */
  const header = (png: Uint8Array): number[] => [png[24] as number, png[25] as number];
  const paletteSize = (png: Uint8Array): number => {
    const at = Buffer.from(png).indexOf("PLTE");
    return at < 0 ? 0 : Buffer.from(png).readUInt32BE(at - 4) / 3;
  };

  test("palette, colours and bitdepth say how pixels are stored", async () => {
    const small = picture.thumbnail(64);
    expect(header(await small.encode("png"))).toEqual([8, 2]);
    const palette = await small.encode("png", { palette: true });
    expect(header(palette)).toEqual([8, 3]);
    expect(paletteSize(palette)).toBeGreaterThan(16);
    const few = await small.encode("png", { palette: true, colours: 12 });
    expect(header(few)).toEqual([4, 3]);
    expect(paletteSize(few)).toBeLessThanOrEqual(16);
    expect(header(await small.encode("png", { bitdepth: 16 }))).toEqual([16, 2]);
    expect(header(await small.colourspace("b-w").encode("png", { bitdepth: 1 }))).toEqual([1, 0]);
    await expect(small.encode("png", { colours: 12 })).rejects.toThrow(/colours is of a palette/);
    await expect(small.encode("png", { bitdepth: 3 as 4 })).rejects.toThrow(/bitdepth is 3 and must be one of 1, 2, 4/);
    const flat = await small.encode("png", { palette: true, colours: 4, dither: 0 });
    expect(Buffer.from(flat).equals(Buffer.from(await small.encode("png", { palette: true, colours: 4 })))).toBe(false);
  });

  test("level and filter change the size, and no pixel", async () => {
    const sizes: number[] = [];
    const pixels: Buffer[] = [];
    for (const options of [{ level: 0 }, { level: 9 }, { level: 9, filter: "all" }] as const) {
      const bytes = await picture.encode("png", options);
      sizes.push(bytes.length);
      pixels.push(await sharp(bytes).raw().toBuffer());
    }
    expect(sizes[0]).toBeGreaterThan(sizes[1] as number);
    expect(sizes[1]).toBeGreaterThan(sizes[2] as number);
    expect(pixels.every((each) => each.equals(pixels[0] as Buffer))).toBe(true);
  });
});

describe("WebP", () => {
  test("is lossless, nearly lossless, or has loss: as its first chunk says", async () => {
    const kind = async (options: WebpOptions): Promise<string> =>
      Buffer.from(await picture.encode("webp", options))
        .toString("latin1")
        .match(/VP8[L ]/)?.[0] ?? "";
    expect(await kind({})).toBe("VP8 ");
    expect(await kind({ lossless: true })).toBe("VP8L");
    expect(await kind({ nearLossless: true, quality: 60 })).toBe("VP8L");
    const size = async (options: WebpOptions): Promise<number> => (await picture.encode("webp", options)).length;
    expect(await size({ nearLossless: true, quality: 20 })).toBeLessThan(await size({ lossless: true }));
  });

  test("targetSize is met, and each option makes other bytes", async () => {
    const plain = Buffer.from(await picture.encode("webp"));
    const wanted = Math.round(plain.length * 0.6);
    const near = (await picture.encode("webp", { targetSize: wanted })).length;
    expect(Math.abs(near - wanted)).toBeLessThan(wanted * 0.2);
    for (const options of [{ smartSubsample: true }, { preset: "drawing" }] as const) {
      expect(plain.equals(Buffer.from(await picture.encode("webp", options)))).toBe(false);
    }
    const noisy = picture.extractBand(0, { n: 3 }).bandjoin([picture.extractBand(0)]);
    expect((await noisy.encode("webp", { alphaQ: 10 })).length).toBeLessThan((await noisy.encode("webp")).length);
  });
});

describe("animations", () => {
  const frames = async (): Promise<Image> => {
    const [red, green, blue] = ["#c00", "#0c0", "#00c"].map((fill) => open(Buffer.from(frameOf(fill))));
    const two = (await (red as Promise<Image>)).join(await (green as Promise<Image>), "vertical");
    return two.join(await (blue as Promise<Image>), "vertical").set({ "page-height": 20 });
  };

  testByPillow.each(["gif", "webp"] as const)("have the loop and the delays that are asked for: %s", async (format) => {
    const path = join(folder, `loop.${format}`);
    await (await frames()).save(path, { format, loop: 3, delay: [100, 200, 300] });
    // GIF counts how often it is shown again.
    const loop = format === "gif" ? 2 : 3;
    expect(await describeFile(path)).toMatchObject({ frames: 3, durations: [100, 200, 300], loop });
    await (await frames()).save(path, { format, delay: 50 });
    expect((await describeFile(path)).durations).toEqual([50, 50, 50]);
  });

  testByPillow("of GIF keep frames that are alike, where asked to", async () => {
    const still = await open(Buffer.from(frameOf("#c00")));
    const twice = still.join(still, "vertical").set({ "page-height": 20 });
    const path = join(folder, "twice.gif");
    await twice.save(path, { keepDuplicateFrames: true, delay: 100 });
    expect((await describeFile(path)).frames).toBe(2);
  });
});

describe("GIF", () => {
  test("colours and bitdepth are those of its palette", async () => {
    const bits = (gif: Uint8Array): number => ((gif[10] as number) & 7) + 1;
    const small = picture.thumbnail(64);
    expect(bits(await small.encode("gif", { colours: 12 }))).toBe(4);
    expect(bits(await small.encode("gif", { bitdepth: 3 }))).toBe(3);
    const dithered = await small.encode("gif", { bitdepth: 3 });
    expect(Buffer.from(dithered).equals(Buffer.from(await small.encode("gif", { bitdepth: 3, dither: 0 })))).toBe(
      false,
    );
  });
});

describe("AVIF", () => {
  test("has the bits and the size of colours that were asked for", async () => {
    const facts = async (options: AvifOptions): Promise<readonly [number, number, number]> => {
      const bytes = Buffer.from(await picture.encode("avif", { effort: 0, ...options }));
      // The third byte of AV1's configuration: high bit depth, twelve bits, grey, and subsampling across and down.
      const flags = bytes[bytes.indexOf("av1C") + 6] as number;
      return [flags & 0x40 ? (flags & 0x20 ? 12 : 10) : 8, (flags >> 3) & 1, (flags >> 2) & 1];
    };
    expect(await facts({})).toEqual([8, 1, 1]);
    expect(await facts({ bitdepth: 10 })).toEqual([10, 1, 1]);
    expect(await facts({ bitdepth: 12 })).toEqual([12, 1, 1]);
    expect(await facts({ subsampleMode: "off" })).toEqual([8, 0, 0]);
    expect(await facts({ quality: 95, subsampleMode: "on" })).toEqual([8, 1, 1]);
  });
});
