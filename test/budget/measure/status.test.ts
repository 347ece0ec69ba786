/**
 * The budget's status while work goes on: nothing is reserved before, after, or when a result was released.
 * Not here: the ledger itself (test/budget/ledger/ledger.unit.test).
 * Read next: src/budget/measure/status.ts.
 */
import { expect, it } from "vitest";
import { budget, Image } from "../../../src/index.ts";

it("tells what is allowed and taken, and who has it", async () => {
  const before = await budget();
  expect(before.reserved).toBe(0);
  expect(before.holdings).toEqual([]);
  expect(before.process).toBeGreaterThan(0);
  expect(before.process).toBeLessThan(before.allowed);
  expect(before.measured).toBeGreaterThan(1e6);
  const image = Image.fromPixels(new Uint8Array(300_000), { width: 100, bands: 3 });
  const pixels = await image.invert().pixels();
  const during = await budget();
  expect(during.reserved).toBe(300_000);
  expect(during.holdings).toMatchObject([{ owner: { name: "a computed image", tag: "image" }, size: 300_000 }]);
  pixels.dispose();
  expect((await budget()).reserved).toBe(0);
});
