/**
 * `sluice apply`, run as a command: pixels judged by the vips command line, outputs, values, help, and exit codes.
 * Not here: the pipeline's text and words (test/graph), interruptions (test/batch/interrupt.process.test).
 * Read next: src/cli/apply/apply.ts.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { type CliOutcome, eventsOf, sluice } from "../../support/child/cli.ts";
import { testByVips } from "../../support/judge/judge.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { corners, flat, photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const apply = (...words: string[]): Promise<CliOutcome> => sluice(["apply", ...words], { cwd: folder });

beforeAll(async () => {
  const picture = await photo(300, 200, 7);
  await picture.clone().png().toFile(at("a.png"));
  await picture.clone().negate().tiff().toFile(at("b.tif"));
  await picture.clone().resize(60, 40).png().toFile(at("my mark.png"));
  mkdirSync(at("in/sub"), { recursive: true });
  await corners(90, 60).png().toFile(at("in/one.png"));
  await corners(90, 60).jpeg().toFile(at("in/sub/two.jpg"));
  writeFileSync(at("in/bad.png"), "no picture");
  mkdirSync(at("greys"));
  for (const grey of [10, 20, 200])
    await flat(8, 8, [grey, grey, grey])
      .png()
      .toFile(at(`greys/g${grey}.png`));
});

/** Runs the vips command on files in the tests' folder. */
function vips(...words: string[]): string {
  // The bundled libvips sets VIPSHOME in the environment. Debian's libvips would search it for its modules.
  const env = { ...process.env, VIPSHOME: undefined };
  return execFileSync("vips", words, { cwd: folder, env, encoding: "utf8" }).trim();
}

/** The largest difference between two images of the same format, size and number of bands. */
function worst(a: string, b: string): number {
  const [first, second] = execFileSync("vipsheader", [a, b], { cwd: folder, encoding: "utf8" })
    .split("\n")
    .map((line) => /: (\d+x\d+ \w+, \d+ bands?),/.exec(line)?.[1]);
  expect(first).toBe(second);
  vips("subtract", a, b, "difference.v");
  vips("abs", "difference.v", "distance.v");
  return Number(vips("max", "distance.v"));
}

describe("the same pixels as the vips command", () => {
  /** A pipeline, and the words after `vips` that do the same, step by step, from a.png to expected.v. */
  const cases: [pipeline: string, ...commands: string[][]][] = [
    ["sobel", ["sobel", "a.png", "expected.v"]],
    [
      "gaussblur 2 precision=approximate | sobel | cast ushort",
      ["gaussblur", "a.png", "1.v", "2", "--precision", "approximate"],
      ["sobel", "1.v", "2.v"],
      ["cast", "2.v", "expected.v", "ushort"],
    ],
    ["linear 1.5 -20 --uchar", ["linear", "--uchar", "a.png", "expected.v", "1.5", " -20"]],
    ["linear [1, 0.5, 2] '0 1 2'", ["linear", "a.png", "expected.v", "1 0.5 2", "0 1 2"]],
    [
      "extractArea 10 20 100 90|rot d90",
      ["extract_area", "a.png", "1.v", "10", "20", "100", "90"],
      ["rot", "1.v", "expected.v", "d90"],
    ],
    ["insert '@my mark.png' 250 6 --expand", ["insert", "a.png", "my mark.png", "expected.v", "250", "6", "--expand"]],
    ["bandjoin @b.tif @a.png", ["bandjoin", "a.png b.tif a.png", "expected.v"]],
    ["relational 128 more", ["relational_const", "a.png", "expected.v", "more", "128"]],
    [
      "composite2 '@my mark.png' over x=10 --y 12",
      ["composite2", "a.png", "my mark.png", "expected.v", "over", "--x", "10", "--y", "12"],
    ],
    [
      "draw_rect 255,0,9 10 10 50 50 --fill",
      ["copy", "a.png", "expected.v"],
      ["draw_rect", "expected.v", "255 0 9", "10", "10", "50", "50", "--fill"],
    ],
  ];

  testByVips.each(cases)("%s", async (pipeline, ...commands) => {
    for (const words of commands) vips(...words);
    expect(await apply(pipeline, "a.png", "-o", "result.tif", "--overwrite")).toMatchObject({ code: 0, stdout: "" });
    expect(worst("result.tif", "expected.v")).toBe(0);
  });

  testByVips("gaussblur in whole numbers, but for their rounding", async () => {
    vips("gaussblur", "a.png", "expected.v", "2");
    expect(await apply("gaussblur 2", "a.png", "-o", "blurred.png")).toMatchObject({ code: 0 });
    expect(worst("blurred.png", "expected.v")).toBeLessThanOrEqual(1);
  });

  testByVips("values", async () => {
    const { code, stdout } = await apply("invert | avg", "a.png", "b.tif", "--quiet");
    expect(code).toBe(0);
    vips("invert", "a.png", "1.v");
    vips("invert", "b.tif", "2.v");
    const lines = stdout.trimEnd().split("\n");
    expect(lines.map((line) => line.split("\t")[0])).toEqual(["a.png", "b.tif"]);
    for (const [index, line] of lines.entries()) {
      expect(Number(line.split("\t")[1])).toBeCloseTo(Number(vips("avg", `${index + 1}.v`)), 5);
    }
    const { stdout: point } = await apply("getpoint 3 4", "a.png", "--quiet");
    expect(point).toBe(`a.png\t${vips("getpoint", "a.png", "3", "4").replaceAll(" ", ",")}\n`);
  });
});

describe("-o", () => {
  test("is a file for one input, of the format of its ending or of --format", async () => {
    expect(await apply("invert", "a.png", "-o", "new/inverted.webp")).toMatchObject({ code: 0 });
    expect(await apply("invert", "a.png", "-o", "inverted.data", "--format", "tiff")).toMatchObject({ code: 0 });
    const formats = ["new/inverted.webp", "inverted.data"].map(
      async (name) => (await sharp(at(name)).metadata()).format,
    );
    expect(await Promise.all(formats)).toEqual(["webp", "tiff"]);
  });

  test("is a folder where one exists, where its name has no ending, and for several inputs", async () => {
    mkdirSync(at("there.tif"));
    expect(await apply("invert", "a.png", "-o", "there.tif")).toMatchObject({ code: 0 });
    expect(await apply("invert", "a.png", "-o", "made", "--format", "webp", "--name", "x-{name}.{ext}")).toMatchObject({
      code: 0,
    });
    expect(await apply("invert", "greys", "b.tif", "-o", "many.d")).toMatchObject({ code: 0 });
    expect(["there.tif", "made", "many.d"].map((name) => listFolder(at(name)))).toEqual([
      ["a.png"],
      ["x-a.webp"],
      ["b.tif", "g10.png", "g20.png", "g200.png"],
    ]);
  });

  test("a folder gets the tree of the inputs; a broken one among good ones is a failure by itself", async () => {
    const outcome = await apply("gaussblur 1 | sobel", "in", "-o", "out", "--json");
    expect(outcome.code).toBe(10);
    const events = eventsOf(outcome);
    expect(events.filter(({ kind }) => kind === "failed")).toMatchObject([
      { input: "in/bad.png", error: { tag: "unsupported" } },
    ]);
    expect(events.at(-1)).toMatchObject({ kind: "summary", done: 2, failed: 1, skipped: 0 });
    expect(listFolder(at("out"))).toEqual(["one.png", "sub", "sub/two.jpg"]);
  });

  test("what exists is skipped, or replaced with --overwrite, but for what the pipeline reads", async () => {
    copyFileSync(at("a.png"), at("existing.png"));
    const words = ["insert @existing.png 0 0", "b.tif", "-o", "existing.png", "--json"];
    expect(eventsOf(await apply(...words)).at(-1)).toMatchObject({ done: 0, skipped: 1 });
    const refused = await apply(...words, "--overwrite");
    expect(refused.code).toBe(10);
    expect(eventsOf(refused)).toContainEqual(
      expect.objectContaining({ kind: "failed", error: expect.objectContaining({ tag: "output" }) }),
    );
    expect(readFileSync(at("existing.png")).equals(readFileSync(at("a.png")))).toBe(true);
    expect(await apply("invert", "b.tif", "-o", "existing.png", "--overwrite")).toMatchObject({ code: 0 });
    expect(readFileSync(at("existing.png")).equals(readFileSync(at("a.png")))).toBe(false);
  });

  test("thumbnail is Sluice's own step", async () => {
    expect(await apply("thumbnail 30x30 fit=cover | invert", "in/sub/two.jpg", "-o", "small.png")).toMatchObject({
      code: 0,
    });
    const { width, height } = await sharp(at("small.png")).metadata();
    expect([width, height]).toEqual([30, 30]);
  });
});

describe("values", () => {
  test("are lines in the order of the inputs, with failures beside them", async () => {
    const names = ["greys/g200.png", "in/bad.png", "greys/g10.png", "greys/g20.png"];
    const { code, stdout, lines } = await apply("avg", ...names, "--quiet");
    expect([code, stdout]).toEqual([10, "greys/g200.png\t200\ngreys/g10.png\t10\ngreys/g20.png\t20\n"]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("in/bad.png");
  });

  test("are numbers with commas, and names where there are several", async () => {
    expect(await apply("linear 0 [1, 2, 3] | getpoint 1 1", "a.png", "--quiet")).toMatchObject({
      stdout: "a.png\t1,2,3\n",
    });
    const { stdout } = await apply("embed 5 6 20 30 | find_trim background=0", "greys/g200.png", "--quiet");
    expect(stdout).toBe("greys/g200.png\tleft=5 top=6 width=8 height=8\n");
  });

  test("are events with --json", async () => {
    const events = eventsOf(await apply("avg", "greys", "--json"));
    const kinds = events.map(({ kind }) => kind as string);
    expect(kinds).toEqual(["budget", "planned", "value", "value", "value", "summary"]);
    expect(events.find(({ input }) => input === "greys/g20.png")).toMatchObject({ value: 20, pixels: 64 });
    expect(events.at(-1)).toMatchObject({ done: 3, failed: 0, pixels: 192 });
  });
});

describe("words about operations", () => {
  test("--list has a line for each, with tabs", async () => {
    const { code, stdout, lines } = await apply("--list");
    expect([code, lines]).toEqual([0, []]);
    const rows = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t"));
    expect(rows.every((cells) => cells.length === 3)).toBe(true);
    expect(rows).toContainEqual(["gaussblur", "sigma", "gaussian blur"]);
    expect(rows).toContainEqual(["composite", "in... mode", expect.stringContaining("blend")]);
    const names = rows.map(([name]) => name);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names.length).toBeGreaterThan(150);
    for (const name of ["black", "jpegload", "pngsave", "system"]) expect(names).not.toContain(name);
  });

  test("--list with a word has those with it in name or description", async () => {
    const { stdout } = await apply("--list", "Blur");
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toContain("gaussblur\tsigma\tgaussian blur");
    expect(lines.every((line) => line.includes("blur"))).toBe(true);
    expect(await apply("--list", "no such word")).toMatchObject({ code: 20, stdout: "" });
  });

  test("--help NAME shows what an operation takes and gives", async () => {
    const { code, stdout } = await apply("--help", "gaussblur");
    expect(code).toBe(0);
    const [title, , usage] = stdout.split("\n");
    expect([title, usage]).toEqual(["gaussblur: gaussian blur", '  sluice apply "gaussblur SIGMA" INPUTS... -o OUT']);
    expect(stdout).toMatch(/^ {2}sigma +.+: a number from 0 to 1000$/m);
    expect(stdout).toMatch(/^ {2}precision +.+: one of integer, float, approximate; default integer$/m);
    expect(stdout).toMatch(/^ {2}out +.+: an image$/m);
    expect(await apply("--help-operation", "Gaussblur")).toMatchObject({ code: 0, stdout });
    const area = await apply("--help", "extractArea");
    expect(area.stdout).toContain('"extract_area LEFT TOP WIDTH HEIGHT"');
    expect((await apply("--help", "black")).stdout).toContain("It cannot be a step of a pipeline.");
    const unknown = await apply("--help", "gausblur");
    expect([unknown.code, unknown.lines[0]]).toEqual([
      20,
      'sluice: there is no operation "gausblur"; did you mean "gaussblur"?',
    ]);
  });

  test("--help alone shows the command's own", async () => {
    const { code, stdout } = await apply("--help");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: sluice apply "PIPELINE" INPUTS\.\.\. -o OUT \[options\]$/m);
    expect(await apply("-h")).toMatchObject({ code: 0, stdout });
  });
});

describe("mistakes", () => {
  test("in the pipeline are shown under their word, and nothing is started", async () => {
    const { code, stdout, lines } = await apply("gaussblur 2 | sobbel", "a.png", "-o", "never.png");
    expect([code, stdout]).toEqual([20, ""]);
    expect(lines).toEqual([
      "sluice: the pipeline has a mistake:",
      "  gaussblur 2 | sobbel",
      '                ^^^^^^ there is no operation "sobbel"; did you mean "sobel"?',
      "`sluice apply --list` shows those of the loaded libvips.",
    ]);
    const { lines: range } = await apply("gaussblur 2000", "a.png", "-o", "never.png");
    expect(range[2]).toBe("            ^^^^ sigma must be a number from 0 to 1000");
    const { lines: word } = await apply("cast ucharr", "a.png", "-o", "never.png");
    expect(word[2]).toMatch(/^ {7}\^{6} format must be one of .*\buchar, .*; did you mean "uchar"\?$/);
  });

  const wrong: readonly (readonly [words: string, ...args: string[]])[] = [
    ["no pipeline"],
    ["no input", "sobel"],
    ["no output", "sobel", "a.png"],
    ["an output for values", "avg", "a.png", "-o", "never.png"],
    ["an input that is not there", "sobel", "*.gif", "-o", "never"],
    ["another image that is not there", "insert @none.png 1 1", "a.png", "-o", "never.png"],
    ["a thumbnail without a size", "thumbnail big", "a.png", "-o", "never.png"],
    ["several inputs for one file", "sobel", "a.png", "b.tif", "-o", "never.png"],
    ["an ending that cannot be written", "sobel", "a.png", "-o", "never.bmp"],
    ["a template for a file", "sobel", "a.png", "-o", "never.png", "--name", "{name}.png"],
    ["a size in the template", "sobel", "a.png", "-o", "never", "--name", "{width}.png"],
    ["collisions", "sobel", "in/one.png", "greys/g10.png", "-o", "never", "--name", "x.png"],
    ["a quality of 0", "sobel", "a.png", "-o", "never.png", "--quality", "0"],
    ["unknown metadata", "sobel", "a.png", "-o", "never.png", "--keep", "everything"],
    ["a budget without a unit", "sobel", "a.png", "-o", "never.png", "--memory", "256"],
  ];
  test.each(wrong)("exit code 20 for %s", async (_, ...words) => {
    const { code, stdout, lines } = await apply(...words);
    expect([code, stdout]).toEqual([20, ""]);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join("\n")).not.toMatch(/\bat .*:\d+:\d+/);
    expect(listFolder(folder).filter((name) => name.startsWith("never"))).toEqual([]);
  });

  test("that only an image shows fail by themselves, in libvips' words", async () => {
    const { code, lines } = await apply("extract_area 80 50 20 20", "a.png", "in/one.png", "-o", "cut", "--quiet");
    expect(code).toBe(10);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^failed +in\/one\.png: extract_area: bad extract area/);
    expect(listFolder(at("cut"))).toEqual(["a.png"]);
  });
});
