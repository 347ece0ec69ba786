/**
 * `sluice thumb` with several sizes and formats: names, one result line per output, skips, failures and reports.
 * Not here: the pixels (test/run/output/write.test), or names in general (test/batch/output-names.unit.test).
 * Read next: src/cli/thumb/thumb.ts.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { type CliOutcome, eventsOf, sluice } from "../../support/child/cli.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const run = (...words: string[]): Promise<CliOutcome> => sluice(words, { cwd: folder });

const four = ["--size", "40", "--size", "80x", "--format", "webp,png"];

beforeAll(async () => {
  mkdirSync(at("in/deep"), { recursive: true });
  const picture = await photo(300, 200, 3);
  await picture.clone().jpeg().toFile(at("in/a.jpg"));
  await picture.clone().png().toFile(at("in/deep/b.png"));
});

test("sizes and formats are files of their own, named by size and format, and one line each", async () => {
  const outcome = await run("thumb", "in", "-o", "four", ...four, "--json");
  expect(outcome.code).toBe(0);
  expect(listFolder(at("four")).filter((name) => name.includes("."))).toEqual(
    [
      ...["a-40.png", "a-40.webp", "a-80.png", "a-80.webp"],
      ...["b-40.png", "b-40.webp", "b-80.png", "b-80.webp"].map((name) => join("deep", name)),
    ].sort(),
  );
  const { width, height } = await sharp(at("four/a-80.webp")).metadata();
  expect([width, height]).toEqual([80, 53]);
  const events = eventsOf(outcome);
  expect(events.find(({ kind }) => kind === "planned")).toMatchObject({ total: 8 });
  const done = events.filter(({ kind }) => kind === "done");
  expect(new Set(done.map(({ result }) => (result as { path: string }).path)).size).toBe(8);
  // The input's pixels count once.
  expect(events.at(-1)).toMatchObject({ kind: "summary", done: 8, failed: 0, pixels: 2 * 300 * 200 });
});

test("what is there is skipped by itself, and the rest is made", async () => {
  mkdirSync(at("some"));
  writeFileSync(at("some/a-40.webp"), "mine");
  const events = eventsOf(await run("thumb", "in/a.jpg", "-o", "some", ...four, "--json"));
  expect(events.filter(({ kind }) => kind === "skipped")).toMatchObject([{ output: join("some", "a-40.webp") }]);
  expect(events.at(-1)).toMatchObject({ done: 3, skipped: 1 });
  expect(readFileSync(at("some/a-40.webp"), "utf8")).toBe("mine");
});

test("a broken input fails in all of its outputs, and says so once", async () => {
  writeFileSync(at("broken.jpg"), readFileSync(at("in/a.jpg")).subarray(0, 3000));
  const { code, lines } = await run("thumb", "broken.jpg", "in/a.jpg", "-o", "partly", ...four);
  expect(code).toBe(10);
  expect(lines.filter((line) => line.startsWith("failed"))).toHaveLength(1);
  expect(lines.at(-1)).toContain("4 done, 0 skipped, 4 failed");
  const events = eventsOf(await run("thumb", "broken.jpg", "-o", "partly", ...four, "--json"));
  expect(events.filter(({ kind }) => kind === "failed").map(({ output }) => output)).toHaveLength(4);
});

test("names that collide, and words that are no size or format, are found before any work", async () => {
  for (const words of [
    ["--size", "40,80", "--name", "{name}.{ext}"],
    ["--size", "40", "--size", "40"],
    ["--format", "jpeg,jpg"],
    ["--size", "40,big"],
    ["--format", "webp,bmp"],
  ]) {
    const { code, stdout } = await run("thumb", "in/a.jpg", "-o", "never", ...words);
    expect([words, code, stdout]).toEqual([words, 20, ""]);
  }
  expect(listFolder(at("never"))).toEqual([]);
});

test("explain shows what is shared and every output; a report has a row for each", async () => {
  const { code, stdout } = await run("explain", "thumb", "in/a.jpg", "-o", "x", ...four);
  expect(code).toBe(0);
  expect(stdout).toContain("├─ shared: jpeg, into memory");
  expect(stdout).toContain("x/a-80.webp: webp 80 × 53");
  const report = await run("thumb", "in/a.jpg", "-o", "reported", ...four, "--report", "page.html");
  expect(report.code).toBe(0);
  const page = readFileSync(at("page.html"), "utf8");
  for (const name of ["a-40.webp", "a-40.png", "a-80.webp", "a-80.png"]) expect(page).toContain(join("reported", name));
  const taken = await run("thumb", "in/a.jpg", "-o", "reported", ...four, "--report", "reported/a-80.png");
  expect(taken.code).toBe(20);
});
