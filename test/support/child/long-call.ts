/**
 * A call that computes for many seconds unless it is stopped: the mean of a blurred image of 400 million pixels.
 * Not here: the tests that run it.
 * Read next: test/native/thread/run-in-worker.process.test.ts.
 */
import type { ImageHandle } from "../../../src/native/object/image-handle.ts";
import { callForImage, callInWorker, type Results } from "../../../src/native/operation/call.ts";

/** An image that takes long to compute, but no time to make. */
export function slowImage(): ImageHandle {
  using noise = callForImage("gaussnoise", { width: 20_000, height: 20_000 });
  return callForImage("gaussblur", { in: noise, sigma: 20, precision: "float" });
}

/** Starts to compute the image's mean in a worker thread; the signal, or the end of the process, stops it. */
export function startLongCall(image: ImageHandle, signal?: AbortSignal): Promise<Results> {
  return callInWorker("avg", { in: image }, { signal, cancel: () => image.kill() });
}
