/**
 * Work over a list, a fixed number of items at a time: started in the list's order, never more at once,
 * each exactly once.
 * Not here: memory (the ledger's tests).
 * Read next: src/batch/side-by-side.ts.
 */
import { describe, expect, test } from "vitest";
import { runSideBySide } from "../../src/batch/side-by-side.ts";
import { seededRandom } from "../codec/seeded-random.ts";

interface Trace {
  readonly started: number[];
  readonly max: number;
}

/** Runs a list whose items take some turns of the event loop each. */
async function trace(count: number, max: number, turns: (item: number) => number): Promise<Trace> {
  const started: number[] = [];
  let running = 0;
  let peak = 0;
  const items = Array.from({ length: count }, (_, index) => index);
  await runSideBySide(items, max, async (item) => {
    started.push(item);
    running += 1;
    peak = Math.max(peak, running);
    for (let turn = turns(item); turn > 0; turn -= 1) await new Promise(setImmediate);
    running -= 1;
  });
  expect(running).toBe(0);
  return { started, max: peak };
}

describe("work side by side", () => {
  test.each([1, 2, 3, 8, 100])("starts in order, %i at once", async (max) => {
    const random = seededRandom(max);
    const { started, max: peak } = await trace(40, max, () => 1 + Math.floor(random() * 5));
    expect(started).toEqual(Array.from({ length: 40 }, (_, index) => index));
    expect(peak).toBe(Math.min(max, 40));
  });

  test("goes on behind a slow item", async () => {
    const order: number[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const all = runSideBySide([0, 1, 2, 3], 2, async (item) => {
      if (item === 0) await held;
      order.push(item);
      if (item === 3) release();
    });
    await all;
    expect(order).toEqual([1, 2, 3, 0]);
  });

  test("of nothing ends at once", async () => {
    expect(await trace(0, 4, () => 1)).toEqual({ started: [], max: 0 });
  });

  test("passes on what work throws: that is a bug, since work handles its own failures", async () => {
    await expect(runSideBySide([1], 2, () => Promise.reject(new Error("bug")))).rejects.toThrow("bug");
  });
});
