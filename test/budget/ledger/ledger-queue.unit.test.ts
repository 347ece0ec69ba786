/**
 * The ledger's queue: strictly in order for any mix of requests, and every wait can be cancelled without a trace.
 * Not here: accounts and refusals (budget/ledger/ledger.unit.test).
 * Read next: src/budget/ledger/queue.ts.
 */
import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { Ledger } from "../../../src/budget/ledger/ledger.ts";
import { bytes } from "../../../src/core/bytes.ts";
import { ask, hold, owner, turn } from "../../support/machine/ledger.ts";

describe("waiting", () => {
  it("wakes waiters in order as memory comes back", async () => {
    const ledger = new Ledger(bytes(100));
    const held = await hold(ledger, "held", 100);
    const log: string[] = [];
    for (const name of ["a", "b", "c"]) void ask(ledger, log, name, 30);
    held.shrinkTo(bytes(70));
    await turn();
    expect(log).toEqual(["a"]);
    held.dispose();
    await turn();
    expect(log).toEqual(["a", "b", "c"]);
    expect(ledger.reserved).toBe(90);
  });

  it("lets no small request overtake a large one", async () => {
    const ledger = new Ledger(bytes(100));
    const held = await hold(ledger, "held", 50);
    const log: string[] = [];
    const large = ask(ledger, log, "large", 80);
    void ask(ledger, log, "small", 10);
    void ask(ledger, log, "nothing", 0);
    await turn();
    expect(log).toEqual([]);
    expect(ledger.tryReserve(owner("impatient"), bytes(1))).toBeUndefined();
    held.dispose();
    await turn();
    expect(log).toEqual(["large", "small", "nothing"]);
    (await large).dispose();
    using patient = ledger.tryReserve(owner("patient"), bytes(90));
    expect(patient?.size).toBe(90);
    expect(ledger.tryReserve(owner("late"), bytes(1))).toBeUndefined();
  });

  it("serves any mix of requests in the order of asking, and never beyond the budget", async () => {
    let state = 12345;
    const random = (below: number): number => {
      state = (state * 1103515245 + 12345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * below);
    };
    const ledger = new Ledger(bytes(1000));
    const served: number[] = [];
    let held = 0;
    const work = Array.from({ length: 500 }, async (_, index) => {
      const size = random(1001);
      using reservation = await ledger.reserve(owner(`${index}`), bytes(size));
      served.push(index);
      held += reservation.size;
      expect(held).toBeLessThanOrEqual(1000);
      for (let turns = random(4); turns > 0; turns -= 1) await turn();
      held -= reservation.size;
    });
    await Promise.all(work);
    expect(served).toEqual(work.map((_, index) => index));
    expect(ledger.reserved).toBe(0);
    expect(ledger.holdings()).toEqual([]);
    expect(ledger.peakReserved).toBeLessThanOrEqual(1000);
  });
});

describe("cancelling", () => {
  it("rejects with the signal's reason and gives those behind their chance at once", async () => {
    const ledger = new Ledger(bytes(100));
    await hold(ledger, "held", 50);
    const log: string[] = [];
    const controller = new AbortController();
    const large = ask(ledger, log, "large", 80, controller.signal);
    void ask(ledger, log, "small", 10);
    const reason = new Error("no longer wanted");
    controller.abort(reason);
    expect(ledger.reserved).toBe(60);
    await expect(large).rejects.toBe(reason);
    await turn();
    expect(log.toSorted()).toEqual(["large refused", "small"]);
  });

  it("rejects at once for a signal that is aborted already", async () => {
    const ledger = new Ledger(bytes(100));
    const signal = AbortSignal.abort("gone");
    await expect(ledger.reserve(owner("a"), bytes(1), { signal })).rejects.toBe("gone");
    expect(ledger.reserved).toBe(0);
  });

  it("takes nothing back that was granted, even in the turn of the abort", async () => {
    const ledger = new Ledger(bytes(100));
    const held = await hold(ledger, "held", 100);
    const controller = new AbortController();
    const promise = ask(ledger, [], "a", 100, controller.signal);
    held.dispose();
    controller.abort();
    expect((await promise).size).toBe(100);
    expect(ledger.reserved).toBe(100);
  });

  it("keeps one listener for a signal that many share, and none when they are done", async () => {
    const ledger = new Ledger(bytes(100));
    const controller = new AbortController();
    const { signal } = controller;
    const held = await hold(ledger, "held", 100);
    const log: string[] = [];
    const other = ask(ledger, log, "other", 20);
    const waiting = Array.from({ length: 50 }, (_, index) => ask(ledger, log, `${index}`, index < 20 ? 1 : 90, signal));
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    held.dispose();
    await turn();
    expect(log).toHaveLength(21);
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    controller.abort();
    const outcomes = await Promise.allSettled(waiting);
    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(30);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    expect(ledger.reserved).toBe(40);
    (await other).dispose();
  });
});
