/**
 * The lines of `NODE_DEBUG=sluice`: a run reports its library, threads, plan, reservation and end.
 * Not here: the events as data (test/core/debug.test.ts, and docs/how-to/debug.md, whose code is run).
 * Read next: src/core/debug.ts.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { sluice } from "../../support/child/cli.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";

const folder = temporaryFolder();

async function linesOf(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const input = join(folder, "100%d.jpg");
  await sharp({ create: { width: 300, height: 200, channels: 3, background: "red" } })
    .jpeg()
    .toFile(input);
  rmSync(join(folder, "out"), { recursive: true, force: true });
  const { code, lines } = await sluice(["thumb", input, "-o", join(folder, "out"), "--memory", "200MB"], { env });
  expect(code).toBe(0);
  return lines.filter((line) => line.startsWith("SLUICE ")).map((line) => line.replace(/^SLUICE \d+: /, ""));
}

test("NODE_DEBUG=sluice shows what was decided", async () => {
  const lines = await linesOf({ NODE_DEBUG: "sluice" });
  expect(lines.find((line) => line.startsWith("library "))).toMatch(
    /^library origin="\w+" path=".*" version="8\.\d+\.\d+"$/,
  );
  expect(lines).toContain('thread name="sluice native"');
  expect(lines.find((line) => line.startsWith("plan "))).toMatch(
    /^plan name=".*100%d\.jpg" projected="[\d.]+ [kM]?B" /,
  );
  const granted =
    /^reservation outcome="granted" name=".*100%d\.jpg" size="[\d.]+ [kM]?B" reserved=".*" allowed="200 MB"$/;
  expect(lines.some((line) => granted.test(line))).toBe(true);
  expect(lines.find((line) => line.startsWith("run "))).toMatch(
    /^run outcome="done" name=".*100%d\.jpg" .*elapsedMs=\d+$/,
  );
});

test("without it there is no line", async () => {
  expect(await linesOf({ NODE_DEBUG: "" })).toEqual([]);
});
