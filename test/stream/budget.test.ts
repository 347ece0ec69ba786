/**
 * Streams within a small budget: a run that feeds another must fit into the rest, or is refused instead of waiting for
 * ever.
 * Not here: how the plan's terms add up (test/plan), or what is measured beside them (bench/kernels/strips).
 * Read next: src/run/admission/outer-reservations.ts.
 */
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { budget, configure, Image } from "../../src/index.ts";

configure({ memory: "300MB", threads: 2 });

/** A strip of 1,000 rows takes 12 MB. */
const wide = Image.xyz(4000, 5000).cast("uchar").bandjoin([1]);
const header = { width: 4000, height: 5000, bands: 3 };

test("a loop has reserved what its plan projects", async () => {
  const { projected } = await wide.explain({ format: "strips" });
  for await (const _ of wide.strips()) expect((await budget()).reserved).toBe(projected);
});

test("a run that feeds another is planned for what that one leaves", async () => {
  const copy = Image.fromStrips(header, wide.strips({ height: 200 }));
  expect(await copy.avg()).toBeCloseTo(await wide.avg(), 6);
});

test("and refused where that can never do, instead of waiting for the one that waits for it", async () => {
  const { process: own } = await budget();
  // Each fits by itself.
  const rows = Math.floor((300_000_000 - own) / 12_000 / 2);
  const inner = Image.black(4000, 40_000, { bands: 3 });
  const outer = Image.fromStrips({ ...header, height: 40_000 }, inner.strips({ height: rows }));
  let [turns, failure]: [number, unknown] = [0, undefined];
  try {
    for await (const _ of outer.strips({ height: rows })) turns += 1;
  } catch (error) {
    failure = error;
  }
  expect(failure).toMatchObject({ tag: "budget" });
  expect(turns).toBe(0);
  for await (const _ of inner.strips({ height: rows })) break;
  await pause(0);
  expect((await budget()).reserved).toBe(0);
});
