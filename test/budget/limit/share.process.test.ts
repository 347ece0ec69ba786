/**
 * A share of the budget is held until its child has ended, and is the child's whole budget.
 * Not here: worker threads (budget/threads/threads.test).
 * Read next: src/budget/limit/share.ts, budget/limit/share-child.
 */
import { expect, it } from "vitest";
import { Ledger } from "../../../src/budget/ledger/ledger.ts";
import { memoryLimit } from "../../../src/budget/limit/limits.ts";
import { takeShare } from "../../../src/budget/limit/share.ts";
import { bytes } from "../../../src/core/bytes.ts";
import { BudgetError } from "../../../src/core/errors.ts";
import { share } from "../../../src/index.ts";
import { runChild } from "../run-child.ts";

it("is reserved for good until it is disposed, and reads back as the very same size", async () => {
  const ledger = new Ledger(bytes(1000e6));
  {
    using part = await takeShare(ledger, bytes(123_456_789), {});
    expect(ledger.permanent).toBe(part.size);
    expect(memoryLimit({ environment: { ...part.env } })).toMatchObject({
      allowed: 123_456_789,
      origin: "SLUICE_MEMORY",
    });
    part.dispose();
    expect(ledger.reserved).toBe(0);
  }
  expect(ledger.reserved).toBe(0);
});

it("waits for its turn, can be given up, and is refused when there can never be as much", async () => {
  const ledger = new Ledger(bytes(100));
  using _image = await ledger.reserve({ name: "a.jpg", tag: "image" }, bytes(60));
  const controller = new AbortController();
  const waiting = takeShare(ledger, bytes(50), { signal: controller.signal });
  controller.abort("no child any more");
  await expect(waiting).rejects.toBe("no child any more");
  using _part = await takeShare(ledger, bytes(40), {});
  await expect(takeShare(ledger, bytes(61), {})).rejects.toThrow(BudgetError);
});

it.each(["100", "-1MB", "much", -1, Number.NaN])("is no share of %s", async (size) => {
  await expect(share(size)).rejects.toMatchObject({ tag: "usage" });
});

it("is what real children take for their budget", async () => {
  const { told, holdings, refusal } = (await runChild("limit/share-child.ts")) as {
    told: readonly unknown[];
    holdings: readonly (readonly string[])[];
    refusal: string;
  };
  expect(told).toEqual([
    { origin: "SLUICE_MEMORY", allowed: 200_000_000 },
    { origin: "SLUICE_MEMORY", allowed: 150_000_000 },
  ]);
  expect(holdings[0]).toEqual(["process 200000000", "process 150000000"]);
  expect(holdings.at(-1)).toEqual([]);
  expect(refusal).toBe("budget");
});
