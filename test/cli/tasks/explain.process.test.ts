/**
 * `sluice explain` and `--explain`, run as commands: trees, lines, JSON, exit codes, and that nothing is written.
 * Not here: every shape of a tree (test/report/text/text.unit.test), or whether plans are right (test/plan, test/budget-holds).
 * Read next: src/cli/tasks/explain-all.ts.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Explanation } from "../../../src/graph/output/explanation.ts";
import { type CliOutcome, eventsOf, sluice } from "../../support/child/cli.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { corners, photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const run = (...words: string[]): Promise<CliOutcome> => sluice(words, { cwd: folder });

beforeAll(async () => {
  mkdirSync(at("in"));
  const picture = await photo(1200, 800, 3);
  await picture.clone().jpeg().toFile(at("in/a.jpg"));
  await picture.clone().png().toFile(at("in/b.png"));
  await corners(90, 60).webp().toFile(at("in/c.webp"));
  await corners(90, 60).png().toFile(at("in/d.png"));
  writeFileSync(at("huge.jpg"), claiming(await picture.clone().jpeg({ progressive: true }).toBuffer(), 30_000));
  writeFileSync(at("text.jpg"), "this is no picture");
});

/** The same file with another size in its header: this many pixels across and down. */
function claiming(jpeg: Buffer, side: number): Buffer {
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc2]));
  jpeg.writeUInt16BE(side, frame + 5);
  jpeg.writeUInt16BE(side, frame + 7);
  return jpeg;
}

const explanationsOf = ({ stdout }: CliOutcome): Explanation[] =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("a tree", () => {
  test("shows what would be done, and nothing is", async () => {
    const before = listFolder(folder);
    const { code, stdout, lines } = await run("explain", "thumb", "in/a.jpg", "--size", "80", "--memory", "200MB");
    expect({ code, lines }).toEqual({ code: 0, lines: [] });
    const tree = stdout.trimEnd().split("\n");
    expect(tree[0]).toMatch(/^╭─ in\/a\.jpg → a\.jpg ─+ fits ─╮$/);
    expect(tree.every((line) => line.length === 80)).toBe(true);
    expect(
      tree
        .slice(1)
        .filter((line) => /^├─ \w/.test(line))
        .map((line) => line.split(" ")[1]),
    ).toEqual(["decode", "encode", "budget"]);
    expect(stdout).toMatch(/loads at 1\/8: 150 × 100/);
    expect(stdout).toMatch(/of 200 MB allowed, \d+ % ─┤/);
    expect(listFolder(folder)).toEqual(before);
  });

  test("is the same by --explain, and with -o it names the output", async () => {
    const words = ["thumb", "in/a.jpg", "-o", "out", "--format", "webp"];
    const [word, option] = [await run("explain", ...words), await run(...words, "--explain")];
    // The size of the process itself differs slightly from one process to the next.
    const stages = ({ stdout }: CliOutcome): string => stdout.slice(0, stdout.indexOf("├─ budget"));
    expect(stages(option)).toBe(stages(word));
    expect(option.stdout).toContain("in/a.jpg → out/a.webp");
    expect(listFolder(at("out"))).toEqual([]);
  });

  test("of apply has its steps, and says what waits where", async () => {
    const { code, stdout } = await run("explain", "apply", "rot d90 | gaussblur 2", "in/b.png", "-o", "turned.tif");
    expect(code).toBe(0);
    expect(stdout).toContain("in/b.png → turned.tif");
    expect(stdout).toContain("rot d90 → gaussblur 2");
    const { code: bare, stdout: tree } = await run("apply", "invert", "in/b.png", "--explain");
    expect(bare).toBe(0);
    expect(tree).toContain("in/b.png → b.png");
  });
});

describe("several images", () => {
  test("up to three have a tree each, more a line each and their sums", async () => {
    const three = await run("explain", "thumb", "in/a.jpg", "in/b.png", "in/c.webp");
    expect(three.stdout.match(/^╭/gm)).toHaveLength(3);
    const four = await run("explain", "thumb", "in", "--memory", "300MB");
    const lines = four.stdout.trimEnd().split("\n");
    expect(lines[0]?.split(/ {2,}/)).toEqual(["file", "from", "to", "projected", "notes"]);
    expect(lines.slice(1, 5).map((line) => line.split(/ {2,}/)[0])).toEqual(
      ["a.jpg", "b.png", "c.webp", "d.png"].map((name) => join("in", name)),
    );
    expect(lines[6]).toBe("4 images: 4 fit");
    expect(lines[7]).toMatch(/^Largest: in.[ab]\.\w+, projected [\d.]+ MB; \d+ like it fit at once$/);
    expect(lines[8]).toMatch(/^Allowed: 300 MB, of which \d+ MB are left beside the process itself$/);
  });

  test("have a tree each where it is to be verbose, before the word or after it", async () => {
    for (const words of [
      ["explain", "--verbose", "thumb", "in"],
      ["explain", "thumb", "in", "--verbose"],
    ]) {
      expect((await run(...words)).stdout.match(/^╭/gm)).toHaveLength(4);
    }
  });
});

describe("JSON", () => {
  test("is one object a line, and the two meanings of --format are told apart by their place", async () => {
    const words = ["thumb", "in/a.jpg", "in/b.png", "--format", "webp", "--memory", "200MB"];
    const outcome = await run("explain", "--format", "json", ...words);
    const [first, second, ...rest] = explanationsOf(outcome);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ allowed: 200_000_000, output: { format: "webp", name: "a.webp" }, choices: [] });
    expect(second?.inputs[0]).toMatchObject({ name: "in/b.png", codec: "png", width: 1200, height: 800 });
    expect((await run("explain", ...words, "--json")).stdout.split("\n")).toHaveLength(3);
    expect((await run(...words, "-o", "out", "--explain", "--json")).stdout.split("\n")).toHaveLength(3);
  });

  test("projects what the run then asks the budget for", async () => {
    const words = ["thumb", "in", "-o", "ran", "--memory", "300MB", "--json"];
    const planned = explanationsOf(await run("explain", ...words));
    const done = eventsOf(await run(...words)).filter(({ kind }) => kind === "done");
    expect(done).toHaveLength(4);
    for (const { input, result } of done) {
      const plan = planned.find(({ inputs }) => inputs[0]?.name === input);
      expect(plan?.projected).toBe((result as { projected: number }).projected);
    }
  });
});

describe("exit codes", () => {
  test("20 where an image cannot run, with the refusal and its cure", async () => {
    const { code, stdout } = await run("explain", "thumb", "in/a.jpg", "huge.jpg", "--memory", "150MB");
    expect(code).toBe(20);
    expect(stdout).toMatch(/^╭─ huge\.jpg → .* refused ─╮$/m);
    expect(stdout).toMatch(/^│ 30000 × 30000 progressive jpeg needs/m);
    expect(stdout).toMatch(/--memory \d+MB/);
    const [json] = explanationsOf(await run("explain", "thumb", "huge.jpg", "--memory", "150MB", "--json"));
    expect(json?.refusal).toEqual({ message: expect.any(String), cure: expect.any(String) });
    const many = await run("explain", "thumb", "in", "huge.jpg", "--memory", "150MB");
    expect(many.code).toBe(20);
    expect(many.stdout).toMatch(/^huge\.jpg .* refused: Allow at least/m);
    expect(many.stdout).toContain("5 images: 4 fit, 1 refused");
  });

  test("10 where an image cannot be opened, which stops no other", async () => {
    const { code, stdout, lines } = await run("explain", "thumb", "text.jpg", "in/a.jpg");
    expect(code).toBe(10);
    expect(lines).toEqual([expect.stringMatching(/^failed {3}text\.jpg: it is not an image/)]);
    expect(stdout).toContain("in/a.jpg → a.jpg");
    const json = await run("explain", "thumb", "text.jpg", "in/a.jpg", "--json");
    expect(JSON.parse(json.stdout.split("\n")[0] ?? "")).toMatchObject({
      path: "text.jpg",
      error: { tag: "unsupported" },
    });
  });

  test("20 for values, which are no images, for no word, and for one that is no command", async () => {
    const values = await run("explain", "apply", "avg", "in/a.jpg");
    expect(values).toMatchObject({ code: 20, stdout: "" });
    expect(values.lines[0]).toBe("sluice: avg gives values, and only images are explained");
    expect((await run("explain")).code).toBe(20);
    expect((await run("explain", "nonsense")).code).toBe(20);
    expect((await run("explain", "apply", "gaussblurr 2", "in/a.jpg")).code).toBe(20);
  });
});

test("help shows the words, and a size of text that fits 120 columns", async () => {
  for (const words of [
    ["explain", "--help"],
    ["explain", "thumb", "--help"],
    ["thumb", "--help"],
  ]) {
    const { code, stdout } = await run(...words);
    expect(code).toBe(0);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(130);
  }
  expect(readFileSync(new URL("../../../dist/cli.js", import.meta.url), "utf8")).not.toContain("<!doctype html>");
});
