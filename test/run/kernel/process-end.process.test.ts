/**
 * The end of a process while a kernel runs, or after one: it ends, with its own exit code.
 * Not here: the end of loops without kernels (test/stream/process-end).
 * Read next: test/support/child/kernel-child.mjs.
 */
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { measureRun } from "../../support/machine/peak-memory.ts";

const child = fileURLToPath(new URL("../../support/child/kernel-child.mjs", import.meta.url));

describe("a process with kernels", () => {
  test.each([
    ["exit", 3, ""],
    ["uncaught", 1, ""],
    ["done", 0, "kernel"],
    ["abandon", 0, "done"],
    ["grows", 0, "it used up the 16.0 MB that it may keep"],
  ])("%s: ends with %i", async (what, code, printed) => {
    const { exitCode, stdout } = await measureRun(process.execPath, [child, what], { timeoutMs: 25_000 });
    expect(exitCode).toBe(code);
    expect(stdout).toContain(printed);
  });
});
