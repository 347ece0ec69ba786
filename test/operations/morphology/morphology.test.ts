/**
 * Filters of libvips that compare neighbours, and the counting and growing of areas, judged pixel by pixel.
 * Not here: the cases (morphology-cases), or filters that add neighbours up (convolution.test.ts).
 * Read next: test/operations/morphology/cases.ts.
 */
import { testCases, testCoverage } from "../case-tests.ts";
import { morphologyCases } from "./cases.ts";

testCoverage(morphologyCases, ["countlines", "fill_nearest", "labelregions", "morph", "rank"]);
testCases(morphologyCases);
