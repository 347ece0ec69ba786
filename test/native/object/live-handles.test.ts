/**
 * Another thread releases the handles of a terminated worker thread, also if it ended in the middle of an operation.
 * Not here: noticing that it has ended (test/budget/threads/threads.test).
 * Read next: src/native/object/live-handles.ts, test/native/object/live-handles-thread.ts.
 */
import { expect, test } from "vitest";
import { handleTable, releaseHandles } from "../../../src/native/object/live-handles.ts";
import { callForImage } from "../../../src/native/operation/call.ts";
import { nativeCounts } from "../../support/child/native-counts.ts";
import { startTsWorker } from "../../support/child/ts-worker.ts";

test.each(["idle", "computing"])("a thread that is %s leaves nothing behind", async (way) => {
  // libvips keeps some objects from the first call on.
  callForImage("black", { width: 1, height: 1 }).dispose();
  expect(handleTable).toBeUndefined();
  const before = nativeCounts().objects;
  const worker = startTsWorker(new URL("live-handles-thread.ts", import.meta.url), { workerData: way });
  const table = await new Promise<SharedArrayBuffer>((resolve) => worker.once("message", resolve));
  if (way === "computing") await new Promise((resolve) => setTimeout(resolve, 300));
  await worker.terminate();
  expect(nativeCounts().objects).toBeGreaterThan(before);
  expect(releaseHandles(table)).toBeGreaterThan(1);
  expect(nativeCounts().objects).toBe(before);
});
