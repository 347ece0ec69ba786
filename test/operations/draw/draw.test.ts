/**
 * Drawing on pictures, judged by the pixels that are set, and that the input picture does not change.
 * Not here: the cases (draw-cases, paint-cases).
 * Read next: test/operations/draw/cases.ts.
 */
import { testCases, testCoverage } from "../case-tests.ts";
import { drawCases } from "./cases.ts";
import { paintCases } from "./paint-cases.ts";

const cases = [...drawCases, ...paintCases];
const shapes = ["draw_circle", "draw_flood", "draw_line", "draw_rect"];

testCoverage(cases, [...shapes, "draw_image", "draw_mask", "draw_smudge"]);
testCases(cases);
