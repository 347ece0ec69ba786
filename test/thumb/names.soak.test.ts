/**
 * Names are plain text: brackets, blanks, line breaks, dashes, percent signs and other scripts have no special meaning.
 * Not here: which files are found (test/batch/find-inputs.test), or how outputs are named (output-names.test).
 * Read next: src/batch/find-inputs.ts, src/native/object/byte-source.ts.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { open } from "../../src/index.ts";
import { eventsOf, sluice } from "../support/child/cli.ts";
import { listFolder, temporaryFolder } from "../support/machine/temporary-folder.ts";
import { corners } from "../support/picture/pictures.ts";

const folder = temporaryFolder();
const photos = join(folder, "photos");
let jpeg: Buffer;

const names = [
  "plain.jpg",
  "with blank.jpg",
  " leading and trailing .jpg",
  "-dash.jpg",
  "--output=x.jpg",
  "[1].jpg",
  "{a,b}.jpg",
  "star*.jpg",
  "what?.jpg",
  "!not.jpg",
  "(x).jpg",
  "%d.jpg",
  "%s%n.jpg",
  "@list.jpg",
  "#hash.jpg",
  "~tilde.jpg",
  "$(x)`y`;z&.jpg",
  "quote'\".jpg",
  "back\\slash.jpg",
  "line\nbreak.jpg",
  "tab\t.jpg",
  "escape\u001b[31m.jpg",
  "写真.jpg",
  "e\u0301te\u0301.jpg",
  "🎞️.jpg",
  "name.with.dots.jpg",
  "UPPER.JPG",
  `${"long".repeat(60)}.jpg`,
];
const plainSystem = process.platform === "linux";

beforeAll(async () => {
  jpeg = await corners(120, 80).jpeg().toBuffer();
  mkdirSync(photos);
  if (plainSystem) for (const name of names) writeFileSync(join(photos, name), jpeg);
});

describe.skipIf(!plainSystem)("strange names", () => {
  test("in a folder: each thumbnail has the name of its input", async () => {
    const outcome = await sluice(["thumb", photos, "-o", join(folder, "out"), "--size", "60", "--json"]);
    expect(eventsOf(outcome).filter(({ kind }) => kind === "failed")).toEqual([]);
    expect(outcome.code).toBe(0);
    expect(listFolder(join(folder, "out"))).toEqual([...names].sort());
    for (const name of names) {
      expect((await sharp(join(folder, "out", name)).metadata()).width).toBe(60);
    }
  });

  test("named themselves, relative to the working directory", async () => {
    const words = ["thumb", "-o", "../named", "--size", "60", "--quiet", "--", ...names];
    expect(await sluice(words, { cwd: photos })).toMatchObject({ code: 0, lines: [] });
    expect(listFolder(join(folder, "named"))).toEqual([...names].sort());
  });

  test("of folders", async () => {
    const strange = ["[x]", "a b", "{y}", "%d", "写真", "back\\slash", "-n", "*"];
    for (const name of strange) {
      mkdirSync(join(folder, "tree", name), { recursive: true });
      writeFileSync(join(folder, "tree", name, "p.jpg"), jpeg);
    }
    const named = strange.map((name) => join(folder, "tree", name));
    expect(await sluice(["thumb", join(folder, "tree"), "-o", join(folder, "t1"), "--quiet"])).toMatchObject({
      code: 0,
    });
    expect(readdirSync(join(folder, "t1")).sort()).toEqual([...strange].sort());
    for (const [index, path] of named.entries()) {
      const output = join(folder, `t2-${index}`);
      expect(await sluice(["thumb", path, "-o", output, "--quiet"])).toMatchObject({ code: 0, lines: [] });
      expect(listFolder(output)).toEqual(["p.jpg"]);
    }
  });

  test("of bad files stay on one line, without anything that a terminal obeys", async () => {
    const bad = ["two\nlines.jpg", "red\u001b[31m.jpg", "bell\u0007\r.jpg"];
    for (const name of bad) writeFileSync(join(folder, name), "no picture");
    const words = ["thumb", ...bad.map((name) => join(folder, name)), "-o", join(folder, "bad")];
    const { code, lines } = await sluice([...words, "--quiet"]);
    expect(code).toBe(10);
    expect(lines.length).toBe(bad.length);
    for (const line of lines) expect(line).toMatch(/^failed {3}[^\p{Cc}]+$/u);
  });

  test("of options inside brackets are no options", async () => {
    const path = join(folder, "x.jpg[shrink=8]");
    writeFileSync(path, jpeg);
    using image = await open(path);
    expect([image.width, image.height]).toEqual([120, 80]);
    const output = join(folder, "y.png[bitdepth=1]");
    await expect(image.save(output)).rejects.toMatchObject({ tag: "usage" });
    await image.save(output, { format: "png" });
    // sharp reads options in names too, so it gets the bytes.
    const { width, bitsPerSample } = await sharp(readFileSync(output)).metadata();
    expect([width, bitsPerSample]).toEqual([120, 8]);
    expect(await sluice(["thumb", path, "-o", join(folder, "brackets"), "--quiet"])).toMatchObject({ code: 0 });
    expect(listFolder(join(folder, "brackets"))).toEqual(["x.jpg"]);
  });

  test("that are no UTF-8 are one failure, and the others go on", async () => {
    const inside = join(folder, "latin");
    mkdirSync(inside);
    writeFileSync(Buffer.concat([Buffer.from(`${inside}/`), Buffer.from("caf\xe9.jpg", "latin1")]), jpeg);
    writeFileSync(join(inside, "good.jpg"), jpeg);
    const { code, lines } = await sluice(["thumb", inside, "-o", join(folder, "latin-out"), "--quiet"]);
    expect(code).toBe(10);
    expect(lines.length).toBe(1);
    expect(listFolder(join(folder, "latin-out"))).toEqual(["good.jpg"]);
  });
});
