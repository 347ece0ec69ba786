/**
 * Outputs that exist already: skipped, replaced with --overwrite, and never an input, whatever its name.
 * Not here: names that two inputs share (output-names.test).
 * Read next: src/batch/save-task.ts, src/batch/input-guard.ts.
 */
import { linkSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeEach, describe, expect, test } from "vitest";
import { open } from "../../src/index.ts";
import { eventsOf, sluice } from "../support/child/cli.ts";
import { listFolder, temporaryFolder } from "../support/machine/temporary-folder.ts";
import { corners } from "../support/picture/pictures.ts";

const root = temporaryFolder();
let folder: string;
let jpeg: Buffer;
let count = 0;
const at = (name: string): string => join(folder, name);

beforeEach(async () => {
  folder = join(root, `case-${count++}`);
  mkdirSync(join(folder, "in"), { recursive: true });
  jpeg ??= await corners(120, 80).jpeg().toBuffer();
  for (const name of ["a.jpg", "b.jpg"]) writeFileSync(at(`in/${name}`), jpeg);
});

/** Expects every input to have its original bytes. */
function expectInputs(...names: readonly string[]): void {
  for (const name of names) expect([name, readFileSync(at(name)).equals(jpeg)]).toEqual([name, true]);
}

describe("an output that exists", () => {
  test("is skipped unread, and only what is missing is made", async () => {
    mkdirSync(at("out"));
    writeFileSync(at("out/a.jpg"), "mine");
    const outcome = await sluice(["thumb", at("in"), "-o", at("out"), "--json"]);
    expect(outcome.code).toBe(0);
    expect(eventsOf(outcome).filter(({ kind }) => kind === "skipped")).toMatchObject([
      { input: at("in/a.jpg"), reason: "exists" },
    ]);
    expect(eventsOf(outcome).at(-1)).toMatchObject({ done: 1, skipped: 1, failed: 0 });
    expect(readFileSync(at("out/a.jpg"), "utf8")).toBe("mine");
    const again = await sluice(["thumb", at("in"), "-o", at("out")]);
    expect(again).toMatchObject({
      code: 0,
      lines: [expect.anything(), expect.stringMatching(/^0 done, 2 skipped, 0 failed/)],
    });
  });

  test("is replaced with --overwrite, in one step", async () => {
    mkdirSync(at("out"));
    writeFileSync(at("out/a.jpg"), "mine");
    linkSync(at("out/a.jpg"), at("kept"));
    expect(await sluice(["thumb", at("in"), "-o", at("out"), "--overwrite", "--size", "60"])).toMatchObject({
      code: 0,
    });
    expect((await sharp(readFileSync(at("out/a.jpg"))).metadata()).width).toBe(60);
    // A new file took the name. A process that has the old file open still sees all of it.
    expect(readFileSync(at("kept"), "utf8")).toBe("mine");
    expect(listFolder(at("out"))).toEqual(["a.jpg", "b.jpg"]);
  });

  test("survives an input that fails, with --overwrite", async () => {
    mkdirSync(at("out"));
    writeFileSync(at("out/a.jpg"), "mine");
    writeFileSync(at("in/a.jpg"), jpeg.subarray(0, jpeg.length / 2));
    expect(await sluice(["thumb", at("in"), "-o", at("out"), "--overwrite"])).toMatchObject({ code: 10 });
    expect(readFileSync(at("out/a.jpg"), "utf8")).toBe("mine");
    expect(listFolder(at("out"))).toEqual(["a.jpg", "b.jpg"]);
  });

  test("and is a folder is a line", async () => {
    mkdirSync(at("out/a.jpg"), { recursive: true });
    const { code, lines } = await sluice(["thumb", at("in"), "-o", at("out"), "--overwrite", "--quiet"]);
    expect(code).toBe(10);
    expect(lines).toEqual([expect.stringMatching(/a\.jpg: it cannot be written: there is a folder of that name/)]);
  });
});

describe("an output that is an input", () => {
  /** Runs over `inputs` into `output` with --overwrite, and expects these inputs to be refused. */
  async function expectRefused(
    inputs: readonly string[],
    output: string,
    refused: number,
    ...words: string[]
  ): Promise<void> {
    const all = ["thumb", ...inputs, "-o", output, "--overwrite", "--size", "60", "--quiet", ...words];
    const { code, lines } = await sluice(all);
    expect(code).toBe(10);
    expect(lines.length).toBe(refused);
    for (const line of lines)
      expect(line).toMatch(/^failed .*it is the same file as the input .* Choose another output/);
  }

  test("by its path is refused", async () => {
    await expectRefused([at("in")], at("in"), 2);
    await expectRefused([at("in/a.jpg")], `${at("in")}/../in/.`, 1);
    expectInputs("in/a.jpg", "in/b.jpg");
    expect(listFolder(at("in"))).toEqual(["a.jpg", "b.jpg"]);
  });

  test("through a linked folder is refused", async () => {
    symlinkSync(at("in"), at("link"));
    await expectRefused([at("in")], at("link"), 2);
    await expectRefused([at("link/a.jpg")], at("in"), 1);
    expectInputs("in/a.jpg", "in/b.jpg");
  });

  test("as a symbolic or a hard link is refused", async () => {
    mkdirSync(at("out"));
    symlinkSync(at("in/a.jpg"), at("out/a.jpg"));
    linkSync(at("in/b.jpg"), at("out/b.jpg"));
    await expectRefused([at("in")], at("out"), 2);
    expectInputs("in/a.jpg", "in/b.jpg", "out/a.jpg", "out/b.jpg");
  });

  test("of another image of the batch is refused, before or after its turn", async () => {
    writeFileSync(at("in/a-60.jpg"), jpeg);
    writeFileSync(at("in/0-60.jpg"), jpeg);
    writeFileSync(at("in/0.jpg"), jpeg);
    const words = ["--name", "{name}-{width}.{ext}"];
    // 0.jpg becomes 0-60.jpg and a.jpg becomes a-60.jpg, both of which are inputs themselves.
    await expectRefused([at("in")], at("in"), 2, ...words);
    expectInputs("in/0-60.jpg", "in/a-60.jpg", "in/0.jpg", "in/a.jpg");
    expect(listFolder(at("in"))).toEqual(
      ["0-60-60.jpg", "0-60.jpg", "0.jpg", "a-60-60.jpg", "a-60.jpg", "a.jpg", "b-60.jpg", "b.jpg"].sort(),
    );
  });

  test("without --overwrite is skipped like any other", async () => {
    expect(await sluice(["thumb", at("in"), "-o", at("in")])).toMatchObject({ code: 0 });
    expectInputs("in/a.jpg", "in/b.jpg");
  });

  test("is refused by the library too, and the image can still be saved elsewhere", async () => {
    symlinkSync("a.jpg", at("in/soft.jpg"));
    linkSync(at("in/a.jpg"), at("in/hard.jpg"));
    using image = await open(at("in/a.jpg"));
    using thumbnail = image.thumbnail(60);
    for (const name of ["in/a.jpg", "in/soft.jpg", "in/hard.jpg", "in/../in/a.jpg"]) {
      await expect(thumbnail.save(at(name))).rejects.toMatchObject({ tag: "output", path: at(name) });
      await expect(image.save(at(name))).rejects.toMatchObject({ tag: "output" });
    }
    expectInputs("in/a.jpg", "in/soft.jpg", "in/hard.jpg");
    await thumbnail.save(at("elsewhere.jpg"));
    await expect(thumbnail.save(at("elsewhere.jpg"), { overwrite: false })).rejects.toMatchObject({ tag: "output" });
  });
});

describe("a link as an output's name", () => {
  test("that leads nowhere is skipped, and replaced itself with --overwrite", async () => {
    mkdirSync(at("out"));
    symlinkSync(at("elsewhere.jpg"), at("out/a.jpg"));
    expect(await sluice(["thumb", at("in/a.jpg"), "-o", at("out")])).toMatchObject({ code: 0 });
    expect(listFolder(folder)).not.toContain("elsewhere.jpg");
    expect(await sluice(["thumb", at("in/a.jpg"), "-o", at("out"), "--overwrite"])).toMatchObject({ code: 0 });
    expect(listFolder(folder)).not.toContain("elsewhere.jpg");
    expect((await sharp(readFileSync(at("out/a.jpg"))).metadata()).format).toBe("jpeg");
    rmSync(at("out"), { recursive: true });
  });
});

test("an input that changed between its header and its pixels is refused", async () => {
  using image = await open(at("in/a.jpg"));
  writeFileSync(at("in/a.jpg"), Buffer.concat([jpeg, Buffer.alloc(10)]));
  await expect(image.save(at("copy.jpg"))).rejects.toMatchObject({ tag: "unreadable", path: at("in/a.jpg") });
  using again = await open(at("in/a.jpg"));
  utimesSync(at("in/a.jpg"), 1, 1);
  await expect(again.thumbnail(50).encode("png")).rejects.toMatchObject({ tag: "unreadable" });
  expect(listFolder(folder).filter((name) => name.includes("copy"))).toEqual([]);
});
