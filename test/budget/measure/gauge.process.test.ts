/**
 * The gauge reads the kernel's figures, here and on systems with fewer of them, and the meter keeps the highest.
 * Not here: whether plans predict them; the budget tests check that.
 * Read next: budget/measure/gauge-child, src/budget/measure/gauge.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { noAllocator } from "../../../src/budget/guard/allocator.ts";
import { type Gauge, type MemoryReading, processGauge } from "../../../src/budget/measure/gauge.ts";
import { PeakMeter } from "../../../src/budget/measure/peak-meter.ts";
import { bytes } from "../../../src/core/bytes.ts";
import { DisposedError } from "../../../src/core/errors.ts";
import { fakeRoot } from "../limit/fake-root.ts";
import { runChild } from "../run-child.ts";

const MiB = 2 ** 20;
const status = (anonKb: number) =>
  `Name:\tnode\nGroups:\t4 24 \nVmHWM:\t   90000 kB\nVmRSS:\t   80000 kB\nRssAnon:\t   ${anonKb} kB\nRssFile:\t   40000 kB\nRssShmem:\t    500 kB\nThreads:\t11\n`;

describe("the process gauge", () => {
  it.runIf(process.platform === "linux")(
    "sees 64 MiB when they are filled, not when they are only asked for",
    async () => {
      const { before, reserved, after, seen, peak } = (await runChild("measure/gauge-child.ts")) as {
        [name: string]: MemoryReading;
      } & { seen: { now: number; peak: number } };
      expect(before?.kind).toBe("unreclaimable");
      expect(reserved?.measured).toBeLessThan((before?.measured ?? 0) + 32 * MiB);
      expect(after?.measured).toBeGreaterThan((before?.measured ?? 0) + 60 * MiB);
      expect(after?.measured).toBeLessThan((before?.measured ?? 0) + 72 * MiB);
      expect(after?.fileBacked).toBeGreaterThan(0);
      expect(seen.now).toBeGreaterThan((before?.measured ?? 0) + 60 * MiB);
      expect(seen.peak).toBe(seen.now);
      expect(peak?.kind).toBe("rss");
      expect(peak?.measured).toBeGreaterThan(after?.measured ?? 0);
    },
  );

  it("adds anonymous and shared memory, with file pages beside them, and follows the file as it changes", () => {
    const root = fakeRoot({ "proc/self/status": status(1000) });
    using gauge = processGauge({ root });
    const processes = undefined;
    expect(gauge.now()).toEqual({ kind: "unreclaimable", measured: 1500 * 1024, fileBacked: 40000 * 1024, processes });
    expect(gauge.peak()).toEqual({ kind: "rss", measured: 90000 * 1024, fileBacked: undefined, processes });
    writeFileSync(join(root, "proc/self/status"), status(123456789));
    expect(gauge.now().measured).toBe(123457289 * 1024);
  });

  it("adds the memory of children, of worker threads' children and of theirs, until they end", () => {
    const task = `proc/self/task/${process.pid}/children`;
    const root = fakeRoot({
      "proc/self/status": status(1000),
      [task]: "71 ",
      "proc/71/status": status(100),
      "proc/self/task/5/children": "72 \n",
      "proc/72/status": status(10),
      "proc/72/task/72/children": "73 74 ",
      "proc/73/status": status(1),
      // A process that has ended, and that no process has waited for yet.
      "proc/74/status": "Name:\tnode\nState:\tZ (zombie)\n",
    });
    using gauge = processGauge({ root });
    vi.useFakeTimers();
    try {
      for (let calls = 0; calls < 5; calls += 1) {
        gauge.now();
        vi.advanceTimersByTime(200);
      }
      const all = { measured: (1500 + 600 + 510 + 501) * 1024, fileBacked: 4 * 40000 * 1024, processes: 4 };
      expect(gauge.now()).toEqual({ kind: "unreclaimable", ...all });
      expect(gauge.peak()).toMatchObject({ measured: 4 * 90000 * 1024, processes: 4 });
      writeFileSync(join(root, "proc/71/status"), status(200));
      writeFileSync(join(root, "proc/72/status"), "Name:\tnode\nState:\tZ (zombie)\n");
      writeFileSync(join(root, task), "71 75 ");
      gauge.now();
      expect(gauge.now()).toMatchObject({ measured: (1500 + 700 + 501) * 1024, processes: 3 });
    } finally {
      vi.useRealTimers();
    }
  });

  it.runIf(process.platform === "linux")("counts what real children hold, started by any thread", async () => {
    const { alone, withChildren, afterwards, microseconds } = (await runChild("measure/children-child.ts")) as {
      [name: string]: MemoryReading;
    } & { microseconds: number };
    const [before, during, after] = [alone, withChildren, afterwards].map((reading) => reading?.measured ?? 0);
    // The loader of TypeScript may start one of its own meanwhile.
    expect(withChildren?.processes).toBeGreaterThanOrEqual((alone?.processes ?? 0) + 2);
    expect(during).toBeGreaterThan((before ?? 0) + 2 * 32 * MiB);
    expect(during).toBeLessThan((before ?? 0) + 2 * 64 * MiB);
    expect(afterwards?.processes).toBeLessThanOrEqual((withChildren?.processes ?? 0) - 2);
    expect(after).toBeLessThan((before ?? 0) + 32 * MiB);
    // Processor time on a busy machine; 30 on a quiet one.
    expect(microseconds).toBeLessThan(250);
  });

  it.each([{}, { "proc/self/status": "Name:\tnode\nVmRSS:\t 80000 kB\n" }])(
    "falls back to the RSS and says so",
    (files) => {
      using gauge = processGauge({ root: fakeRoot(files) });
      const { kind, measured, fileBacked } = gauge.now();
      expect([kind, fileBacked]).toEqual(["rss", undefined]);
      expect(measured).toBeGreaterThan(10 * MiB);
      expect(gauge.peak().measured).toBeGreaterThan(10 * MiB);
    },
  );

  it("cannot be read once disposed, and disposes twice", () => {
    const gauge = processGauge({ root: fakeRoot({ "proc/self/status": status(1) }) });
    gauge[Symbol.dispose]();
    gauge[Symbol.dispose]();
    expect(() => gauge.now()).toThrow(DisposedError);
    expect(() => gauge.peak()).toThrow(DisposedError);
  });
});

/** Reads the given sizes one after another, and then the last one for ever. */
function scripted(...sizes: number[]): Gauge {
  const now = (): MemoryReading => {
    const size = sizes.length > 1 ? sizes.shift() : sizes[0];
    return { kind: "unreclaimable", measured: bytes(size ?? 0), fileBacked: bytes(0), processes: 1 };
  };
  return { now, peak: now };
}

describe("the peak meter", () => {
  it("keeps the highest sample", () => {
    const meter = new PeakMeter(scripted(10, 30, 20));
    expect(meter.peak).toBe(0);
    expect([meter.now, meter.now, meter.now]).toEqual([10, 30, 20]);
    expect(meter.peak).toBe(30);
  });

  it("samples on a timer between start and stop, with a first and a last sample of its own", async () => {
    const seen: number[] = [];
    const meter = new PeakMeter(scripted(1, 2, 9, 4), {
      intervalMs: 1,
      onSample: ({ measured }) => seen.push(measured),
    });
    meter.start();
    meter.start();
    expect(seen).toEqual([1]);
    while (seen.length < 3) await new Promise((resolve) => setTimeout(resolve, 1));
    meter.stop();
    const count = seen.length;
    expect(count).toBeGreaterThanOrEqual(4);
    meter.stop();
    meter[Symbol.dispose]();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(seen).toHaveLength(count);
    expect(meter.peak).toBe(9);
  });

  it("stops at the end of a scope and does not keep Node alive", () => {
    const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    {
      using meter = new PeakMeter(scripted(1));
      meter.start();
      expect(process.getActiveResourcesInfo().filter((name) => name === "Timeout")).toHaveLength(before);
    }
  });
});

it("has an allocator that does nothing", () => {
  noAllocator.tune(bytes(1));
  noAllocator.trim();
  expect(noAllocator.settings).toEqual([]);
});
