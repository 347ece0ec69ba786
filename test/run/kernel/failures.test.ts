/**
 * Kernels that fail: the text of the error, the end of the run, and that nothing of it stays.
 * Not here: the results of kernels (test/run/kernel/map).
 * Read next: src/run/kernel/work.ts.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { budget, configure, Image, KernelError, kernel } from "../../../src/index.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";

configure({ memory: "1GB", threads: 2 });
const module = (name?: string) => kernel(new URL("kernels.mjs", import.meta.url), name);
const folder = temporaryFolder();
const source = Image.xyz(2000, 1500).band(0).remainder([256]).cast("uchar");

async function failureOf(run: Promise<unknown>): Promise<KernelError> {
  const error = await run.then(
    () => new Error("it did not fail"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof KernelError) return error;
  throw error;
}

afterEach(async () => {
  expect((await budget()).reserved).toBe(0);
});

describe("a kernel of a module that fails", () => {
  test.each([
    ["throws", /^throws of kernels\.mjs at 0, \d+ \(2000 × \d+ pixels\): it threw: nothing to be had at row \d+/],
    ["tooShort", /it returned 3 samples, and its tile has \d+: 2000 × \d+ pixels of 1 band/],
    ["wrongType", /it returned a Float32Array, which does not hold samples of uchar/],
    ["exits", /it ended its thread with exit code 7/],
    ["throwsLater", /an error that it did not catch ended its thread: nobody caught this/],
    ["notThere", /its module could not be imported: the module has no export "notThere"/],
    ["isNone", /the module has no function "isNone"/],
  ])("%s: is told of, and leaves no file", async (name, message) => {
    const error = await failureOf(source.map(module(name)).save(join(folder, "a.tif")));
    expect(error.message).toMatch(message);
    expect(error.cure).not.toBe("");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("has its own stack as the cause, and the tile", async () => {
    const { cause, rect, kernel: name } = await failureOf(source.map(module("throws")).avg());
    expect((cause as Error).stack).toMatch(/RangeError: nothing to be had[\s\S]*kernels\.mjs:\d+/);
    expect(rect).toMatchObject({ left: 0, width: 2000 });
    expect(name).toBe("throws of kernels.mjs");
  });

  test("hangs: is ended after its time", async () => {
    const error = await failureOf(source.map(module("hangs"), { timeoutMs: 200 }).avg());
    expect(error.message).toContain("it took longer than 200 ms");
  });

  test("is not there", async () => {
    const error = await failureOf(source.map(kernel(new URL("missing.mjs", import.meta.url))).avg());
    expect(error.message).toMatch(/^missing\.mjs: its module could not be imported: /);
  });

  test("makes a value that cannot cross", async () => {
    const error = await failureOf(
      source.fold({ start: () => 0, step: module("notCloneable"), combine: (value) => value }),
    );
    expect(error.message).toContain("cannot go from thread to thread");
  });
});

describe("a function that fails", () => {
  test("in strips, in pixels, or in the first of two kernels, is told of as it is", async () => {
    const own = new Error("the program's own");
    const broken = source.map(function broken() {
      throw own;
    });
    const loop = async (): Promise<void> => {
      for await (const _ of broken.strips());
    };
    const both = broken.map(module());
    for (const run of [loop, () => broken.pixels(), () => both.avg(), () => broken.rot("d90").encode("png")]) {
      const error = await failureOf(run());
      expect(error.cause).toBe(own);
      expect(error.message).toMatch(/^broken at 0, 0 \(/);
    }
  });

  test("of pixels gives the wrong number of numbers", async () => {
    const pixels = source.mapPixels(() => 1, { bands: 2 });
    expect((await failureOf(pixels.avg())).message).toContain("it returned one number, and a pixel has 2");
    const later = source.mapPixels((async () => 1) as never);
    expect((await failureOf(later.avg())).message).toContain("it returned object");
  });
});

describe("a run that is aborted", () => {
  test.each(["hangs", "late"])("while a kernel %s ends soon", async (name) => {
    const large = Image.xyz(4000, 40_000).band(0).cast("uchar").map(module(name));
    const reason = new Error("enough");
    const stop = new AbortController();
    setTimeout(() => stop.abort(reason), 200);
    await expect(large.encode("tiff", { signal: stop.signal })).rejects.toBe(reason);
    const again = new AbortController();
    setTimeout(() => again.abort(reason), 200);
    await expect(
      large.fold({ start: () => 0, step: module("hangs"), combine: (value) => value, signal: again.signal }),
    ).rejects.toBe(reason);
  });
});
