/**
 * libvips' arithmetic: sums and functions of samples, complex numbers, statistics, projections and histograms.
 * Not here: the cases themselves; each family has a table of its own.
 * Read next: test/operations/arithmetic-unary-cases.ts.
 */
import { complexCases } from "./arithmetic-complex-cases.ts";
import { constantCases } from "./arithmetic-constant-cases.ts";
import { pairCases } from "./arithmetic-pair-cases.ts";
import { unaryCases } from "./arithmetic-unary-cases.ts";
import { testCases } from "./case-tests.ts";

testCases([...unaryCases, ...pairCases, ...constantCases, ...complexCases]);
