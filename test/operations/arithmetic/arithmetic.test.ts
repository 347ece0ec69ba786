/**
 * libvips' arithmetic: sums and functions of samples, complex numbers, statistics, projections and histograms.
 * Not here: the cases themselves; each family has a table of its own.
 * Read next: test/operations/arithmetic/unary-cases.ts.
 */

import { testCases, testCoverage } from "../case-tests.ts";
import { complexCases } from "./complex-cases.ts";
import { constantCases } from "./constant-cases.ts";
import { histogramCases } from "./histogram-cases.ts";
import { pairCases } from "./pair-cases.ts";
import { statisticsCases } from "./statistics-cases.ts";
import { sumCases } from "./sum-cases.ts";
import { unaryCases } from "./unary-cases.ts";

const names = `
  abs add avg boolean boolean_const clamp complex complex2 complexform complexget deviate divide find_trim getpoint
  hist_find hist_find_indexed hist_find_ndim hough_circle hough_line invert linear math math2 math2_const max maxpair
  measure min minpair multiply profile project relational relational_const remainder remainder_const round sign stats
  subtract sum`;

const cases = [
  ...unaryCases,
  ...pairCases,
  ...constantCases,
  ...complexCases,
  ...sumCases,
  ...statisticsCases,
  ...histogramCases,
];

testCoverage(cases, names.trim().split(/\s+/));
testCases(cases);
