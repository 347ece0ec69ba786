/**
 * `--report`, run as a command: a page of every outcome, written completely or not at all, and never over an input.
 * Not here: the details of a page (test/report).
 * Read next: src/cli/tasks/reported-run.ts, src/cli/tasks/page-file.ts.
 */
import { linkSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { faultsOf } from "../../report/html/well-formed.ts";
import { type CliOutcome, eventsOf, sluice, startSluice } from "../../support/child/cli.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { corners, photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const run = (...words: string[]): Promise<CliOutcome> => sluice(words, { cwd: folder });
const read = (name: string): string => readFileSync(at(name), "utf8");

beforeAll(async () => {
  mkdirSync(at("in"));
  const picture = await photo(3000, 2000, 5);
  await picture.clone().jpeg().toFile(at("in/a.jpg"));
  await picture.clone().jpeg({ progressive: true }).toFile(at("in/b.jpg"));
  await corners(90, 60).png().toFile(at("in/c <script>.png"));
  await corners(90, 60).png().toFile(at("in/there.png"));
  writeFileSync(at("in/text.jpg"), "this is no picture");
  mkdirSync(at("out"));
  writeFileSync(at("out/there.png"), "mine");
});

describe("the page of a batch", () => {
  test("has every image, with what was planned and what came of it", async () => {
    const words = ["thumb", "in", "-o", "out", "--size", "200", "--memory", "300MB", "--report", "pages/report.html"];
    const { code, lines } = await run(...words);
    expect(code).toBe(10);
    expect(lines.at(-1)).toMatch(/^3 done, 1 skipped, 1 failed/);
    expect(listFolder(at("pages"))).toEqual(["report.html"]);
    const page = read("pages/report.html");
    expect(faultsOf(page)).toEqual([]);
    expect(page).toContain("<title>sluice thumb: 5 images</title>");
    expect(page).toContain("3 ok, 1 failed, 1 skipped");
    expect(page).toContain("c &lt;script&gt;.png");
    expect(page).toContain("✓ It kept to the budget");
    expect(page).toContain("Memory over time");
    expect(page).toContain("of 300 MB allowed");
    expect(page).toContain(`sluice ${words.join(" ")}`);
    expect(page.match(/<div class="tree">/g)).toHaveLength(3);
    expect(page).toContain("it is not an image of a known format");
    expect(page).toContain("the output exists");
    expect(page).not.toContain(folder);
  });

  test("one at a time, each has what its stages measured", async () => {
    const words = ["thumb", "in", "-o", "serial", "--memory", "300MB", "--report", "serial.html", "--one-at-a-time"];
    expect((await run(...words)).code).toBe(10);
    const page = read("serial.html");
    expect(page).not.toContain("side by side");
    const stages = page.match(/<section class="stage".*?<\/section>/gs) ?? [];
    expect(stages.length).toBeGreaterThanOrEqual(8);
    expect(stages.every((stage) => stage.includes('<span class="what">measured</span>'))).toBe(true);
  });

  test("has the tree of what was refused, too", async () => {
    const { code } = await run("thumb", "in/b.jpg", "-o", "refused", "--memory", "62MB", "--report", "refused.html");
    expect(code).toBe(10);
    const page = read("refused.html");
    expect(page).toContain("1 refused".slice(2));
    expect(page).toMatch(/<section class="refusal".*3000 × 2000 progressive jpeg needs/s);
    expect(page.match(/<div class="tree">/g)).toHaveLength(1);
  });

  test("leaves the lines of --json as they are", async () => {
    const outcome = await run("thumb", "in/a.jpg", "-o", "json", "--json", "--report", "json.html");
    const [done] = eventsOf(outcome).filter(({ kind }) => kind === "done");
    expect(Object.keys(done?.result as object).sort()).toEqual(
      ["path", "format", "width", "height", "sizeBytes", "projected", "warnings"].sort(),
    );
    expect(faultsOf(read("json.html"))).toEqual([]);
  });
});

describe("apply", () => {
  test("has a page of images", async () => {
    const words = ["apply", "rot d90 | gaussblur 2", "in/a.jpg", "-o", "turned.tif", "--report", "apply.html"];
    expect((await run(...words)).code).toBe(0);
    const page = read("apply.html");
    expect(page).toContain("rot d90 → gaussblur 2");
    expect(page).toContain("'rot d90 | gaussblur 2'".replaceAll("'", "&#39;"));
  });

  test("has a page of values, which are still printed", async () => {
    const { code, stdout } = await run("apply", "avg", "in/a.jpg", "in/b.jpg", "--report", "values.html", "--quiet");
    expect(code).toBe(0);
    expect(stdout.trimEnd().split("\n")).toHaveLength(2);
    expect(read("values.html").match(/<li class="row o-ok">/g)).toHaveLength(2);
  });
});

test("an interrupted run has its page, too", async () => {
  mkdirSync(at("many"));
  for (let index = 0; index < 80; index += 1) linkSync(at("in/a.jpg"), at(`many/${index}.jpg`));
  const words = ["thumb", "many", "-o", "stopped", "--memory", "300MB", "--report", "stopped.html", "--json"];
  const { child, outcome } = startSluice(words, { cwd: folder });
  const stopWhenDone = (piece: string): void => {
    if (!piece.includes('"done"')) return;
    child.stdout.off("data", stopWhenDone);
    child.kill("SIGINT");
  };
  child.stdout.on("data", stopWhenDone);
  expect((await outcome).code).toBe(130);
  const page = read("stopped.html");
  expect(faultsOf(page)).toEqual([]);
  expect(page).toMatch(/\d+ ok, \d+ skipped/);
  expect(page).toContain("stopped before");
});

test("explain writes a page of the plan, and no image", async () => {
  const { code, stdout } = await run("explain", "thumb", "in/a.jpg", "in/b.jpg", "-o", "no", "--report", "plan.html");
  expect(code).toBe(0);
  expect(stdout.match(/^╭/gm)).toHaveLength(2);
  const page = read("plan.html");
  expect(faultsOf(page)).toEqual([]);
  expect(page).toContain("✓ All of it fits");
  expect(listFolder(at("no"))).toEqual([]);
});

describe("the file", () => {
  test.each([
    ["an input", "in/a.jpg", "it is the same file as the input"],
    ["a result", "fresh/a.jpg", "it is also the name of a result"],
    ["a folder", "in", "there is a folder of that name"],
  ])("is not %s, and then nothing is done", async (_, report, words) => {
    const before = listFolder(folder);
    const { code, lines } = await run("thumb", "in/a.jpg", "-o", "fresh", "--report", report);
    expect(code).toBe(20);
    expect(lines.join()).toContain(words);
    expect(listFolder(folder)).toEqual(before);
  });

  test("replaces the last run's, and nothing else is left", async () => {
    mkdirSync(at("again"));
    writeFileSync(at("again/page.html"), "old");
    for (const size of ["50", "60"]) {
      const words = ["thumb", "in/a.jpg", "-o", "again/out", "--overwrite", "--size", size];
      expect((await run(...words, "--report", "again/page.html")).code).toBe(0);
    }
    expect(read("again/page.html")).toContain("thumbnail 60 × 40");
    expect(listFolder(at("again"))).toEqual(["out", join("out", "a.jpg"), "page.html"]);
  });
});
