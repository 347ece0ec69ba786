/**
 * The convolutions, blurs, edge detectors and correlations of libvips, judged by sums written out.
 * Not here: the sums (convolution-reference), or filters that rank instead of adding (morphology.test.ts).
 * Read next: test/operations/convolution/cases.ts.
 */
import { approximateCases } from "../approximate-cases.ts";
import { testCases, testCoverage } from "../case-tests.ts";
import { convolutionCases } from "./cases.ts";
import { correlationCases } from "./correlation-cases.ts";
import { edgeCases } from "./edge-cases.ts";

const cases = [...convolutionCases, ...approximateCases, ...edgeCases, ...correlationCases];
const exact = ["conv", "convi", "convf", "convsep", "compass"];
const approximate = ["conva", "convasep"];
const edges = ["canny", "gaussblur", "prewitt", "scharr", "sharpen", "sobel"];

testCoverage(cases, [...exact, ...approximate, ...edges, "fastcor", "spcor"]);
testCases(cases);
