import { testCases, testCoverage } from "./case-tests.ts";
import { reduceCases } from "./reduce-cases.ts";
import { transformCases } from "./transform-cases.ts";

const cases = [...reduceCases, ...transformCases];
testCoverage(cases, []);
testCases(cases);
