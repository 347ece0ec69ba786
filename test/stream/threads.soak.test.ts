/**
 * A user's worker thread that ends while it holds a strip: it does end, and other threads go on.
 * Not here: the end of the whole process (test/stream/process-end.soak.test); or terminate(), which runs no code of the
 * thread that could end its loop first (docs/guide/streams.md).
 * Read next: test/budget/threads/thread-images.soak.test.ts.
 */
import { describe, expect, test, vi } from "vitest";
import { budget, Image } from "../../src/index.ts";
import { startTsWorker } from "../support/child/ts-worker.ts";

async function heldBy(how: string) {
  await budget();
  const thread = startTsWorker(new URL("../support/child/stream-thread.ts", import.meta.url), { workerData: how });
  const ended = new Promise<number>((resolve) => thread.once("exit", resolve));
  await new Promise((resolve) => thread.once("message", resolve));
  return { ended };
}

async function expectNothingLeft(): Promise<void> {
  await vi.waitFor(async () => expect((await budget()).reserved).toBe(0), 5000);
  let rows = 0;
  for await (const { height } of Image.black(30, 3000).gaussblur(1).strips()) rows += height;
  expect(rows).toBe(3000);
}

describe("a thread with a strip in hand", () => {
  test("can call process.exit()", async () => {
    expect(await (await heldBy("exit")).ended).toBe(3);
    await expectNothingLeft();
  });

  test("can come to its end", async () => {
    expect(await (await heldBy("end")).ended).toBe(0);
    await expectNothingLeft();
  });
});
