/**
 * Inputs that are not images, or not files, among good ones: each gives one line on stderr, and none stops the others.
 * Not here: truncated images (truncated.test), names (names.test), and claims (claims.test).
 * Read next: src/run/source/regular-file.ts, src/run/source/read-header.ts.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { eventsOf, sluice } from "../support/child/cli.ts";
import { listFolder, temporaryFolder } from "../support/machine/temporary-folder.ts";
import { corners } from "../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
let good: Buffer;

beforeAll(async () => {
  good = await corners(120, 80).jpeg().toBuffer();
  writeFileSync(at("good.jpg"), good);
  writeFileSync(at("last.jpg"), good);
  writeFileSync(at("empty.jpg"), "");
  writeFileSync(at("text.jpg"), "This is a letter, and no picture.\n".repeat(100));
  writeFileSync(at("html.png"), "<!DOCTYPE html><html><body>404</body></html>");
  writeFileSync(at("zeros.tif"), Buffer.alloc(5000));
  writeFileSync(at("mark.png"), Buffer.from("\x89PNG\r\n\x1a\n", "latin1"));
  writeFileSync(at("swapped.jpg"), Buffer.concat([good.subarray(0, 2), Buffer.alloc(600, 0xff), good.subarray(2, 40)]));
  writeFileSync(at("long.txt.jpg"), "A".repeat(3_000_000));
  symlinkSync("loop.jpg", at("loop.jpg"));
  symlinkSync("nowhere.jpg", at("dangling.jpg"));
});

/** The expected text of each line. */
const bad: readonly (readonly [name: string, words: RegExp])[] = [
  ["empty.jpg", /the file is empty/],
  ["text.jpg", /not an image of a known format/],
  ["html.png", /not an image of a known format/],
  ["long.txt.jpg", /not an image of a known format/],
  ["zeros.tif", /not an image of a known format/],
  ["mark.png", /broken/],
  ["swapped.jpg", /broken/],
  ["loop.jpg", /symbolic links form a loop/],
  ["dangling.jpg", /no such file/],
  ["missing.jpg", /no such file/],
  ["good.jpg/inside.jpg", /not a folder/],
  ["/dev/null", /not a regular file/],
  ["/dev/zero", /not a regular file/],
  [`${"n".repeat(300)}.jpg`, /name is too long/],
];

describe("bad inputs among good ones", () => {
  const pathOf = (name: string): string => (name.startsWith("/") ? name : at(name));
  const inputs = [at("good.jpg"), ...bad.map(([name]) => pathOf(name)), at("last.jpg")];

  test("are a line each, and leave nothing", async () => {
    const output = at("out");
    const { code, lines, stdout } = await sluice(["thumb", ...inputs, "-o", output, "--size", "50"]);
    expect(code).toBe(10);
    expect(stdout).toBe("");
    for (const [name, words] of bad) {
      const mine = lines.filter((line) => line.startsWith(`failed   ${pathOf(name)}: `));
      expect([name, mine]).toEqual([name, [expect.stringMatching(words)]]);
      expect(mine[0]).toMatch(/\.$/);
    }
    // The budget, a line for each, and the summary.
    expect(lines.length).toBe(bad.length + 2);
    expect(lines.at(-1)).toMatch(new RegExp(`^2 done, 0 skipped, ${bad.length} failed; `));
    expect(listFolder(output)).toEqual(["good.jpg", "last.jpg"]);
  });

  test("are told as data with --json, each with its tag and its cure", async () => {
    const outcome = await sluice(["thumb", ...inputs, "-o", at("json"), "--size", "50", "--json"]);
    const failed = eventsOf(outcome).filter(({ kind }) => kind === "failed");
    expect(failed.map(({ input }) => input)).toEqual(expect.arrayContaining(bad.map(([name]) => pathOf(name))));
    for (const { error } of failed) {
      expect(error).toMatchObject({ tag: expect.stringMatching(/^(?:unreadable|unsupported|decode)$/), cure: /./ });
    }
    expect(outcome.lines).toEqual([]);
  });

  test("are the only lines with --quiet", async () => {
    const { lines } = await sluice(["thumb", ...inputs, "-o", at("quiet"), "--quiet"]);
    expect(lines.length).toBe(bad.length);
  });
});

describe("what is not a file", () => {
  test.skipIf(process.platform === "win32")("a pipe does not hang, by name and in a folder", async () => {
    mkdirSync(at("pipes"));
    execFileSync("mkfifo", [at("pipes/pipe.jpg")]);
    writeFileSync(at("pipes/good.jpg"), good);
    const named = await sluice(["thumb", at("pipes/pipe.jpg"), "-o", at("p1")]);
    expect([named.code, named.signal]).toEqual([10, null]);
    expect(named.lines.join("\n")).toMatch(/pipe\.jpg: it is a pipe\. Name a regular file\./);
    expect(await sluice(["thumb", at("pipes"), "-o", at("p2")])).toMatchObject({ code: 0 });
  });

  test.skipIf(process.platform === "win32")("a socket does not hang", async () => {
    const path = at("socket.jpg");
    const server = createServer().listen(path);
    try {
      const { code, lines } = await sluice(["thumb", path, "-o", at("s1")]);
      expect(code).toBe(10);
      expect(lines.join("\n")).toMatch(/socket\.jpg: .*not a regular file/);
    } finally {
      server.close();
    }
  });

  test("a folder named like an image is a folder", async () => {
    mkdirSync(at("tree/album.jpg"), { recursive: true });
    writeFileSync(at("tree/album.jpg/good.jpg"), good);
    expect(await sluice(["thumb", at("tree"), "-o", at("t1")])).toMatchObject({ code: 0 });
    expect(await sluice(["thumb", at("tree/album.jpg"), "-o", at("t2")])).toMatchObject({ code: 0 });
    expect(listFolder(at("t1"))).toEqual(["album.jpg", "album.jpg/good.jpg"]);
    expect(listFolder(at("t2"))).toEqual(["good.jpg"]);
  });
});

describe("what may not be read or written", () => {
  const isRoot = process.getuid?.() === 0;
  /** Root may read everything, so root's child runs as nobody; nobody must be able to run the command at all. */
  const nobody = 65_534;
  const user = isRoot ? { user: nobody } : {};
  const testAsUser = process.platform === "win32" || !canRun() ? test.skip : test;

  function canRun(): boolean {
    if (!isRoot) return true;
    try {
      execFileSync(
        process.execPath,
        ["-e", `import(${JSON.stringify(join(process.cwd(), "dist/cli.js"))})`, "--", "--version"],
        {
          uid: nobody,
          gid: nobody,
          stdio: "ignore",
        },
      );
      return true;
    } catch {
      process.stderr.write("SKIPPED: permissions; these tests run as root, and nobody may not run the command\n");
      return false;
    }
  }

  testAsUser("an input without permission is a line", async () => {
    mkdirSync(at("locked/out"), { recursive: true });
    for (const name of ["closed.jpg", "open.jpg"]) writeFileSync(at(`locked/${name}`), good);
    for (const name of ["", "locked", "locked/out"]) chmodSync(at(name), 0o777);
    chmodSync(at("locked/closed.jpg"), 0o000);
    const { code, lines } = await sluice(["thumb", at("locked"), "-o", at("locked/out"), "--quiet"], user);
    expect(code).toBe(10);
    expect(lines).toEqual([expect.stringMatching(/^failed .*closed\.jpg: it may not be read \(permission denied\)/)]);
    expect(listFolder(at("locked/out"))).toEqual(["open.jpg"]);
  });

  testAsUser("an output folder without permission is a line for each, and nothing is left", async () => {
    mkdirSync(at("fixed"));
    chmodSync(at("fixed"), 0o555);
    const { code, lines } = await sluice(["thumb", at("good.jpg"), at("last.jpg"), "-o", at("fixed"), "--quiet"], user);
    expect(code).toBe(10);
    expect(lines.length).toBe(2);
    for (const line of lines) expect(line).toMatch(/it cannot be written: its folder may not be written/);
    expect(listFolder(at("fixed"))).toEqual([]);
  });

  test("an output folder that is a file is a line for each", async () => {
    writeFileSync(at("file"), "");
    const { code, lines } = await sluice(["thumb", at("good.jpg"), at("last.jpg"), "-o", at("file"), "--quiet"]);
    expect(code).toBe(10);
    expect(lines.length).toBe(2);
    expect(existsSync(at("file"))).toBe(true);
  });
});
