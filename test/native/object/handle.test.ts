/**
 * Handles release their objects: on dispose, over many calls, and when a call fails or is aborted.
 * Not here: memory that libvips does not count (the budget tests measure the process).
 * Read next: src/native/object/handle.ts.
 */
import { afterAll, describe, expect, test } from "vitest";
import { DisposedError } from "../../../src/core/errors.ts";
import { memoryTarget, sourceFromBytes } from "../../../src/native/object/byte-source.ts";
import { Handle } from "../../../src/native/object/handle.ts";
import { type Arguments, call, callForImage, callInWorker, type Results } from "../../../src/native/operation/call.ts";
import { nativeCounts } from "../../support/child/native-counts.ts";
import { blob, flat, imageOf, samplesOf } from "../../support/picture/native-images.ts";

const times = 100;

function dispose(results: Results): void {
  for (const result of Object.values(results)) if (result instanceof Handle) result.dispose();
}

/**
 * Object counts must match exactly. Threads keep a few buffers for the next call and free them when they end, so for
 * allocations only growth with every call counts.
 */
async function expectNoGrowth(work: () => unknown): Promise<void> {
  await work();
  const before = nativeCounts();
  for (let time = 0; time < times; time += 1) await work();
  const after = nativeCounts();
  expect(after.objects).toBe(before.objects);
  expect(after.allocations - before.allocations).toBeLessThan(times / 2);
}

function expectRefusal(name: string, args: Arguments): void {
  expect(() => call(name, args)).toThrow();
}

describe("a disposed handle", () => {
  test("has no address, and says so", () => {
    const handle = flat({ width: 1, height: 1 }, 0);
    expect(handle.disposed).toBe(false);
    handle.dispose();
    expect(handle.disposed).toBe(true);
    expect(() => handle.address).toThrow(DisposedError);
    expect(() => handle.width).toThrow("this image is disposed");
    expect(() => call("invert", { in: handle })).toThrow(DisposedError);
  });

  test("can be disposed again, and the object lives on in other hands", () => {
    const input = imageOf({ width: 2, height: 1 }, [1, 2]);
    using out = callForImage("invert", { in: input });
    input.dispose();
    input.dispose();
    input[Symbol.dispose]();
    expect(samplesOf(out)).toEqual([254, 253]);
  });
});

describe(`over ${times} calls the number of native objects stays the same`, () => {
  const input = flat({ width: 10, height: 10, bands: 3 }, 100);
  const buffer = blob(call("jpegsave_buffer", { in: input }));
  afterAll(() => input.dispose());

  test.each<[string, Arguments]>([
    ["black", { width: 10, height: 10 }],
    ["gaussblur", { in: input, sigma: 2 }],
    ["avg", { in: input }],
    ["max", { in: input, size: 3 }],
    ["bandjoin", { in: [input, input] }],
    ["affine", { in: input, matrix: [1, 0, 0, 1], interpolate: "bicubic" }],
    ["draw_rect", { image: input, ink: [1], left: 0, top: 0, width: 3, height: 3 }],
    ["profile", { in: input }],
    ["jpegload_buffer", { buffer }],
    ["jpegsave_buffer", { in: input, keep: "exif:icc" }],
    ["thumbnail_buffer", { buffer, width: 3 }],
  ])("%s", async (name, args) => {
    await expectNoGrowth(() => dispose(call(name, args)));
  });

  test("sources and targets", async () => {
    await expectNoGrowth(() => {
      using source = sourceFromBytes(buffer);
      using loaded = callForImage("jpegload_source", { source });
      using target = memoryTarget();
      call("pngsave_target", { in: loaded, target });
    });
  });

  test.each<[string, string, Arguments]>([
    ["an area outside", "extract_area", { input, left: 5, top: 5, width: 100, height: 100 }],
    ["a truncated header", "jpegload_buffer", { buffer: buffer.slice(0, 20) }],
    ["a truncated thumbnail", "thumbnail_buffer", { buffer: buffer.slice(0, 30), width: 5 }],
    ["a matrix that cannot be inverted", "affine", { in: input, matrix: [0, 0, 0, 0] }],
    ["modes that do not go with the images", "composite", { in: [input, input], mode: [2, 3, 4] }],
    ["a folder that is not there", "pngsave", { in: input, filename: "/no/such/folder/a.png" }],
    ["a wrong kind after a right one", "gaussblur", { in: input, sigma: "2" }],
    ["a number out of range", "jpegsave_buffer", { in: input, Q: 101 }],
  ])("when libvips or Sluice refuses: %s", async (_, name, args) => {
    await expectNoGrowth(() => expectRefusal(name, args));
  });

  test("in worker threads", async () => {
    await expectNoGrowth(async () => dispose(await callInWorker("gaussblur", { in: input, sigma: 2 })));
  });

  test("when a call is aborted that then succeeds all the same", async () => {
    await expectNoGrowth(async () => {
      const stop = new AbortController();
      const work = callInWorker("gaussblur", { in: input, sigma: 2 }, { signal: stop.signal });
      stop.abort(new Error("enough"));
      await expect(work).rejects.toThrow("enough");
    });
  });

  test("when a call is aborted and fails", async () => {
    await expectNoGrowth(async () => {
      const stop = new AbortController();
      const area = { left: 5, top: 5, width: 100, height: 100 };
      const work = callInWorker("extract_area", { input, ...area }, { signal: stop.signal });
      stop.abort(new Error("enough"));
      await expect(work).rejects.toThrow("enough");
    });
  });
});
