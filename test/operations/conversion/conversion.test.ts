/**
 * libvips' conversions: where pixels are, which bands there are, what format they have, and how pictures are blended.
 * Not here: the cases themselves; each family has a table of its own.
 * Read next: test/operations/conversion/place-cases.ts.
 */
import { testCases, testCoverage } from "../case-tests.ts";
import { alphaCases } from "./alpha-cases.ts";
import { bandCases } from "./band-cases.ts";
import { blendCases } from "./blend-cases.ts";
import { choiceCases } from "./choice-cases.ts";
import { foldCases } from "./fold-cases.ts";
import { formatCases } from "./format-cases.ts";
import { joinCases } from "./join-cases.ts";
import { placeCases } from "./place-cases.ts";
import { toneCases } from "./tone-cases.ts";
import { turnCases } from "./turn-cases.ts";

const names = `
  addalpha arrayjoin autorot bandbool bandfold bandjoin bandjoin_const bandmean bandrank bandunfold byteswap cache case
  cast composite composite2 copy crop embed extract_area extract_band falsecolour flatten flip gamma gravity grid
  ifthenelse insert join linecache msb premultiply recomb replicate rot rot45 scale sequential smartcrop subsample switch
  tilecache transpose3d unpremultiply wrap zoom`;

const cases = [
  ...placeCases,
  ...joinCases,
  ...turnCases,
  ...foldCases,
  ...formatCases,
  ...toneCases,
  ...bandCases,
  ...alphaCases,
  ...choiceCases,
  ...blendCases,
];

testCoverage(cases, names.trim().split(/\s+/));
testCases(cases);
