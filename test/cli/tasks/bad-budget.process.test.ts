/**
 * Budgets that are not sizes, or that are too small for anything: one message with a cure, exit code 20,
 * and nothing written.
 * Not here: which limit applies by default (test/budget/limit/limits.unit.test), or an image too large (test/batch).
 * Read next: src/budget/limit/limits.ts, src/budget/limit/own-memory.ts.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { sluice } from "../../support/child/cli.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { flat } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const cures = {
  size: 'Write a number and a unit: "256MB" (10⁶ bytes) or "256MiB" (2²⁰ bytes).',
  more: expect.stringMatching(/^Allow at least [\d.]+ MB\.$/),
};
const tooSmall = /^the process itself needs [\d.]+ MB, and (?:5\.00 MB|5\.24 MB|0 B|1 B) are allowed$/;

beforeAll(async () => {
  mkdirSync(join(folder, "in"));
  await flat(40, 30, [1, 2, 3])
    .jpeg()
    .toFile(join(folder, "in", "a.jpg"));
});

const commands = [
  ["thumb", ["in", "-o", "out"]],
  ["apply", ["sobel", "in/a.jpg", "-o", "out.jpg"]],
  ["apply", ["avg", "in/a.jpg"]],
] as const;

/** The first few are tried with every command, the others with the first command only. */
const wrong = [
  ["100", /^"100" is not a size of memory$/, cures.size],
  ["-1MB", /^"-1MB" is not a size of memory$/, cures.size],
  ["5MB", tooSmall, cures.more],
  ["much", /^"much" is not a size of memory$/, cures.size],
  ["1e3MB", /^"1e3MB" is not a size of memory$/, cures.size],
  ["∞", /^"∞" is not a size of memory$/, cures.size],
  ["5MiB", tooSmall, cures.more],
  ["0B", tooSmall, cures.more],
  ["1B", tooSmall, cures.more],
] as const;

describe.each(commands)("sluice %s", (command, words) => {
  const run = async (more: readonly string[], env: Readonly<Record<string, string>>) => {
    const { code, stdout, lines } = await sluice([command, ...words, ...more], { cwd: folder, env });
    expect([code, stdout]).toEqual([20, ""]);
    expect(listFolder(folder)).toEqual(["in", "in/a.jpg"]);
    return lines;
  };

  const tried = command === "thumb" ? wrong : wrong.slice(0, 3);
  test.each(tried)("--memory %s", async (memory, message, cure) => {
    const lines = await run(["--memory", memory], {});
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^sluice: ${message.source.slice(1)}`)), cure]);
  });

  test.each(tried)("SLUICE_MEMORY=%s", async (memory, message, cure) => {
    const lines = await run([], { SLUICE_MEMORY: memory });
    const named = message === tooSmall ? "" : "SLUICE_MEMORY: ";
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^sluice: ${named}${message.source.slice(1)}`)), cure]);
  });
});

test("the option wins over a variable that makes no sense", async () => {
  const env = { SLUICE_MEMORY: "garbage" };
  const words = ["thumb", "in", "-o", "good", "--memory", "200MB", "--quiet"];
  expect(await sluice(words, { cwd: folder, env })).toMatchObject({ code: 0, lines: [] });
  expect(listFolder(join(folder, "good"))).toEqual(["a.jpg"]);
});
