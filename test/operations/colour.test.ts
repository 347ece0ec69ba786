/**
 * libvips' colours: conversions between spaces, codings of them, distances, and ICC profiles.
 * Not here: the cases themselves; each family has a table of its own.
 * Read next: test/operations/colour-space-cases.ts.
 */
import { testCases } from "./case-tests.ts";
import { codingCases } from "./colour-coding-cases.ts";
import { differenceCases } from "./colour-difference-cases.ts";
import { spaceCases } from "./colour-space-cases.ts";

testCases([...spaceCases, ...codingCases, ...differenceCases]);
