/**
 * Rounds of kernels that fail, are left, or go well: no thread, object or reservation stays.
 * Not here: what errors say (test/run/kernel/failures.test.ts).
 * Read next: src/run/kernel/work.ts.
 */
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { budget, configure, Image, KernelError, kernel } from "../../../src/index.ts";
import { nativeCounts } from "../../support/child/native-counts.ts";

configure({ memory: "1GB", threads: 2 });
const module = (name?: string) => kernel(new URL("kernels.mjs", import.meta.url), name);
const source = Image.xyz(2000, 1500).band(0).remainder([256]).cast("uchar");

async function failureOf(run: Promise<unknown>): Promise<KernelError> {
  const error = await run.then(
    () => new Error("it did not fail"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof KernelError) return error;
  throw error;
}

afterEach(async () => {
  expect((await budget()).reserved).toBe(0);
});

test("nothing is left of runs that failed, were left, or went well", async () => {
  // Two threads of a kind stay; more would be started in each round.
  const one = { workers: 1 };
  const round = async (): Promise<void> => {
    await source.map(module(), one).avg();
    await failureOf(source.map(module("throws"), one).map(module(), one).avg());
    for await (const _ of source.map(module(), one).map(module(), one).strips()) break;
    await source.fold({ start: () => 0, step: (value) => value });
  };
  await round();
  await pause(300);
  const before = nativeCounts();
  for (let turn = 0; turn < 2; turn += 1) await round();
  await pause(300);
  expect(nativeCounts()).toEqual(before);
});
