/**
 * An explanation as JSON: nothing lost, and the keys in one order however the object was made.
 * Not here: the command's lines (test/cli/tasks/explain.process.test).
 * Read next: src/report/json.ts.
 */
import { expect, test } from "vitest";
import { explanationJson } from "../../src/report/json.ts";
import { measuredThumb, refusedScan } from "./explanations.ts";

/** The same object with all keys the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reversed(each)]),
  );
}

test("holds the whole explanation", () => {
  for (const explanation of [measuredThumb, refusedScan]) {
    expect(JSON.parse(explanationJson(explanation))).toEqual(explanation);
  }
});

test("has one order of keys, on one line", () => {
  const text = explanationJson(refusedScan);
  expect(explanationJson(reversed(refusedScan) as typeof refusedScan)).toBe(text);
  expect(text).not.toContain("\n");
  expect(Object.keys(JSON.parse(text))).toEqual([
    ...["inputs", "steps", "output", "threads", "allowed", "process", "projected", "scratch"],
    ...["stages", "choices", "refusal"],
  ]);
});

test("keeps keys that are new to it, after the others", () => {
  const text = explanationJson({ ...measuredThumb, zeal: 1, brand: 2 } as typeof measuredThumb);
  expect(Object.keys(JSON.parse(text)).slice(-3)).toEqual(["run", "brand", "zeal"]);
});
