/**
 * libvips' colours: conversions between spaces, codings of them, and distances.
 * Not here: ICC profiles and gain maps (colour-profile.test.ts), or the cases themselves, which have tables of their own.
 * Read next: test/operations/colour/space-cases.ts.
 */
import { testCases, testCoverage } from "../case-tests.ts";
import { codingCases } from "./coding-cases.ts";
import { differenceCases } from "./difference-cases.ts";
import { routeCases } from "./route-cases.ts";
import { spaceCases } from "./space-cases.ts";
import { stepCases } from "./step-cases.ts";

const names = `
  CMC2LCh HSV2sRGB LCh2CMC LCh2Lab Lab2LCh Lab2LabQ Lab2LabS Lab2XYZ LabQ2Lab LabQ2LabS LabQ2sRGB LabS2Lab LabS2LabQ
  Oklab2Oklch Oklab2XYZ Oklch2Oklab XYZ2Lab XYZ2Oklab XYZ2Yxy XYZ2scRGB Yxy2XYZ colourspace dE00 dE76 dECMC float2rad
  rad2float sRGB2HSV sRGB2scRGB scRGB2BW scRGB2XYZ scRGB2sRGB`;

const cases = [...spaceCases, ...stepCases, ...codingCases, ...differenceCases, ...routeCases];

testCoverage(cases, names.trim().split(/\s+/));
testCases(cases);
