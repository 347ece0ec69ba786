import { testCases, testCoverage } from "./case-tests.ts";
import { maskCases } from "./mask-cases.ts";
import { patternCases } from "./pattern-cases.ts";
import { tableCases } from "./table-cases.ts";

testCoverage(maskCases, []);
testCases([...maskCases, ...patternCases, ...tableCases]);
