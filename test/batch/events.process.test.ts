/**
 * The events of a batch: JSON that parses and adds up, plain lines, the summary, and exit codes that scripts rely on.
 * Not here: exit code 130 of an interruption (interrupt.test).
 * Read next: src/batch/events.ts, src/cli/tasks/exit-codes.ts.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { eventsOf, sluice } from "../support/child/cli.ts";
import { listFolder, temporaryFolder } from "../support/machine/temporary-folder.ts";
import { corners } from "../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  mkdirSync(at("in/sub"), { recursive: true });
  const jpeg = await corners(300, 200).jpeg().toBuffer();
  for (const name of ["a.jpg", "b.jpg", "sub/c.jpg", "exists.jpg"]) writeFileSync(at(`in/${name}`), jpeg);
  writeFileSync(at("in/bad.jpg"), "no picture");
  writeFileSync(at("in/cut.jpg"), jpeg.subarray(0, jpeg.length - 300));
  mkdirSync(at("out"));
  writeFileSync(at("out/exists.jpg"), "mine");
});

describe("--json", () => {
  test("tells the budget, the plan, every image once, and sums that add up", async () => {
    const outcome = await sluice([
      "thumb",
      at("in"),
      "-o",
      at("out"),
      "--json",
      "--size",
      "60",
      "--fail-on",
      "none",
      "--memory",
      "200MB",
    ]);
    expect(outcome.code).toBe(10);
    const events = eventsOf(outcome);
    const kinds = events.map(({ kind }) => kind);
    expect(kinds.slice(0, 2)).toEqual(["budget", "planned"]);
    expect(kinds.at(-1)).toBe("summary");
    expect(events[0]).toMatchObject({ allowed: 200_000_000 });
    expect(events[1]).toMatchObject({ total: 6 });

    const of = (kind: string): typeof events => events.filter((event) => event.kind === kind);
    expect([of("done").length, of("skipped").length, of("failed").length]).toEqual([4, 1, 1]);
    const inputs = [...of("done"), ...of("skipped"), ...of("failed")].map(({ input }) => input as string);
    expect(inputs.sort()).toEqual(
      ["a.jpg", "b.jpg", "bad.jpg", "cut.jpg", "exists.jpg", "sub/c.jpg"].map((name) => at(`in/${name}`)),
    );
    expect(of("failed")[0]).toMatchObject({
      input: at("in/bad.jpg"),
      error: { tag: "unsupported", path: at("in/bad.jpg") },
    });
    const degraded = of("done").filter(({ result }) => (result as { warnings: string[] }).warnings.length > 0);
    expect(degraded.map(({ input }) => input)).toEqual([at("in/cut.jpg")]);
    for (const event of of("done")) {
      expect(event).toMatchObject({ pixels: 60_000, result: { width: 60, height: 40, format: "jpeg" } });
      expect(event["elapsedMs"]).toBeGreaterThan(0);
      expect(event["memoryNow"]).toBeGreaterThan(1e6);
    }

    const summary = events.at(-1) as unknown as Record<string, number>;
    expect(summary).toMatchObject({
      done: 4,
      degraded: 1,
      skipped: 1,
      failed: 1,
      pixels: 240_000,
      allowed: 200_000_000,
    });
    expect(summary["measured"]).toBeGreaterThan(1e6);
    expect(listFolder(at("out"))).toEqual(["a.jpg", "b.jpg", "cut.jpg", "exists.jpg", "sub", "sub/c.jpg"]);
  });
});

describe("lines for people", () => {
  test("name the budget, what failed and the sums, and nothing on stdout", async () => {
    const { stdout, lines } = await sluice(["thumb", at("in"), "-o", at("plain"), "--memory", "200MB"]);
    expect(stdout).toBe("");
    expect(lines[0]).toBe("Memory allowed: 200 MB (as asked)");
    expect(lines.filter((line) => line.startsWith("failed"))).toHaveLength(2);
    expect(lines.at(-1)).toMatch(
      /^4 done, 0 skipped, 2 failed; \d+\.\d\d s, \d+ MP\/s; peak memory [\d.]+ MB of 200 MB allowed$/,
    );
  });

  test("say where the budget comes from where none is asked for", async () => {
    const { lines } = await sluice(["thumb", at("in/a.jpg"), "-o", at("default")]);
    expect(lines[0]).toMatch(/^Memory allowed: [\d.]+ [MG]B \((?:80 % of RAM|from .+)\)$/);
    const asked = await sluice(["thumb", at("in/a.jpg"), "-o", at("default")], { env: { SLUICE_MEMORY: "150MB" } });
    expect(asked.lines[0]).toMatch(/^Memory allowed: 150 MB/);
  });
});

describe("the exit code", () => {
  test("is 0 when all is done, or there was nothing to do", async () => {
    const words = ["thumb", at("in/a.jpg"), "-o", at("zero")];
    expect(await sluice(words)).toMatchObject({ code: 0 });
    expect(await sluice(words)).toMatchObject({ code: 0 });
    expect(await sluice(["thumb", "--help"])).toMatchObject({ code: 0 });
    expect(await sluice(["--version"])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  test("is 10 when some failed, even all of them", async () => {
    expect(await sluice(["thumb", at("in/bad.jpg"), "-o", at("ten")])).toMatchObject({ code: 10 });
  });

  const wrong: readonly (readonly [words: string, ...args: string[]])[] = [
    ["no input", "-o", "out"],
    ["no output", "a.jpg"],
    ["an unknown option", "a.jpg", "-o", "out", "--sise", "5"],
    ["a wrong size", "a.jpg", "-o", "out", "--size", "big"],
    ["a wrong fit", "a.jpg", "-o", "out", "--fit", "squeeze"],
    ["a wrong format", "a.jpg", "-o", "out", "--format", "bmp"],
    ["a quality of 0", "a.jpg", "-o", "out", "--quality", "0"],
    ["a budget without a unit", "a.jpg", "-o", "out", "--memory", "256"],
    ["no thread", "a.jpg", "-o", "out", "--threads", "0"],
    ["a wrong colour", "a.jpg", "-o", "out", "--background", "reddish"],
    ["an unknown field in the name", "a.jpg", "-o", "out", "--name", "{x}"],
    ["a name outside the folder", "a.jpg", "-o", "out", "--name", "../{name}.{ext}"],
    ["a pattern that matches nothing", "*.gif", "-o", "out"],
    ["an unknown command's words", "--keep"],
  ];
  test.each(wrong)("is 20 for %s, and nothing is started", async (_, ...words) => {
    const { code, stdout, lines } = await sluice(["thumb", ...words], { cwd: at("in") });
    expect([code, stdout]).toEqual([20, ""]);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join("\n")).not.toMatch(/\bat .*:\d+:\d+/);
    expect(listFolder(at("in/out"))).toEqual([]);
  });

  test("is 20 for collisions, all of which are listed", async () => {
    mkdirSync(at("two"));
    for (const name of ["x.jpg", "x.png", "y.jpg", "y.webp", "z.jpg"]) writeFileSync(at(`two/${name}`), "");
    const { code, lines } = await sluice(["thumb", at("two"), "-o", at("two-out"), "--format", "webp"]);
    expect(code).toBe(20);
    expect(lines.join("\n")).toContain(`${at("two-out/x.webp")} <- ${at("two/x.jpg")}, ${at("two/x.png")}`);
    expect(lines.join("\n")).toContain(`${at("two-out/y.webp")} <- ${at("two/y.jpg")}, ${at("two/y.webp")}`);
    expect(listFolder(at("two-out"))).toEqual([]);
  });

  test("is 20 for a budget in which not even the process fits, with one that would do", async () => {
    const { code, lines } = await sluice(["thumb", at("in/a.jpg"), "-o", at("tiny"), "--memory", "20MB"]);
    expect(code).toBe(20);
    const cure = /Allow at least ([\d.]+) MB/.exec(lines.join("\n"))?.[1];
    expect(Number(cure)).toBeGreaterThan(20);
    expect(await sluice(["thumb", at("in/a.jpg"), "-o", at("tiny"), "--memory", `${cure}MB`])).toMatchObject({
      code: 0,
    });
  });
});
