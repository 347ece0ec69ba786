/**
 * The count of computed pixels, as read from libvips' struct: of a library with the layout that the offsets say.
 * Not here: what listeners are told (test/run/output/progress.test.ts).
 * Read next: src/native/object/evaluation.ts.
 */
import { expect, test } from "vitest";
import { memoryTarget } from "../../../src/native/object/byte-source.ts";
import { countEvaluation, evaluatedPart } from "../../../src/native/object/evaluation.ts";
import type { ImageHandle } from "../../../src/native/object/image-handle.ts";
import { call, callInWorker } from "../../../src/native/operation/call.ts";
import { HandleScope } from "../../../src/native/operation/scope.ts";

/** Slow enough to be looked at. */
function slowImage(scope: HandleScope, width: number, height: number): ImageHandle {
  const noise = scope.image("gaussnoise", { width, height, seed: 3 });
  const blurred = scope.image("gaussblur", { in: noise, sigma: 4 });
  return scope.ownCopy(scope.image("cast", { in: blurred, format: "uchar" }), 1);
}

/** Encodes in another thread, and looks meanwhile. @returns the parts that were seen. */
async function partsSeen(image: ImageHandle, look: (part: number) => void = () => {}): Promise<number[]> {
  const parts: number[] = [];
  const timer = setInterval(() => {
    const part = evaluatedPart(image) ?? 0;
    parts.push(part);
    look(part);
  }, 2);
  try {
    using target = memoryTarget();
    await callInWorker("pngsave_target", { in: image, target, compression: 0 });
    return parts;
  } finally {
    clearInterval(timer);
  }
}

test("grows from nothing to all while another thread encodes, and begins again with the next evaluation", async () => {
  await using scope = new HandleScope();
  const image = slowImage(scope, 1600, 2400);
  countEvaluation(image);
  expect(evaluatedPart(image)).toBeUndefined();
  const parts = await partsSeen(image);
  expect(evaluatedPart(image)).toBe(1);
  expect(parts.filter((part) => part > 0 && part < 1).length).toBeGreaterThan(0);
  expect(parts).toEqual(parts.toSorted((a, b) => a - b));
  expect((await partsSeen(image)).some((part) => part > 0 && part < 0.5)).toBe(true);
  expect(evaluatedPart(image)).toBe(1);
});

test("stops where the evaluation was killed", async () => {
  await using scope = new HandleScope();
  const image = slowImage(scope, 1600, 2400);
  countEvaluation(image);
  const parts: number[] = [];
  const killing = partsSeen(image, (part) => {
    parts.push(part);
    if (part > 0.1) image.kill();
  });
  await expect(killing).rejects.toMatchObject({ tag: "operation" });
  // libvips may call an evaluation that has ended complete, whatever ended it.
  expect(Math.max(...parts.filter((part) => part < 1))).toBeLessThan(0.9);
});

test("is not there for an image that nobody counts", () => {
  using scope = new HandleScope();
  const image = slowImage(scope, 20, 30);
  expect(call("avg", { in: image })["out"]).toBeGreaterThan(-1);
  expect(evaluatedPart(image)).toBeUndefined();
});
