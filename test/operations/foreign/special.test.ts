/**
 * Formats that change the picture: drawings, Deep Zoom, UltraHDR, MIME parts, pages, and orientation.
 * Not here: formats that preserve it (foreign.test.ts).
 * Read next: test/operations/foreign/calls.ts.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { pictureIn } from "../case.ts";
import { as, at, expectPicture, flat, mapPixels, paint } from "../pictures.ts";
import { runCase } from "../run-case.ts";
import { load, save } from "./calls.ts";
import { noisy, soft } from "./pictures.ts";
import { zipEntries } from "./zip-entries.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-foreign-special-"));
afterAll(() => rmSync(folder, { recursive: true }));

const loads = ["", "_buffer", "_source"] as const;
const saves = ["", "_buffer", "_target"] as const;

describe("svgload", () => {
  const rect = (x: number, colour: string, more: string): string =>
    `<rect x="${x}" width="3" fill="${colour}" ${more}/>`;
  const shapes = rect(0, "#ff0000", 'height="4"') + rect(3, "#0000ff", 'height="2" fill-opacity="0.5"');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="6" height="4">${shapes}</svg>`;
  const bytes = new TextEncoder().encode(svg);
  const drawn = (times: number) =>
    paint(
      [6 * times, 4 * times, 4],
      "uchar",
      (x, y, band) => {
        if (x < 3 * times) return [255, 0, 0, 255][band] as number;
        return y < 2 * times ? ([0, 0, 255, 128][band] as number) : 0;
      },
      "srgb",
    );

  for (const way of loads) {
    test(`draws what the file says, in its size or larger${way}`, () => {
      expectPicture(load("svgload", way, bytes, {}, folder), drawn(1));
      expectPicture(load("svgload", way, bytes, { scale: 3 }, folder), drawn(3));
      expectPicture(load("svgload", way, bytes, { dpi: 144 }, folder), drawn(2));
    });

    test(`a style sheet changes colours${way}`, () => {
      const sheet = { stylesheet: "rect { fill: #00ff00 !important; fill-opacity: 1 !important }" };
      const green = mapPixels(drawn(1), ([, , , alpha]) => (alpha === 0 ? [0, 0, 0, 0] : [0, 255, 0, 255]));
      expectPicture(load("svgload", way, bytes, sheet, folder), green);
    });

    test(`in numbers of light, what is opaque is 1${way}`, () => {
      const light = load("svgload", way, bytes, { high_bitdepth: true }, folder);
      expect([light.format, light.interpretation]).toEqual(["float", "scrgb"]);
      expect([0, 1, 2, 3].map((band) => at(light, 1, 1, band))).toEqual([1, 0, 0, 1]);
    });
  }
});

describe("dzsave", () => {
  const given = as(
    "srgb",
    paint([40, 30, 3], "uchar", (x, y, band) => [x * 6, y * 8, (x + y) * 3][band] as number),
  );
  const options = { suffix: ".png", tile_size: 16, overlap: 1, imagename: "zoomed" };

  /** Tiles of 16 pixels, and one more on each side where there is a neighbour; each level is half of the one before. */
  function expectPyramid(files: ReadonlyMap<string, Uint8Array>): void {
    const tile = (name: string) => {
      const bytes = files.get(`zoomed_files/${name}.png`);
      if (bytes === undefined) throw new Error(`there is no ${name}`);
      return load("pngload", "_buffer", bytes, {}, folder);
    };
    for (let row = 0; row < 2; row += 1) {
      for (let column = 0; column < 3; column += 1) {
        const [left, top] = [Math.max(0, column * 16 - 1), Math.max(0, row * 16 - 1)];
        const [right, bottom] = [Math.min(40, column * 16 + 17), Math.min(30, row * 16 + 17)];
        const part = paint([right - left, bottom - top, 3], "uchar", (x, y, band) =>
          at(given, x + left, y + top, band),
        );
        expectPicture(tile(`6/${column}_${row}`), part);
      }
    }
    const half = (x: number, y: number, band: number): number =>
      [0, 1, 2, 3].reduce((sum, step) => sum + at(given, 2 * x + (step & 1), 2 * y + (step >> 1), band), 0) / 4;
    expectPicture(
      tile("5/0_0"),
      paint([17, 15, 3], "uchar", (x, y, band) => Math.round(half(x, y, band))),
      1,
    );
    expect([tile("0/0_0").width, tile("0/0_0").height]).toEqual([1, 1]);
    const facts = new TextDecoder().decode(files.get("zoomed.dzi"));
    for (const fact of ['Width="40"', 'Height="30"', 'TileSize="16"', 'Overlap="1"', 'Format="png"']) {
      expect(facts).toContain(fact);
    }
  }

  test("to a folder", async () => {
    const inside = join(folder, "pyramid");
    mkdirSync(inside);
    const { imagename, ...rest } = options;
    await runCase({ operation: "dzsave", args: { in: given, filename: join(inside, imagename), ...rest } });
    const names = readdirSync(inside, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = names.map((entry) => join(entry.parentPath, entry.name));
    expectPyramid(new Map(paths.map((path) => [relative(inside, path), readFileSync(path)])));
  });

  test("to a ZIP, in bytes and through a target", () => {
    for (const way of ["_buffer", "_target"] as const) {
      expectPyramid(zipEntries(save("dzsave", way, given, options, folder)));
    }
  });

  test("in another layout: Google's rows and columns", () => {
    const files = zipEntries(save("dzsave", "_buffer", given, { ...options, overlap: 0, layout: "google" }, folder));
    const first = files.get("zoomed/2/0/0.png") ?? new Uint8Array();
    expectPicture(
      load("pngload", "_buffer", first, {}, folder),
      paint([16, 16, 3], "uchar", (x, y, band) => at(given, x, y, band)),
    );
  });
});

describe("uhdrsave and uhdrload", () => {
  /** Light, the right half brighter than white. */
  const light = as(
    "scrgb",
    paint(
      [64, 48, 3],
      "float",
      (x, _y, band) => 0.2 + 0.15 * Math.sin(x / 9 + band) + (x > 32 ? 1.5 * Math.sin((x - 32) / 10) ** 2 : 0),
    ),
  );

  test.each(saves)("keeps light within a quarter, or 0.03%s", async (way) => {
    const buffer = save("uhdrsave", way, light, { Q: 95 }, folder);
    const back = { operation: "uhdrload_buffer", args: { buffer } };
    const restored = pictureIn(await runCase({ operation: "uhdr2scRGB", args: { in: back } }));
    expectPicture(restored, light, { relative: 0.25, absolute: 0.03 });
  });

  test("by every way in it is the JPEG that others see", () => {
    const bytes = save("uhdrsave", "_buffer", light, { Q: 95 }, folder);
    const seen = load("jpegload", "_buffer", bytes, {}, folder);
    for (const way of loads) expectPicture(load("uhdrload", way, bytes, {}, folder), seen);
    // At 48 the light is more than 1.5 times white. It is toned down so that the rest stays visible.
    expect(at(seen, 48, 24, 0)).toBeGreaterThan(180);
    expect(at(seen, 48, 24, 0)).toBeGreaterThan(at(seen, 4, 24, 0) + 40);
  });

  test("refuses what is neither light nor has a gain map", () => {
    expect(() => save("uhdrsave", "_buffer", soft(3), {}, folder)).toThrow("gainmap");
  });
});

describe("heifsave", () => {
  test("has no encoder for HEIC in the bundled library, and says so", () => {
    expect(() => save("heifsave", "_buffer", soft(3), { compression: "hevc" }, folder)).toThrow(
      "Unsupported compression",
    );
  });
});

describe("MIME parts", () => {
  const child = fileURLToPath(new URL("../print-child.ts", import.meta.url));
  const rows = Array.from({ length: 8 }, () => new Array<number>(8).fill(77));

  test.each([
    { saver: "jpegsave", type: "image/jpeg", loader: "jpegload", bands: 1 },
    { saver: "webpsave", type: "image/webp", loader: "webpload", bands: 3 },
  ])("$saver writes its length, its type and itself to stdout", ({ saver, type, loader, bands }) => {
    const words = ["--import", "tsx", child, `${saver}_mime`, JSON.stringify(rows)];
    const printed = execFileSync(process.execPath, words);
    const end = printed.indexOf("\r\n\r\n");
    const header = printed.toString("latin1", 0, end).split("\r\n");
    const body = printed.subarray(end + 4);
    expect(header).toEqual([`Content-length: ${body.length}`, `Content-type: ${type}`]);
    expectPicture(load(loader, "_buffer", body, {}, folder), flat(8, 8, new Array(bands).fill(77)), 1);
  });
});

describe("pages", () => {
  const colours = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
  ] as const;
  /** Three of 10 lines below each other. */
  const pages = as(
    "srgb",
    paint([8, 30, 3], "uchar", (_x, y, band) => colours[Math.floor(y / 10)]?.[band] as number),
  );
  const page = (index: number) => flat(8, 10, colours[index] as readonly number[]);

  test.each([
    { saver: "gifsave", loader: "gifload", options: {}, alpha: true },
    { saver: "webpsave", loader: "webpload", options: { lossless: true }, alpha: false },
    { saver: "tiffsave", loader: "tiffload", options: {}, alpha: false },
    { saver: "heifsave", loader: "heifload", options: { compression: "av1", lossless: true }, alpha: false },
  ])("$saver keeps three of them, which $loader loads together or one by one", ({ saver, loader, options, alpha }) => {
    const bytes = save(saver, "_buffer", pages, { ...options, page_height: 10 }, folder);
    for (const way of loads) {
      const whole = load(loader, way, bytes, { n: -1 }, folder);
      const seen = alpha ? mapPixels(pages, (pixel) => [...pixel, 255]) : pages;
      expectPicture(whole, { ...seen, interpretation: undefined });
      const second = alpha ? mapPixels(page(1), (pixel) => [...pixel, 255]) : page(1);
      expectPicture(load(loader, way, bytes, { page: 1 }, folder), second);
      expect(load(loader, way, bytes, {}, folder).height).toBe(10);
    }
  });
});

describe("orientation", () => {
  const given = { ...noisy(3, "uchar", [7, 5]), orientation: 6 };
  const upright = paint([5, 7, 3], "uchar", (x, y, band) => at(given, y, 4 - x, band));

  test("is kept, and turned away where that is asked for", () => {
    for (const way of loads) {
      const tiff = save("tiffsave", "_buffer", given, {}, folder);
      expectPicture(load("tiffload", way, tiff, {}, folder), { ...given, interpretation: undefined });
      expectPicture(load("tiffload", way, tiff, { autorotate: true }, folder), upright);
      const jpeg = save("jpegsave", "_buffer", given, { Q: 100, subsample_mode: "off" }, folder);
      expectPicture(load("jpegload", way, jpeg, { autorotate: true }, folder), upright, 5);
    }
  });
});
