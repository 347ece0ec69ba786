/**
 * libvips' operations on histograms and look-up tables, judged by counting.
 * Not here: the cases, or computing histograms (arithmetic.test.ts).
 * Read next: test/operations/histogram/cases.ts.
 */
import { testCases, testCoverage } from "../case-tests.ts";
import { neighbourhoodCases } from "../morphology/neighbourhood-cases.ts";
import { histogramCases } from "./cases.ts";
import { lookupCases } from "./lookup-cases.ts";

const cases = [...histogramCases, ...lookupCases, ...neighbourhoodCases];
const ofHistograms = ["hist_cum", "hist_entropy", "hist_ismonotonic", "hist_match", "hist_norm", "hist_plot"];
const ofPictures = ["case", "hist_equal", "hist_local", "maplut", "percent", "stdif"];

testCoverage(cases, [...ofHistograms, ...ofPictures]);
testCases(cases);
