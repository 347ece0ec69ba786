/**
 * Loops over streams of encoded bytes that are left early, thirty times: no file or reservation stays open.
 * Not here: the bytes, and other ends of a stream (test/stream/encoded.process.test.ts).
 * Read next: src/run/encoded-stream.ts.
 */
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { budget, Image } from "../../src/index.ts";

/** Encoding the whole image takes many seconds. */
const endless = Image.gaussnoise(20_000, 20_000).gaussblur(5).cast("uchar");

const reserved = async (): Promise<number> => (await budget()).reserved;

test("a stream leaves nothing open when its loop is left, 30 times", async () => {
  const files = (): number => readdirSync("/proc/self/fd").length;
  const round = async (): Promise<void> => {
    const stream = endless.stream("png");
    for await (const _ of stream) break;
    // Node's loops over streams do not wait for the close.
    await new Promise((resolve) => (stream.closed ? resolve(undefined) : stream.once("close", resolve)));
  };
  for (let warm = 0; warm < 4; warm += 1) await round();
  const before = files();
  for (let left = 0; left < 30; left += 1) await round();
  expect(files()).toBeLessThanOrEqual(before);
  expect(await reserved()).toBe(0);
});
