/**
 * Other programs read files that libvips saved, and libvips reads theirs, and bytes written by hand.
 * Not here: libvips reading its own files (foreign.test.ts).
 * Read next: test/operations/other-judges.ts.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { hasVipsCommand, testByPillow } from "../../support/judge/judge.ts";
import type { Picture } from "../case.ts";
import { askPython, askVips } from "../other-judges.ts";
import { allFormats, as, expectPicture, mapPixels, noise, picture } from "../pictures.ts";
import { load, type Options, save } from "./calls.ts";
import { blackAndWhite, few, noisy, soft } from "./pictures.ts";
import { pngBytes } from "./png-bytes.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-foreign-judges-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a PNG written by Node's zlib alone", () => {
  for (const bands of [1, 2, 3, 4] as const) {
    test.each(["uchar", "ushort"] as const)(`${bands} bands of %s`, (format) => {
      const given = noisy(bands, format, [7, 5]);
      expectPicture(load("pngload", "_buffer", pngBytes(given), {}, folder), given);
    });
  }
});

interface Opened {
  readonly format: string;
  readonly size: readonly [number, number];
  readonly pixels: readonly number[];
}

const decode = `
image = Image.open(io.BytesIO(bytes(given["bytes"])))
format = image.format
if given["mode"]:
    image = image.convert(given["mode"])
answer({"format": format, "size": image.size, "pixels": numpy.asarray(image).astype(float).ravel().tolist()})
`;

/** Pillow's reading of bytes, converted to another mode if one is given. */
async function expectOpened(
  bytes: Uint8Array,
  format: string,
  given: Picture,
  within: number,
  mode = "",
): Promise<void> {
  const opened = await askPython<Opened>(decode, { bytes, mode });
  expect([opened.format, ...opened.size]).toEqual([format, given.width, given.height]);
  const found = picture([given.width, given.height, given.bands], "double", opened.pixels);
  expectPicture(found, { ...given, format: "double", interpretation: undefined }, within);
}

const opaque = (given: Picture): Picture => mapPixels(given, (pixel) => [...pixel, 255]);

const forPillow: readonly {
  readonly saver: string;
  readonly format: string;
  readonly given: Picture;
  readonly expected?: Picture;
  readonly options?: Options;
  readonly mode?: string;
  readonly within?: number;
}[] = [
  ...([1, 2, 3, 4] as const).map((bands) => ({ saver: "pngsave", format: "PNG", given: noisy(bands, "uchar") })),
  { saver: "pngsave", format: "PNG", given: noisy(1, "ushort") },
  { saver: "pngsave", format: "PNG", given: few, options: { palette: true }, mode: "RGB" },
  { saver: "pngsave", format: "PNG", given: blackAndWhite, options: { bitdepth: 1 }, mode: "L" },
  { saver: "gifsave", format: "GIF", given: few, mode: "RGBA", expected: opaque(few) },
  ...([1, 3] as const).map((bands) => ({
    saver: "jpegsave",
    format: "JPEG",
    given: soft(bands),
    options: { Q: 95 },
    within: 5,
  })),
  ...([1, 3, 4] as const).map((bands) => ({ saver: "tiffsave", format: "TIFF", given: noisy(bands, "uchar") })),
  {
    saver: "tiffsave",
    format: "TIFF",
    given: noisy(1, "ushort"),
    options: { compression: "deflate", predictor: "horizontal" },
  },
  { saver: "tiffsave", format: "TIFF", given: noise(5, 7, 5, 1, "float"), options: { compression: "lzw" } },
  { saver: "tiffsave", format: "TIFF", given: noise(5, 7, 5, 1, "int") },
  ...([3, 4] as const).map((bands) => ({
    saver: "webpsave",
    format: "WEBP",
    given: noisy(bands, "uchar"),
    options: { lossless: true, exact: true },
  })),
  { saver: "webpsave", format: "WEBP", given: soft(3), options: { Q: 95 }, within: 12 },
];

describe("Pillow opens what libvips saved", () => {
  for (const { saver, format, given, expected = given, options = {}, mode, within = 0 } of forPillow) {
    const named = `${given.bands} bands of ${given.format} ${JSON.stringify(options)}`;
    testByPillow(`${saver}, ${named}${within > 0 ? `, within ${within}` : ""}`, () =>
      expectOpened(save(saver, "_buffer", given, options, folder), format, expected, within, mode),
    );
  }
});

const encode = `
picture = given["picture"]
kind = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}[picture["bands"]]
pixels = array(picture)
if picture["bands"] == 1:
    pixels = pixels[:, :, 0]
image = Image.fromarray(pixels.astype(given["type"]), given["mode"] or kind)
if given["palette"]:
    image = image.convert("P", palette=Image.ADAPTIVE, colors=16)
file = io.BytesIO()
image.save(file, given["format"], **given["options"])
answer(list(file.getvalue()))
`;

interface ByPillow {
  readonly loader: string;
  readonly format: string;
  readonly given: Picture;
  readonly expected?: Picture;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly type?: string;
  readonly mode?: string;
  readonly palette?: boolean;
  readonly within?: number;
}

const byPillow: readonly ByPillow[] = [
  ...([1, 2, 3, 4] as const).map((bands) => ({ loader: "pngload", format: "PNG", given: noisy(bands, "uchar") })),
  { loader: "pngload", format: "PNG", given: noisy(1, "ushort"), type: "uint16", mode: "I;16" },
  { loader: "pngload", format: "PNG", given: few, palette: true },
  { loader: "gifload", format: "GIF", given: few, palette: true },
  { loader: "jpegload", format: "JPEG", given: soft(1), options: { quality: 95 }, within: 5 },
  { loader: "jpegload", format: "JPEG", given: soft(3), options: { quality: 95, progressive: true }, within: 8 },
  ...(["raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"] as const).map((compression) => ({
    loader: "tiffload",
    format: "TIFF",
    given: noisy(3, "uchar"),
    options: { compression },
  })),
  { loader: "tiffload", format: "TIFF", given: noise(6, 7, 5, 1, "float"), type: "float32", mode: "F" },
  { loader: "webpload", format: "WEBP", given: noisy(4, "uchar"), options: { lossless: true, exact: true } },
  { loader: "webpload", format: "WEBP", given: soft(3), options: { quality: 95 }, within: 12 },
];

describe("libvips loads what Pillow saved", () => {
  for (const {
    loader,
    format,
    given,
    expected = given,
    options = {},
    type = "uint8",
    mode = "",
    palette = false,
    within = 0,
  } of byPillow) {
    const named = `${given.bands} bands of ${given.format} ${palette ? "palette" : JSON.stringify(options)}`;
    testByPillow(`${loader}, ${named}${within > 0 ? `, within ${within}` : ""}`, async () => {
      const bytes = await askPython<number[]>(encode, { picture: given, format, options, type, mode, palette });
      const loaded = load(loader, "_source", Uint8Array.from(bytes), {}, folder);
      expectPicture(loaded, { ...expected, interpretation: undefined }, within);
    });
  }
});

describe.skipIf(!hasVipsCommand)("the vips command reads", () => {
  const named = (name: string, bytes: Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  test("lossless AVIF", () => {
    for (const bands of [3, 4] as const) {
      const given = noisy(bands, "uchar");
      const bytes = save("heifsave", "_buffer", given, { compression: "av1", lossless: true }, folder);
      expectPicture(askVips("heifload", [named("saved.avif", bytes), "out"]), { ...given, interpretation: undefined });
    }
  });

  test("libvips' own format", () => {
    for (const format of ["uchar", "int", "double", "complex"] as const) {
      const given = noise(7, 7, 5, 3, format);
      const bytes = save("vipssave", "", given, {}, folder);
      expectPicture(askVips("copy", [named("saved.v", bytes), "out"]), given);
    }
  });

  test("numbers as text, and matrices", () => {
    const given = noise(8, 7, 5, 1, "double");
    expectPicture(askVips("csvload", [named("saved.csv", save("csvsave", "", given, {}, folder)), "out"]), given);
    expectPicture(askVips("matrixload", [named("saved.mat", save("matrixsave", "", given, {}, folder)), "out"]), given);
  });
});

describe("bytes written out here", () => {
  test("libvips' own format: a header of 64 bytes, then the samples", () => {
    const given = noise(9, 7, 5, 2, "float");
    const header = Buffer.alloc(64);
    header.writeUInt32BE(0xb6a6f208, 0);
    // Width, height, bands, nothing, float, not coded, srgb.
    for (const [index, value] of [7, 5, 2, 0, 6, 0, 22].entries()) header.writeInt32LE(value, 4 + 4 * index);
    header.writeFloatLE(1, 32);
    header.writeFloatLE(1, 36);
    const bytes = Buffer.concat([header, new Uint8Array(given.data.buffer)]);
    for (const way of ["", "_source"] as const) {
      expectPicture(load("vipsload", way, bytes, {}, folder), as("srgb", given));
    }
    // A file that libvips saves begins the same way; metadata follow.
    const saved = save("vipssave", "", as("srgb", given), {}, folder);
    expect(Buffer.compare(saved.subarray(4, 16), bytes.subarray(4, 16))).toBe(0);
    expect(Buffer.compare(saved.subarray(20, 32), bytes.subarray(20, 32))).toBe(0);
    expect(Buffer.compare(saved.subarray(64, bytes.length), bytes.subarray(64))).toBe(0);
  });

  test("bare samples: nothing but what is in memory", () => {
    for (const format of allFormats) {
      const given = noise(10, 7, 5, 2, format);
      for (const way of ["", "_buffer", "_target"] as const) {
        const { buffer, byteOffset, byteLength } = given.data;
        const expected = new Uint8Array(buffer, byteOffset, byteLength);
        expect(Buffer.compare(save("rawsave", way, given, {}, folder), expected)).toBe(0);
      }
    }
  });

  const text = (words: string): Uint8Array => new TextEncoder().encode(words);

  test("numbers as text, with separators, whitespace, and lines to skip", () => {
    const rows = picture([3, 2, 1], "double", [1, -2.5, 3e-4, 4, 5, 6]);
    for (const way of ["", "_source"] as const) {
      expectPicture(load("csvload", way, text("1,-2.5,3e-4\n4,5,6\n"), {}, folder), rows);
      expectPicture(
        load("csvload", way, text("a b\n1;-2.5;3e-4\n4;5;6\n7;8;9\n"), { skip: 1, lines: 2 }, folder),
        rows,
      );
      expectPicture(load("csvload", way, text("1|-2.5|3e-4\n4|5|6\n"), { separator: "|" }, folder), rows);
    }
    const saved = Buffer.from(save("csvsave", "_target", rows, { separator: "," }, folder)).toString();
    expect(
      saved
        .trim()
        .split("\n")
        .map((line) => line.split(",").map(Number)),
    ).toEqual([
      [1, -2.5, 3e-4],
      [4, 5, 6],
    ]);
  });

  test("of more than one band libvips keeps only the first as text, and says nothing", () => {
    const given = picture([2, 1, 2], "uchar", [1, 10, 2, 20]);
    expect(
      Buffer.from(save("csvsave", "", given, {}, folder))
        .toString()
        .trim(),
    ).toBe("1\t2");
  });

  test("a matrix: its size, then its rows", () => {
    const rows = picture([3, 2, 1], "double", [1, -2.5, 3e-4, 4, 5, 6]);
    for (const way of ["", "_source"] as const) {
      expectPicture(load("matrixload", way, text("3 2\n1 -2.5 3e-4\n4 5 6\n"), {}, folder), rows);
      expectPicture(load("matrixload", way, text("3 2 9 1\n1 -2.5 3e-4\n4 5 6\n"), {}, folder), rows);
    }
    const [size, ...lines] = Buffer.from(save("matrixsave", "_target", rows, {}, folder))
      .toString()
      .trim()
      .split("\n");
    expect(size).toBe("3 2");
    expect(lines.map((line) => line.split(" ").map(Number))).toEqual([
      [1, -2.5, 3e-4],
      [4, 5, 6],
    ]);
  });
});
