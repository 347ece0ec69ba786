/**
 * zarr-python as a judge of stores: Debian's python3-zarr, which supports version 2.
 * Not here: the expected content; the tests have it. Where zarr-python is not installed, its tests are skipped with a
 * message.
 * Read next: test/store/zarr/foreign.test.ts.
 */
import { execFileSync } from "node:child_process";
import { test } from "vitest";

/** A Python with zarr; Debian's own first. */
export const python = ["/usr/bin/python3", "python3"].find(hasZarr);

function hasZarr(command: string): boolean {
  try {
    execFileSync(command, ["-c", "import zarr, numcodecs; assert zarr.__version__[0] == '2'"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

if (python === undefined) process.stderr.write("SKIPPED: stores of zarr-python; apt-get install python3-zarr\n");

/** A test that zarr-python judges. */
export const testByZarr = test.skipIf(python === undefined);

/** Runs a program with numpy as `np` and zarr, with arguments. @returns its output. */
export function askPython(program: string, ...words: readonly string[]): string {
  const all = `import sys, json, numpy as np, zarr\n${program}`;
  return execFileSync(python ?? "python3", ["-c", all, ...words], { encoding: "utf8" }).trim();
}
