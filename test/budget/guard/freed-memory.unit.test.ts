/**
 * When freed memory goes back to the kernel: before it could exceed the budget, when much has gathered, and when work
 * ends.
 * Not here: that the kernel really gets it (test/budget-holds).
 * Read next: src/budget/guard/freed-memory.ts.
 */
import { beforeEach, describe, expect, it, vi } from "vitest";
import { FreedMemory } from "../../../src/budget/guard/freed-memory.ts";
import { Ledger } from "../../../src/budget/ledger/ledger.ts";
import { SharedCounts } from "../../../src/budget/ledger/shared-counts.ts";
import { bytes } from "../../../src/core/bytes.ts";

let ledger: Ledger;
let measured: number;
let trims: number;

function setUp(allowed: number): FreedMemory {
  ledger = new Ledger(bytes(allowed));
  ledger.tryReserve({ name: "Node", tag: "process" }, bytes(40e6));
  const reading = { kind: "unreclaimable", fileBacked: undefined, processes: 1 } as const;
  const now = () => ({ ...reading, measured: bytes(measured) });
  return new FreedMemory(ledger, {
    gauge: { now, peak: now },
    allocator: {
      name: "counted",
      settings: [],
      tune: () => {},
      trim: () => {
        trims += 1;
      },
    },
  });
}

const image = (size: number) => ledger.reserve({ name: "image", tag: "image" }, bytes(size));

beforeEach(() => {
  measured = 50e6;
  trims = 0;
});

describe("freed memory", () => {
  it("stays while there is room for all of it beside what is reserved", async () => {
    const freed = setUp(200e6);
    const first = await image(60e6);
    await image(50e6);
    freed.freed(first.size);
    first.dispose();
    await image(50e6);
    freed.beforeUse();
    expect(trims).toBe(0);
  });

  it("goes before work that it would leave too little room for, once", async () => {
    const freed = setUp(160e6);
    const first = await image(60e6);
    await image(50e6);
    freed.freed(first.size);
    first.dispose();
    await image(50e6);
    freed.beforeUse();
    expect(trims).toBe(1);
    freed.beforeUse();
    expect(trims).toBe(1);
  });

  it("goes when nothing else is reserved any more, at once where much of it is still there", async () => {
    const freed = setUp(20e9);
    const only = await image(160e6);
    measured = 40e6 + 65e6;
    freed.freed(only.size);
    only.dispose();
    expect(trims).toBe(1);
  });

  it("goes a moment later where most of it has gone by itself, being large blocks", async () => {
    vi.useFakeTimers();
    try {
      const freed = setUp(20e9);
      const only = await image(160e6);
      measured = 40e6 + 63e6;
      freed.freed(only.size);
      only.dispose();
      expect(trims).toBe(0);
      vi.advanceTimersByTime(100);
      expect(trims).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it("goes a moment later where it is little, unless work follows at once", async () => {
    vi.useFakeTimers();
    try {
      const freed = setUp(20e9);
      for (let repeat = 0; repeat < 9; repeat += 1) {
        // Also between two jobs, not only while one of them runs.
        vi.advanceTimersByTime(60);
        const small = await image(5e6);
        vi.advanceTimersByTime(99);
        freed.beforeUse();
        freed.freed(small.size);
        small.dispose();
      }
      expect(trims).toBe(0);
      vi.advanceTimersByTime(200);
      expect(trims).toBe(1);
      vi.advanceTimersByTime(1000);
      expect(trims).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it("is what any thread has freed, since the heap belongs to the process", async () => {
    const freed = setUp(160e6);
    await image(110e6);
    freed.freed(bytes(5e6));
    new SharedCounts(ledger.counts.buffer).add("freed", 6e6);
    freed.beforeUse();
    expect(trims).toBe(1);
    expect(ledger.counts.get("freed")).toBe(0);
  });

  it("is told from what the program has for itself, which a trim does not give back", async () => {
    const freed = setUp(20e9);
    const one = async (): Promise<void> => {
      const image20 = await image(20e6);
      freed.beforeUse();
      freed.freed(image20.size);
      image20.dispose();
    };
    measured = ledger.permanent + 300e6;
    for (let count = 0; count < 20; count += 1) await one();
    expect(trims).toBe(1);
    // Its heap shrinks while freed memory grows: the shrinking must not hide the growth for long.
    measured = ledger.permanent + 100e6;
    for (let count = 0; count < 20; count += 1) await one();
    expect(trims).toBe(1);
    measured += 65e6;
    for (let count = 0; count < 8; count += 1) await one();
    expect(trims).toBe(2);
  });

  it("goes in a large budget too, when more than 64 MB beyond what is reserved are measured", async () => {
    const freed = setUp(20e9);
    const first = await image(80e6);
    await image(50e6);
    freed.freed(first.size);
    first.dispose();
    measured = ledger.reserved + 63e6;
    freed.beforeUse();
    expect(trims).toBe(0);
    // No reading is due before another 16 MB are freed: at most these can have been added to the 63.
    measured = ledger.reserved + 65e6;
    freed.beforeUse();
    expect(trims).toBe(0);
    freed.freedWithin(bytes(15e6));
    expect(trims).toBe(0);
    freed.freedWithin(bytes(2e6));
    expect(trims).toBe(1);
  });
});
