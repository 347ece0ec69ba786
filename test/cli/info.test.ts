/**
 * `sluice info`, run as a command: the facts of files of every kind, failures, order, and both forms of output.
 * Not here: reading each format's structures (test/codec), or finding files (test/batch).
 * Read next: src/cli/info.ts.
 */
import { linkSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { plainTable } from "../../src/cli/plain-table.ts";
import type { SourceHeader } from "../../src/graph/header.ts";
import { sluice, startSluice } from "../support/cli.ts";
import { animation, flat, photo } from "../support/pictures.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

type Row = SourceHeader & { readonly path: string; readonly error?: { readonly tag: string; readonly cure: string } };

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const rowsOf = (stdout: string): Row[] =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);

beforeAll(async () => {
  const picture = await photo(600, 400);
  await picture.clone().jpeg().toFile(at("baseline.jpg"));
  await picture.clone().jpeg({ progressive: true }).withIccProfile("p3").toFile(at("progressive.jpg"));
  await picture.clone().jpeg().withMetadata({ orientation: 6 }).toFile(at("turned.jpg"));
  await flat(64, 48, [10, 20, 30, 128]).png({ progressive: true }).toFile(at("alpha.png"));
  await picture.clone().toColourspace("rgb16").png().toFile(at("deep.png"));
  await picture.clone().tiff({ tile: true, tileWidth: 128, tileHeight: 128, pyramid: true }).toFile(at("pyramid.tif"));
  const frames = await animation(20, 10, [
    [250, 0, 0],
    [0, 250, 0],
    [0, 0, 250],
  ]);
  await frames.gif().toFile(at("frames.gif"));
  writeFileSync(at("gigapixels.jpg"), claiming(readFileSync(at("baseline.jpg")), 65_500));
  writeFileSync(at("text.jpg"), "this is no picture");
});

/** The same file, whose header claims so many pixels across and down. */
function claiming(jpeg: Buffer, side: number): Buffer {
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(side, frame + 5);
  jpeg.writeUInt16BE(side, frame + 7);
  return jpeg;
}

describe("the table", () => {
  test("has a line a file with what is special about it, and fits 120 columns", async () => {
    const names = [
      "baseline.jpg",
      "progressive.jpg",
      "turned.jpg",
      "alpha.png",
      "deep.png",
      "pyramid.tif",
      "frames.gif",
    ];
    const { code, stdout, lines } = await sluice(["info", ...names], { cwd: folder });
    expect(lines).toEqual([]);
    expect(code).toBe(0);
    const table = stdout.trimEnd().split("\n");
    expect(table[0]?.split(/ {2,}/)).toEqual(["file", "codec", "width × height", "bands", "file size", "notes"]);
    const size = "[\\d.]+ k?B";
    for (const [index, line] of [
      `baseline.jpg +jpeg +600 × 400 +3 uchar srgb +${size}`,
      `progressive.jpg +jpeg +600 × 400 +3 uchar srgb +${size} +progressive in \\d+ scans, ICC ${size}`,
      `turned.jpg +jpeg +600 × 400 +3 uchar srgb +${size} +orientation 6.*`,
      `alpha.png +png +64 × 48 +4 uchar srgb +${size} +interlaced, alpha`,
      `deep.png +png +600 × 400 +3 ushort rgb16 +${size}`,
      `pyramid.tif +tiff +600 × 400 +3 uchar srgb +${size} +pyramid of \\d smaller levels?`,
      `frames.gif +gif +20 × 10 +[34] uchar srgb +${size} +3 frames.*`,
    ].entries()) {
      expect(table[index + 1]).toMatch(new RegExp(`^${line}$`));
    }
    expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  test("a failure is one line with what is wrong and its cure, and the others are still shown", async () => {
    const { code, stdout, lines } = await sluice(["info", "text.jpg", "baseline.jpg", "missing.png"], { cwd: folder });
    expect(code).toBe(10);
    expect(stdout.trimEnd().split("\n")).toHaveLength(2);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^failed {3}text\.jpg: it is not an image of a known format.*Convert it/);
    expect(lines[1]).toMatch(/^failed {3}missing\.png: there is no such file\. Check the path/);
  });

  test.skipIf(process.platform === "win32")("what a terminal would obey in a name is not shown", async () => {
    const name = "line\nbreak\u001b[31m.jpg";
    writeFileSync(at(name), readFileSync(at("baseline.jpg")));
    const { stdout } = await sluice(["info", name], { cwd: folder });
    expect(stdout).toContain("line?break?[31m.jpg");
  });
});

describe("--json", () => {
  test("tells all that the header says, and failures with their cure", async () => {
    const names = ["pyramid.tif", "text.jpg", "turned.jpg"];
    const { code, stdout, lines } = await sluice(["info", "--json", ...names], { cwd: folder });
    expect(code).toBe(10);
    expect(lines).toEqual([]);
    const [pyramid, text, turned] = rowsOf(stdout);
    const sizeBytes = readFileSync(at("pyramid.tif")).length;
    expect(pyramid).toMatchObject({ path: "pyramid.tif", codec: "tiff", width: 600, height: 400, bands: 3, sizeBytes });
    expect(pyramid).toMatchObject({
      format: "uchar",
      interpretation: "srgb",
      hasAlpha: false,
      pages: 1,
      profileBytes: 0,
    });
    expect(pyramid?.levels[0]).toEqual({ page: 1, width: 300, height: 200 });
    expect(text).toMatchObject({ path: "text.jpg", error: { tag: "unsupported", cure: expect.any(String) } });
    expect(turned).toMatchObject({ orientation: 6, interlaced: false, facts: { jpeg: { process: "baseline" } } });
  });

  test("keeps the order of the inputs, however long each takes", async () => {
    // SVG and WebP are opened in a worker thread, JPEG at once.
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>';
    writeFileSync(at("drawing.svg"), drawing);
    await flat(32, 32, [1, 2, 3]).webp().toFile(at("flat.webp"));
    const names = ["drawing.svg", "baseline.jpg", "flat.webp", "text.jpg", "turned.jpg", "frames.gif", "deep.png"];
    const { stdout } = await sluice(["info", "--json", ...names], { cwd: folder });
    expect(rowsOf(stdout).map(({ path }) => path)).toEqual(names);
  });

  test("a folder gives its images sorted, those of the folder that the command stands in too", async () => {
    mkdirSync(at("tree/within"), { recursive: true });
    for (const name of ["tree/b.jpg", "tree/a10.jpg", "tree/a9.jpg", "tree/within/c.jpg"]) {
      linkSync(at("baseline.jpg"), at(name));
    }
    const { stdout } = await sluice(["info", "--json", ".."], { cwd: at("tree/within") });
    const names = ["a9.jpg", "a10.jpg", "b.jpg", join("within", "c.jpg")];
    expect(rowsOf(stdout).map(({ path }) => path)).toEqual(names.map((name) => join("..", name)));
  });

  test("a reader that leaves early ends it quietly", async () => {
    mkdirSync(at("copies"));
    const copies = Array.from({ length: 400 }, (_, index) => at(`copies/${index}.jpg`));
    for (const copy of copies) linkSync(at("baseline.jpg"), copy);
    const { child, outcome } = startSluice(["info", "--json", ...copies]);
    child.stdout.once("data", () => child.stdout.destroy());
    const { code, lines } = await outcome;
    expect(lines).toEqual([]);
    expect(code).toBe(130);
  });
});

describe("limits and errors", () => {
  test("an image of 4 gigapixels answers at once, since nothing is decoded", async () => {
    const started = performance.now();
    const { code, stdout } = await sluice(["info", at("gigapixels.jpg")]);
    expect(code).toBe(0);
    expect(stdout).toContain("65500 × 65500");
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("a pattern that matches nothing, and no file at all, are wrong usage", async () => {
    const nothing = await sluice(["info", at("*.xyz")]);
    expect(nothing.code).toBe(20);
    expect(nothing.lines[0]).toContain("matches no image file");
    expect((await sluice(["info"])).code).toBe(20);
  });

  test("without a library there is one error, not one a file", async () => {
    const env = { SLUICE_LIBVIPS: "/no/libvips.so.42" };
    const { code, lines, stdout } = await sluice(["info", at("baseline.jpg"), at("turned.jpg")], { env });
    expect(code).toBe(20);
    expect(stdout).toBe("");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^sluice: libvips was not found/);
  });
});

describe("the columns of a table", () => {
  const rows = [
    ["a/very/long/path/to/a/picture/of/something.jpeg", "jpeg", "one note, another note, and a third note"],
  ];

  test("fit the terminal: the path loses its beginning, the notes wrap", () => {
    const lines = plainTable(rows, { width: 60 }).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(lines[0]).toMatch(/^….*something\.jpeg +jpeg +one note/);
    expect(lines.length).toBeGreaterThan(1);
  });

  test("keep every word without a terminal", () => {
    expect(plainTable(rows)).toBe(rows[0]?.join("  "));
  });

  test("break a word that is longer than its column instead of cutting it", () => {
    const word = "x".repeat(70);
    const text = plainTable([["ok", word]], { width: 40 });
    expect(text.replaceAll(/[^x]/g, "")).toBe(word);
  });
});
