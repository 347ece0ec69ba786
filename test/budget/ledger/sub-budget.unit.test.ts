/**
 * A budget within another: both count, each in the order of requests, and what one gives back both have back.
 * Not here: instances that have one (test/sluice.test).
 * Read next: src/budget/ledger/sub-budget.ts.
 */
import { describe, expect, test } from "vitest";
import { Ledger } from "../../../src/budget/ledger/ledger.ts";
import type { Owner } from "../../../src/budget/ledger/reservation.ts";
import { SubBudget } from "../../../src/budget/ledger/sub-budget.ts";
import { bytes } from "../../../src/core/bytes.ts";

const owner: Owner = { name: "photo.jpg", tag: "image" };
const whole = (): Ledger => new Ledger(bytes(100));

/** Whether a promise is settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol();
  await new Promise((resolve) => setImmediate(resolve));
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
}

describe("a budget within another", () => {
  test("takes from both, and gives back to both", async () => {
    const ledger = whole();
    const part = new SubBudget(ledger, bytes(50));
    const held = await part.reserve(owner, bytes(30));
    expect([part.reserved, ledger.reserved, held.size]).toEqual([30, 30, 30]);
    held.shrinkTo(bytes(10));
    expect([part.reserved, ledger.reserved, held.size]).toEqual([10, 10, 10]);
    held.dispose();
    expect([part.reserved, ledger.reserved, held.size]).toEqual([0, 0, 0]);
  });

  test("keeps its own limit while the whole has room", async () => {
    const part = new SubBudget(whole(), bytes(50));
    using first = await part.reserve(owner, bytes(30));
    const second = part.reserve(owner, bytes(30));
    expect(await isSettled(second)).toBe(false);
    first.dispose();
    using _ = await second;
    await expect(part.reserve(owner, bytes(51))).rejects.toMatchObject({ tag: "budget", free: 50 });
  });

  test("waits for the whole while it has room itself: the sum is bounded", async () => {
    const ledger = whole();
    const [left, right] = [new SubBudget(ledger, bytes(80)), new SubBudget(ledger, bytes(80))];
    using first = await left.reserve(owner, bytes(80));
    const second = right.reserve(owner, bytes(80));
    expect(await isSettled(second)).toBe(false);
    expect([right.reserved, ledger.reserved]).toEqual([80, 80]);
    first.dispose();
    using _ = await second;
    expect([left.reserved, right.reserved, ledger.peakReserved]).toEqual([0, 80, 80]);
  });

  test("gives its part back when the wait for the whole is given up", async () => {
    const ledger = whole();
    const part = new SubBudget(ledger, bytes(80));
    using _ = await ledger.reserve(owner, bytes(90));
    const stop = new AbortController();
    const waiting = part.reserve(owner, bytes(40), { signal: stop.signal });
    expect(await isSettled(waiting)).toBe(false);
    stop.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    expect([part.reserved, ledger.reserved]).toEqual([0, 90]);
  });

  test("serves everybody in the end, whoever comes in which order", async () => {
    const ledger = whole();
    const parts = [50, 70, 90].map((size) => new SubBudget(ledger, bytes(size)));
    let max = 0;
    const job = async (index: number): Promise<void> => {
      const size = bytes(1 + ((index * 37) % 50));
      using _ = await (parts[index % 3] as SubBudget).reserve(owner, size);
      max = Math.max(max, ledger.reserved);
      await new Promise((resolve) => setTimeout(resolve, index % 3));
    };
    await Promise.all(Array.from({ length: 200 }, (_, index) => job(index)));
    expect(max).toBeLessThanOrEqual(100);
    expect([ledger.reserved, ...parts.map(({ reserved }) => reserved)]).toEqual([0, 0, 0, 0]);
  });

  test("says what it leaves: its own limit, or the whole's where that leaves less", async () => {
    const ledger = whole();
    const [small, large] = [new SubBudget(ledger, bytes(50)), new SubBudget(ledger, bytes(95))];
    expect([small.allowed, small.permanent, large.allowed]).toEqual([50, 0, 95]);
    using _ = await ledger.reserve({ name: "Node", tag: "process" }, bytes(20));
    expect([small.allowed, small.permanent]).toEqual([50, 0]);
    expect([large.allowed, large.permanent]).toEqual([100, 20]);
  });
});
