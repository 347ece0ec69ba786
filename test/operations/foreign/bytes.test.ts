/**
 * Saving to bytes and loading them, by libvips itself and by recipes. Both must give the same.
 * Not here: files and streams (foreign.test.ts).
 * Read next: test/operations/foreign/cases.ts.
 */
import { testCases } from "../case-tests.ts";
import { foreignCases } from "./cases.ts";

testCases(foreignCases);
