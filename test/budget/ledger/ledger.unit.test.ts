/**
 * The ledger's promises: never more than is allowed, every byte with an owner, and an honest refusal.
 * Not here: waiting and cancelling (budget/ledger/ledger-queue.unit.test), or leaks, which need a process of their own
 * (budget/ledger/leak.process.test).
 * Read next: src/budget/ledger/ledger.
 */
import { describe, expect, it } from "vitest";
import { itemise } from "../../../src/budget/ledger/itemise.ts";
import { Ledger } from "../../../src/budget/ledger/ledger.ts";
import { bytes, parseBytes } from "../../../src/core/bytes.ts";
import { UsageError } from "../../../src/core/errors.ts";
import { term } from "../../../src/core/term.ts";
import { ask, hold, owner, refused, turn } from "../../support/machine/ledger.ts";

describe("accounting", () => {
  it("keeps reserved, free, peak and holdings", async () => {
    const ledger = new Ledger(bytes(100));
    const first = await hold(ledger, "a.jpg", 60, "decoder");
    const second = await hold(ledger, "b.jpg", 30, "sink");
    expect([ledger.reserved, ledger.free, ledger.peakReserved]).toEqual([90, 10, 90]);
    expect(ledger.holdings()).toEqual([
      { owner: { name: "a.jpg", tag: "decoder" }, size: 60 },
      { owner: { name: "b.jpg", tag: "sink" }, size: 30 },
    ]);
    first.dispose();
    second.shrinkTo(bytes(5));
    expect([ledger.reserved, ledger.free, ledger.peakReserved]).toEqual([5, 95, 90]);
    expect(ledger.holdings()).toEqual([{ owner: { name: "b.jpg", tag: "sink" }, size: 5 }]);
  });

  it("takes a second dispose for nothing", async () => {
    const ledger = new Ledger(bytes(100));
    const first = await hold(ledger, "a", 50);
    const second = await hold(ledger, "b", 50);
    first.dispose();
    first.dispose();
    first[Symbol.dispose]();
    expect(ledger.reserved).toBe(50);
    expect(first.size).toBe(0);
    second.dispose();
    expect(ledger.reserved).toBe(0);
  });

  it("releases at the end of a scope", async () => {
    const ledger = new Ledger(bytes(100));
    {
      using held = await hold(ledger, "a", 100);
      expect(held.size).toBe(ledger.reserved);
    }
    expect(ledger.reserved).toBe(0);
  });

  it("lets a reservation shrink, never grow", async () => {
    const ledger = new Ledger(bytes(100));
    using held = await hold(ledger, "a.jpg", 50);
    held.shrinkTo(bytes(20));
    held.shrinkTo(bytes(20));
    expect(held.size).toBe(20);
    expect(() => held.shrinkTo(bytes(21))).toThrow(UsageError);
    expect(() => held.shrinkTo(-1 as typeof held.size)).toThrow(UsageError);
    held.dispose();
    expect(() => held.shrinkTo(bytes(1))).toThrow(UsageError);
    held.shrinkTo(bytes(0));
    expect(ledger.reserved).toBe(0);
  });

  it("refuses sizes that are no sizes", async () => {
    const ledger = new Ledger(bytes(100));
    await expect(ledger.reserve(owner("a"), Number.NaN as never)).rejects.toThrow(UsageError);
    expect(() => ledger.tryReserve(owner("a"), -1 as never)).toThrow(UsageError);
    expect(() => new Ledger(-1 as never)).toThrow(UsageError);
  });
});

describe("terms", () => {
  const terms = [term("decoder", "coefficients", 50), term("line cache", "rows", 30), term("decoder", "tables", 5)];

  it("are kept as they were given, and replaced or forgotten when the reservation shrinks", async () => {
    const ledger = new Ledger(bytes(100));
    using held = await ledger.reserve(owner("a.jpg"), bytes(85), { terms });
    expect(ledger.holdings()[0]?.terms).toBe(terms);
    const left = [term("encoder", "frame", 40)];
    held.shrinkTo(bytes(40), left);
    expect(ledger.holdings()).toEqual([{ owner: owner("a.jpg"), size: 40, terms: left }]);
    held.shrinkTo(bytes(20));
    expect(ledger.holdings()).toEqual([{ owner: owner("a.jpg"), size: 20 }]);
  });

  it("leave no byte without an owner and a tag", async () => {
    const ledger = new Ledger(bytes(300));
    await hold(ledger, "Node", 60, "process");
    using _exact = await ledger.reserve(owner("a.jpg"), bytes(85), { terms });
    using _rounded = await ledger.reserve(owner("b.jpg"), bytes(84), { terms });
    using _more = await ledger.reserve(owner("c.jpg"), bytes(21), { terms: [term("encoder", "frame", 20)] });
    const items = itemise(ledger.holdings());
    expect(items.map(({ owner: { name, tag }, size }) => `${name} ${tag} ${size}`)).toEqual([
      "Node process 60",
      "a.jpg decoder 55",
      "b.jpg decoder 54",
      "a.jpg line cache 30",
      "b.jpg line cache 30",
      "c.jpg encoder 20",
      "c.jpg image 1",
    ]);
    expect(items.reduce((sum, { size }) => sum + size, 0)).toBe(ledger.reserved);
  });

  it("are what a refusal lists, of what is asked for and of what is held", async () => {
    const ledger = new Ledger(bytes(100));
    using _held = await ledger.reserve(owner("a.jpg"), bytes(85), { terms });
    const error = await refused(ledger.reserve(owner("b.jpg"), bytes(185), { terms }));
    expect(error.message).toMatchInlineSnapshot(
      `""b.jpg" (image) asks for 185 B (image 100 B, decoder 55 B, line cache 30 B), 85 B more than can ever be free: the budget allows 100 B. Held now: "a.jpg" (decoder) 55 B, "a.jpg" (line cache) 30 B."`,
    );
    expect(error.terms[0]).toEqual({ name: '"a.jpg" (decoder)', size: 55 });
  });
});

describe("refusing", () => {
  it("rejects at once what could never be free, even while others wait", async () => {
    const ledger = new Ledger(bytes(100));
    await hold(ledger, "Node", 40, "process");
    const held = await hold(ledger, "held", 60);
    const waiting = hold(ledger, "waits", 60);
    const error = await refused(ledger.reserve(owner("too large"), bytes(61)));
    expect(error).toMatchObject({ tag: "budget", asked: 61, free: 60, needed: 101 });
    expect(ledger.tryReserve(owner("too large"), bytes(61))).toBeUndefined();
    held.dispose();
    expect((await waiting).size).toBe(60);
  });

  it("says what was asked, for whom, how much is allowed, who holds the most, and the cure", async () => {
    const ledger = new Ledger(parseBytes("256MB"));
    await hold(ledger, "Node", 44.4e6, "process");
    await hold(ledger, "scan.tif", 90e6, "line cache");
    for (let index = 0; index < 5; index += 1) await hold(ledger, `${index}.jpg`, (index + 1) * 1e6);
    const error = await refused(ledger.reserve(owner("photo.jpg", "decoder"), bytes(300_000_001)));
    expect(error.message).toMatchInlineSnapshot(
      `""photo.jpg" (decoder) asks for 300 MB, 88.4 MB more than can ever be free: the budget allows 256 MB, of which 44.4 MB stay with the process. Held now: "scan.tif" (line cache) 90.0 MB, "Node" (process) 44.4 MB, "4.jpg" (image) 5.00 MB, "3.jpg" (image) 4.00 MB, "2.jpg" (image) 3.00 MB and 2 more."`,
    );
    expect(error.cure).toMatchInlineSnapshot(
      `"Allow at least "345 MB" with memory, --memory or SLUICE_MEMORY, or ask for less."`,
    );
    expect(error.terms).toHaveLength(5);
    expect(error.terms[0]).toEqual({ name: '"scan.tif" (line cache)', size: 90e6 });

    const empty = await refused(new Ledger(bytes(10)).reserve(owner("photo.jpg", "decoder"), bytes(11)));
    expect(empty.message).toMatchInlineSnapshot(
      `""photo.jpg" (decoder) asks for 11 B, 1 B more than can ever be free: the budget allows 10 B. Nothing is held now."`,
    );
  });

  it.each([1, 999, 1001, 99_950, 300_400_001, 999_600_000, 1_234_567_891, 4_300_000_000])(
    "names a cure that works when it is followed, for %i bytes",
    async (size) => {
      const make = async (allowed: ReturnType<typeof bytes>) => {
        const ledger = new Ledger(allowed);
        await hold(ledger, "Node", allowed < 44 ? 0 : 44, "process");
        return ledger;
      };
      const error = await refused((await make(bytes(size - 1))).reserve(owner("a"), bytes(size)));
      const cured = parseBytes(/"(.+?)"/.exec(error.cure)?.[1] ?? "");
      expect(cured).toBeGreaterThanOrEqual(error.needed);
      expect(cured).toBeLessThanOrEqual(error.needed * 1.01 + 1);
      expect((await hold(await make(cured), "a", size)).size).toBe(size);
    },
  );

  it("refuses a waiter as soon as a new permanent holding makes it impossible, and serves those behind", async () => {
    const ledger = new Ledger(bytes(100));
    const held = await hold(ledger, "held", 100);
    const log: string[] = [];
    const worker = hold(ledger, "worker", 30, "process");
    const large = ask(ledger, log, "large", 80);
    void ask(ledger, log, "small", 70);
    held.dispose();
    const error = await refused(large);
    expect(error).toMatchObject({ asked: 80, free: 70, needed: 110 });
    await turn();
    expect(log.toSorted()).toEqual(["large refused", "small"]);
    (await worker).dispose();
    using later = ledger.tryReserve(owner("later"), bytes(30));
    expect(later?.size).toBe(30);
  });
});
