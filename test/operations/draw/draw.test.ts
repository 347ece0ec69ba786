/**
 * Drawing on pictures, judged by which pixels are set, and that the picture given stays as it was.
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
