/**
 * libvips' conversions: where pixels are, which bands there are, what format they have, and how pictures are blended.
 * Not here: the cases themselves; each family has a table of its own.
 * Read next: test/operations/conversion-place-cases.ts.
 */
import { testCases } from "./case-tests.ts";
import { formatCases } from "./conversion-format-cases.ts";
import { placeCases } from "./conversion-place-cases.ts";
import { turnCases } from "./conversion-turn-cases.ts";

testCases([...placeCases, ...turnCases, ...formatCases]);
