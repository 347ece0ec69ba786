/**
 * Gathering a run into a page's data: order, outcomes, what was measured alone, and bounded memory.
 * Not here: the page (test/report/html/page.unit.test), or real runs (test/cli/tasks/report.process.test).
 * Read next: src/report/html/page-collector.ts.
 */
import { describe, expect, test } from "vitest";
import type { BatchEvent, DoneEvent } from "../../../src/batch/events.ts";
import { BudgetError, DecodeError } from "../../../src/core/errors.ts";
import { PageCollector } from "../../../src/report/html/page-collector.ts";
import { SampleLog } from "../../../src/report/html/sample-log.ts";
import { measuredThumb, megabytes, refusedScan, thumb } from "../explanations.ts";

/** A collector whose clock the test sets. */
function collecting(inputs: readonly string[]): { collector: PageCollector; at: (ms: number) => PageCollector } {
  let now = 1000;
  const outputs = new Map(inputs.map((input) => [input, `out/${input}`]));
  const collector = new PageCollector(outputs, () => now);
  return {
    collector,
    at: (ms) => {
      now = 1000 + ms;
      return collector;
    },
  };
}

function done(input: string, elapsedMs: number, more: Partial<DoneEvent["result"]> = {}): DoneEvent {
  const run = { elapsedMs, peak: megabytes(50), samples: measuredThumb.run?.samples ?? [] };
  return {
    ...{ kind: "done", input, pixels: 1e6, elapsedMs },
    result: {
      ...{ path: `out/${input}`, format: "jpeg", width: 10, height: 10, sizeBytes: 321, projected: 0, warnings: [] },
      explanation: { ...measuredThumb, run },
      ...more,
    },
  };
}

describe("images", () => {
  test("come in the order of the inputs, with their outcomes and reasons", () => {
    const { collector, at } = collecting(["a", "b", "c", "d", "e"]);
    const cure = "Do something.";
    const refusal = new BudgetError("too large", { cure, asked: 9, free: 1, needed: 9, terms: [] });
    const events: BatchEvent[] = [
      { kind: "planned", total: 5 },
      { kind: "failed", input: "d", error: new DecodeError("it is broken", { cure }), elapsedMs: 3 },
      { kind: "failed", input: "c", error: refusal },
      { kind: "skipped", input: "e", reason: "exists" },
      done("b", 5, { warnings: ["one", "two"] }),
      done("a", 4),
    ];
    for (const [index, event] of events.entries()) at(100 * index).event(event);
    collector.explain("c", refusedScan);
    expect(collector.images).toMatchObject([
      { input: "a", outcome: "ok", output: "out/a", sizeBytes: 321, startedMs: 496, elapsedMs: 4 },
      { input: "b", outcome: "degraded", reason: "one; two" },
      { input: "c", outcome: "refused", reason: "too large. Do something.", projected: refusedScan.projected },
      { input: "d", outcome: "failed", reason: "it is broken. Do something.", startedMs: 97, elapsedMs: 3 },
      { input: "e", outcome: "skipped", reason: "the output exists" },
    ]);
    expect(collector.images[2]?.explanation?.refusal).toEqual(refusedScan.refusal);
  });

  test("that ran alone keep what their stages measured; those that overlapped do not", () => {
    const { collector, at } = collecting(["a", "b", "c", "d"]);
    at(100).event(done("a", 100));
    at(300).event(done("b", 150));
    at(320).event(done("c", 100));
    at(500).event(done("d", 100));
    const [a, b, c, d] = collector.images;
    for (const alone of [a, d]) {
      expect(alone?.measured).toBe(3_900_000);
      expect(alone?.explanation?.run?.elapsedMs).toBe(100);
      expect(alone?.shared).toBeUndefined();
    }
    for (const beside of [b, c]) {
      expect(beside).toMatchObject({ shared: true, projected: measuredThumb.projected });
      expect(beside?.measured).toBeUndefined();
      expect(JSON.stringify(beside?.explanation)).not.toContain("measured");
      expect(beside?.explanation?.run).toBeUndefined();
    }
  });

  test("that were only planned are so, or refused", () => {
    const { collector } = collecting(["a", "b"]);
    collector.explain("a", thumb);
    collector.explain("b", refusedScan);
    expect(collector.images.map(({ outcome }) => outcome)).toEqual(["planned", "refused"]);
  });

  test("are held with the plans of the largest only, and with few readings", () => {
    const inputs = Array.from({ length: 3000 }, (_, index) => `${index}`);
    const { collector, at } = collecting(inputs);
    const samples = Array.from({ length: 4000 }, (_, ms): [number, number] => [ms, 1e6]);
    for (const [index, input] of inputs.entries()) {
      const run = { elapsedMs: 1, peak: megabytes(50), samples };
      const explanation = { ...measuredThumb, projected: megabytes(1 + ((index * 7919) % 3000)), run };
      at(index * 10).event(done(input, 1, { explanation }));
    }
    const { images } = collector;
    const held = images.filter(({ explanation }) => explanation !== undefined);
    expect(images).toHaveLength(3000);
    expect(held.length).toBeLessThan(400);
    const largest = images.toSorted((a, b) => (b.projected ?? 0) - (a.projected ?? 0)).slice(0, 200);
    expect(largest.every(({ explanation }) => explanation !== undefined)).toBe(true);
    expect(held[0]?.explanation?.run?.samples.length).toBeLessThanOrEqual(200);
  });
});

test("readings stay few, in order, and with every peak, however long it takes", () => {
  const log = new SampleLog();
  for (let ms = 0; ms < 100_000; ms += 1) log.add([ms, ms === 77_777 ? 9000 : ms % 100, ms === 77_778 ? 9500 : 200]);
  const { samples } = log;
  expect(samples.length).toBeLessThanOrEqual(4000);
  expect(samples.length).toBeGreaterThan(1500);
  expect(samples.some(([, measured, reserved]) => measured === 9000 && reserved === 9500)).toBe(true);
  expect(samples.every(([ms], index) => index === 0 || ms > (samples[index - 1]?.[0] ?? 0))).toBe(true);
  expect(samples.at(-1)?.[0]).toBeGreaterThan(99_000);
});
