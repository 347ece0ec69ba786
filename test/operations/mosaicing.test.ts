/**
 * Putting pictures together, and the calculations with matrices that libvips keeps beside it.
 * Not here: the cases (mosaic-cases, mosaic-file-cases, algebra-cases).
 * Read next: test/operations/mosaic-cases.ts.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { algebraCases } from "./algebra-cases.ts";
import { testCases, testCoverage } from "./case-tests.ts";
import { mosaicCases } from "./mosaic-cases.ts";
import { mosaicFileCases } from "./mosaic-file-cases.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-mosaic-"));
afterAll(() => rmSync(folder, { recursive: true }));

const cases = [...mosaicCases, ...mosaicFileCases(folder), ...algebraCases];
const together = ["globalbalance", "match", "merge", "mosaic", "mosaic1", "remosaic"];

testCoverage(cases, [...together, "matrixinvert", "matrixmultiply"]);
testCases(cases);
