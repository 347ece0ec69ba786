/**
 * The pictures, tables and matrices that libvips makes from numbers alone, judged by their formulas.
 * Not here: the cases, one file a family.
 * Read next: test/operations/create/pattern-cases.ts, test/operations/create/noise-cases.ts.
 */
import { testCases, testCoverage } from "../case-tests.ts";
import { maskCases } from "../convolution/mask-cases.ts";
import { matrixCases } from "../histogram/matrix-cases.ts";
import { tableCases } from "../histogram/table-cases.ts";
import { noiseCases } from "./noise-cases.ts";
import { patternCases } from "./pattern-cases.ts";
import { textCases } from "./text-cases.ts";

const cases = [...patternCases, ...tableCases, ...matrixCases, ...maskCases, ...noiseCases, ...textCases];
const patterns = ["black", "eye", "grey", "sdf", "sines", "xyz", "zone"];
const tables = ["buildlut", "gaussmat", "identity", "invertlut", "logmat", "tonelut"];
const masks = ["ideal", "gaussian", "butterworth"].flatMap((name) =>
  ["", "_ring", "_band"].map((kind) => `mask_${name}${kind}`),
);
const byChance = ["fractsurf", "gaussnoise", "perlin", "worley"];

testCoverage(cases, [...patterns, ...tables, ...masks, "mask_fractal", ...byChance, "text"]);
testCases(cases);
