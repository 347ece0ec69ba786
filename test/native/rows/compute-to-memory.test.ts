/**
 * Computing an image into memory is aborted too late to stop it: its result is released.
 * Not here: aborting a computation in progress (test/run/admission/abort).
 * Read next: src/native/rows/compute-to-memory.ts.
 */
import { expect, test } from "vitest";
import { hold } from "../../../src/native/rows/compute-to-memory.ts";
import { nativeCounts } from "../../support/child/native-counts.ts";
import { imageOf } from "../../support/picture/native-images.ts";

test("an abort that comes when the pixels are there already leaves nothing", async () => {
  const before = nativeCounts().objects;
  for (let repeat = 0; repeat < 3; repeat += 1) {
    // The image is in memory already, so there is no computation to stop.
    using image = imageOf({ width: 2, height: 1 }, [1, 2]);
    const stop = new AbortController();
    const held = hold(image, stop.signal);
    const reason = new Error("too late");
    stop.abort(reason);
    await expect(held).rejects.toBe(reason);
  }
  expect(nativeCounts().objects).toBe(before);
});
