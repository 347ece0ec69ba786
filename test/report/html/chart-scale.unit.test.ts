/**
 * The arithmetic of the chart: no peak is lost, and axes have round numbers.
 * Not here: the drawing (test/report/html/page.unit.test).
 * Read next: src/report/html/chart-scale.ts.
 */
import { describe, expect, test } from "vitest";
import { axisFor, thinned, ticks, timeTicks } from "../../../src/report/html/chart-scale.ts";
import type { Sample } from "../../../src/report/page-data.ts";

test("thinning keeps every peak and the most that was reserved around it", () => {
  const samples = Array.from(
    { length: 10_000 },
    (_, ms): Sample => [ms, ms === 4321 ? 900 : 100, ms === 4322 ? 990 : 500],
  );
  const thin = thinned(samples, 300);
  expect(thin).toHaveLength(300);
  expect(thin).toContainEqual([4321, 900, 990]);
  expect(thin.map(([ms]) => ms)).toEqual(thin.map(([ms]) => ms).toSorted((a, b) => a - b));
  expect(thinned(samples.slice(0, 5), 300)).toHaveLength(5);
});

describe("round numbers", () => {
  test.each([
    [256e6, [0, 100e6, 200e6]],
    [41e6, [0, 20e6, 40e6]],
    [1, [0, 0.5, 1]],
    [0, [0]],
  ])("up to %d", (max, expected) => {
    expect(ticks(max, 4)).toEqual(expected);
  });

  test.each([
    [390, ["0", "100 ms", "200 ms", "300 ms"]],
    [2400, ["0", "0.5 s", "1 s", "1.5 s", "2 s"]],
    [400_000, ["0", "2 min", "4 min", "6 min"]],
    [9 * 3_600_000, ["0", "2 h", "4 h", "6 h", "8 h"]],
  ])("of time, up to %d ms", (durationMs, labels) => {
    expect(timeTicks(durationMs).map(({ label }) => label)).toEqual(labels);
  });
});

test("a budget far beyond what is used is not on the axis", () => {
  expect(axisFor(100, 200)).toMatchObject({ showsAllowed: true });
  expect(axisFor(100, 200).top).toBeGreaterThan(200);
  expect(axisFor(100, 20_000)).toMatchObject({ showsAllowed: false });
  expect(axisFor(100, 20_000).top).toBeLessThan(120);
});
