/**
 * `sluice info`, run as a command: the facts of files of every kind, failures, order, and both forms of output.
 * Not here: reading each format's structures (test/codec), or finding files (test/batch).
 * Read next: src/cli/info/info.ts.
 */
import { linkSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { plainTable } from "../../../src/cli/show/plain-table.ts";
import type { SourceHeader } from "../../../src/graph/recipe/header.ts";
import { open } from "../../../src/index.ts";
import { createHdf5 } from "../../../src/store/hdf5/write/create-hdf5.ts";
import { sluice, startSluice } from "../../support/child/cli.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { animation, flat, photo } from "../../support/picture/pictures.ts";

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

/** The same file with another size in its header: this many pixels across and down. */
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
    // SVG and WebP are opened in a worker thread, JPEG on this thread.
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

describe("of stores", () => {
  beforeAll(async () => {
    const image = await open(at("baseline.jpg"));
    await image.save(at("one.h5"), { chunk: 100, compression: "none" });
    mkdirSync(at("stores/nested"), { recursive: true });
    await image.save(at("stores/nested/levels.zarr"), { pyramid: true, chunk: 64 });
    await image.save(at("stores/unnamed"), { format: "zarr", version: 2 });
    await using left = await createHdf5(at("two.h5"), twoShape, { dataset: "scans/left" });
    await left.finish();
    await using right = await createHdf5(at("two.h5"), twoShape, { dataset: "scans/right", overwrite: "add" });
    await right.finish();
  });
  const twoShape = { width: 70, height: 50, bands: 2, format: "ushort", chunk: { width: 32, height: 16 } } as const;

  test("the table has chunks, compression, levels and datasets, and a Zarr folder is one image", async () => {
    const { code, stdout, lines } = await sluice(["info", "one.h5", "two.h5", "stores"], { cwd: folder });
    expect([code, lines]).toEqual([0, []]);
    const [, ...rows] = stdout.trimEnd().split("\n");
    for (const [index, line] of [
      "one.h5 +hdf5 +600 × 400 +3 uchar srgb +[\\d.]+ kB +dataset image, chunks 100 × 100 none",
      "two.h5 +hdf5 +70 × 50 +2 ushort grey16 +.*dataset scans/left, chunks 32 × 16 deflate.*",
      "two.h5 +hdf5 +70 × 50 +2 ushort grey16 +.*dataset scans/right, chunks 32 × 16 deflate.*",
      "stores/unnamed +zarr +600 × 400 +.*chunks 256 × 256 (?:zlib|gzip)",
      "stores/nested/levels.zarr +zarr +600 × 400 +.*chunks 64 × 64 gzip, pyramid of \\d smaller levels",
    ].entries()) {
      expect(rows[index]).toMatch(new RegExp(`^${line}$`));
    }
    expect(rows).toHaveLength(5);
  });

  test("the JSON has them too, and the size of a store is that of all its files", async () => {
    const { stdout } = await sluice(["info", "--json", "two.h5", "stores/nested/levels.zarr"], { cwd: folder });
    const [left, right, levels] = rowsOf(stdout);
    expect([left, right]).toMatchObject([{ dataset: "scans/left" }, { dataset: "scans/right" }]);
    const inside = readdirSync(at("stores/nested/levels.zarr"), { recursive: true, withFileTypes: true });
    const sizes = inside
      .filter((each) => each.isFile())
      .map(({ parentPath, name }) => statSync(join(parentPath, name)).size);
    expect(levels).toMatchObject({
      sizeBytes: sizes.reduce((sum, size) => sum + size, 0),
      facts: { chunkWidth: 64, chunkHeight: 64, compression: "gzip" },
    });
  });

  test("patterns find stores, and nothing of what is in them", async () => {
    const { stdout } = await sluice(["info", "--json", "stores/**"], { cwd: folder });
    expect(rowsOf(stdout).map(({ path }) => path)).toEqual(["stores/unnamed", "stores/nested/levels.zarr"]);
    const named = await sluice(["info", "--json", "stores/*/*.zarr"], { cwd: folder });
    expect(rowsOf(named.stdout).map(({ path }) => path)).toEqual(["stores/nested/levels.zarr"]);
  });
});
