/**
 * Joining pictures, and libvips' calculations with matrices, which are in the same group.
 * Not here: the cases (mosaic-cases, mosaic-file-cases, algebra-cases).
 * Read next: test/operations/mosaicing/mosaic-cases.ts.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { algebraCases } from "../algebra-cases.ts";
import type { OperationCase } from "../case.ts";
import { testCases, testCoverage } from "../case-tests.ts";
import { runCase } from "../run-case.ts";
import { expectSameInPublic } from "../run-public.ts";
import { mergeCases, mosaicCases } from "./mosaic-cases.ts";
import { mosaicFileCases } from "./mosaic-file-cases.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-mosaic-"));
afterAll(() => rmSync(folder, { recursive: true }));

const cases = [...mergeCases, ...algebraCases];
const fileCases = mosaicFileCases(folder);
const together = ["globalbalance", "match", "merge", "mosaic", "mosaic1", "remosaic"];

testCoverage([...cases, ...mosaicCases, ...fileCases], [...together, "matrixinvert", "matrixmultiply"]);
testCases(cases);

async function run(one: OperationCase): Promise<void> {
  if (one.fails === undefined) return await one.judge(await runCase(one));
  await expect(runCase(one)).rejects.toThrow(one.fails);
}

describe("mosaic", () => {
  for (const one of mosaicCases) test(one.about, () => run(one));

  test("gives the same as a recipe", async () => {
    const [first] = mosaicCases;
    if (first !== undefined) await expectSameInPublic(first, await runCase(first));
  });
});

/** Only libvips itself can do these: a recipe has no history with the names of files. */
describe("what was put together from files", () => {
  for (const one of fileCases) test(`${one.operation}: ${one.about}`, () => run(one));
});
