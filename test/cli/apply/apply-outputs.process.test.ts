/**
 * `sluice apply` with several outputs: files of one input, several formats, all or none of them, and refusals.
 * Not here: one output (test/cli/apply/apply.process.test), or work that outputs share (test/plan/plan-outputs.unit.test).
 * Read next: src/cli/apply/outputs.ts.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { type CliOutcome, eventsOf, sluice } from "../../support/child/cli.ts";
import { testByVips } from "../../support/judge/judge.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const apply = (...words: string[]): Promise<CliOutcome> => sluice(["apply", ...words], { cwd: folder });

beforeAll(async () => {
  const picture = await photo(300, 200, 9);
  mkdirSync(at("in/deep"), { recursive: true });
  await picture.clone().png().toFile(at("a.png"));
  await picture.clone().jpeg().toFile(at("in/one.jpg"));
  await picture.clone().negate().png().toFile(at("in/deep/two.png"));
});

const rawOf = async (path: string): Promise<Buffer> => await sharp(at(path)).removeAlpha().raw().toBuffer();

describe("files of one input", () => {
  testByVips("have the same pixels as the vips command, each in the format of its ending", async () => {
    const words = ["-o", "edges.tif", "-o", "new/edges.png", "-o", "edges.webp", "--lossless", "--json"];
    const outcome = await apply("sobel | cast uchar", "a.png", ...words);
    expect(outcome.code).toBe(0);
    // The bundled libvips sets VIPSHOME in the environment. Debian's libvips would search it for its modules.
    execFileSync("vips", ["sobel", "a.png", "expected.png"], {
      cwd: folder,
      env: { ...process.env, VIPSHOME: undefined },
    });
    const expected = await rawOf("expected.png");
    for (const [name, format] of [
      ["edges.tif", "tiff"],
      ["new/edges.png", "png"],
      ["edges.webp", "webp"],
    ] as const) {
      expect((await sharp(at(name)).metadata()).format).toBe(format);
      expect([name, (await rawOf(name)).equals(expected)]).toEqual([name, true]);
    }
    const events = eventsOf(outcome);
    expect(events.find(({ kind }) => kind === "planned")).toMatchObject({ total: 3 });
    const done = events.filter(({ kind }) => kind === "done");
    expect(done.map(({ result }) => (result as { path: string }).path)).toEqual([
      "edges.tif",
      "new/edges.png",
      "edges.webp",
    ]);
    // The input's pixels count once.
    expect(events.at(-1)).toMatchObject({ done: 3, failed: 0, pixels: 300 * 200 });
  });

  test("that exist are skipped by themselves, or replaced with --overwrite", async () => {
    writeFileSync(at("kept.png"), "mine");
    const words = ["invert", "a.png", "-o", "kept.png", "-o", "beside.tif", "--json"];
    const events = eventsOf(await apply(...words));
    expect(events.filter(({ kind }) => kind === "skipped")).toMatchObject([{ output: "kept.png" }]);
    expect(events.at(-1)).toMatchObject({ done: 1, skipped: 1, failed: 0 });
    expect(readFileSync(at("kept.png"), "utf8")).toBe("mine");
    expect(await apply(...words, "--overwrite")).toMatchObject({ code: 0 });
    expect((await sharp(at("kept.png")).metadata()).width).toBe(300);
  });

  test("are all there or none, where one of them cannot be written", async () => {
    // Wider than a WebP can be.
    const { code, lines } = await apply("embed 0 0 17000 20", "a.png", "-o", "wide.tif", "-o", "wide.webp");
    expect(code).toBe(10);
    expect(lines.filter((line) => line.startsWith("failed"))).toHaveLength(1);
    expect(lines.at(-1)).toContain("0 done, 0 skipped, 2 failed");
    expect(listFolder(folder).filter((name) => name.includes("wide"))).toEqual([]);
  });

  test("may be stores, one that is there is no folder to write into, and none may be the input", async () => {
    const words = ["copy", "a.png", "-o", "a.zarr", "-o", "a.h5", "--json"];
    expect(eventsOf(await apply(...words)).at(-1)).toMatchObject({ done: 2 });
    expect(eventsOf(await apply(...words)).at(-1)).toMatchObject({ done: 0, skipped: 2 });
    expect(await apply("copy", "a.png", "-o", "a.zarr", "--overwrite")).toMatchObject({ code: 0 });
    expect(listFolder(at("a.zarr"))).not.toContain("a.png");
    copyFileSync(at("a.png"), at("mine.png"));
    const own = await apply("invert", "mine.png", "-o", "x.tif", "-o", "mine.png", "--overwrite");
    expect(own.code).toBe(10);
    expect(readFileSync(at("mine.png")).equals(readFileSync(at("a.png")))).toBe(true);
    expect(listFolder(folder)).not.toContain("x.tif");
  });
});

test("in a folder, --format has several for each of many inputs", async () => {
  const outcome = await apply("invert", "in", "-o", "out", "--format", "webp,tiff", "--format", "same", "--json");
  expect(outcome.code).toBe(0);
  expect(listFolder(at("out")).filter((name) => name.includes("."))).toEqual(
    [
      ...["one.jpg", "one.tif", "one.webp"],
      ...["deep/two.png", "deep/two.tif", "deep/two.webp"].map((name) => join(...name.split("/"))),
    ].sort(),
  );
  expect(eventsOf(outcome).at(-1)).toMatchObject({ done: 6, pixels: 2 * 300 * 200 });
  expect((await rawOf("out/deep/two.tif")).equals(await rawOf("a.png"))).toBe(true);
});

test("explain shows what they share, and a report has a row for each", async () => {
  const words = ["apply", "gaussblur 2", "a.png", "-o", "soft.webp", "-o", "soft.tif"];
  const { code, stdout } = await sluice(["explain", ...words], { cwd: folder });
  expect(code).toBe(0);
  expect(stdout).toContain("├─ shared: gaussblur");
  for (const name of ["soft.webp: webp 300 × 200", "soft.tif: tiff 300 × 200"]) expect(stdout).toContain(name);
  expect((await apply(...words.slice(1), "--explain")).stdout).toContain("├─ shared: gaussblur");
  expect(listFolder(folder).filter((name) => name.startsWith("soft"))).toEqual([]);
  expect(await apply(...words.slice(1), "--report", "page.html")).toMatchObject({ code: 0 });
  const page = readFileSync(at("page.html"), "utf8");
  for (const name of ["soft.webp", "soft.tif"]) expect(page).toContain(name);
});

describe("mistakes", () => {
  const two = ["-o", "never.webp", "-o", "never.tif"];
  const wrong: readonly (readonly [words: string, says: RegExp, ...args: string[]])[] = [
    ["a name given twice", /never\.webp more than once/, "a.png", "-o", "never.webp", "-o", "./never.webp"],
    ["names that differ only in case", /NEVER\.webp more than once/, "a.png", "-o", "never.webp", "-o", "NEVER.webp"],
    ["a folder beside a file", /in, which is a folder/, "a.png", "-o", "never.webp", "-o", "in"],
    ["two folders", /never, which is a folder/, "a.png", "-o", "never", "-o", "never-either"],
    ["several inputs", /2 inputs would all be written to never\.webp, never\.tif/, "a.png", "in/one.jpg", ...two],
    ["several formats of a file", /2 formats, and -o names never\.webp/, "a.png", "-o", "never.webp", "-f", "webp,png"],
    ["a template for files", /--name is for the files of a folder/, "a.png", ...two, "--name", "{name}.png"],
    ["an ending that cannot be written", /"\.bmp" is not a format/, "a.png", "-o", "never.webp", "-o", "never.bmp"],
    ["a format that there is not", /"bmp" is not a format/, "a.png", "-o", "never", "--format", "webp,bmp"],
    ["one format twice", /more than once/, "a.png", "-o", "never", "--format", "jpeg,jpg"],
  ];
  const rows = wrong.map(([what, says, ...words]) => ({ what, says, words }));
  test.each(rows)("exit code 20 for $what, and nothing is started", async ({ says, words }) => {
    const { code, stdout, lines } = await apply("invert", ...words);
    expect([code, stdout]).toEqual([20, ""]);
    expect(lines[0]).toMatch(says);
    expect(lines.length).toBeGreaterThan(1);
    expect(listFolder(folder).filter((name) => name.toLowerCase().startsWith("never"))).toEqual([]);
  });

  test("values have no files", async () => {
    const { code, lines } = await apply("avg", "a.png", "-o", "never.webp", "-o", "never.tif");
    expect([code, lines[0]]).toEqual([20, expect.stringContaining("nothing for -o never.webp, never.tif")]);
  });
});
