/**
 * libvips' colours: conversions between spaces, codings of them, distances, and ICC profiles.
 * Not here: the cases themselves; each family has a table of its own.
 * Read next: test/operations/colour-space-cases.ts.
 */
import { testCases, testCoverage } from "./case-tests.ts";
import { codingCases } from "./colour-coding-cases.ts";
import { differenceCases } from "./colour-difference-cases.ts";
import { hdrCases } from "./colour-hdr-cases.ts";
import { profileCases } from "./colour-profile-cases.ts";
import { routeCases } from "./colour-route-cases.ts";
import { spaceCases } from "./colour-space-cases.ts";

const names = `
  CMC2LCh CMYK2XYZ HSV2sRGB LCh2CMC LCh2Lab Lab2LCh Lab2LabQ Lab2LabS Lab2XYZ LabQ2Lab LabQ2LabS LabQ2sRGB LabS2Lab
  LabS2LabQ Oklab2Oklch Oklab2XYZ Oklch2Oklab XYZ2CMYK XYZ2Lab XYZ2Oklab XYZ2Yxy XYZ2scRGB Yxy2XYZ colourspace dE00 dE76
  dECMC float2rad icc_export icc_import icc_transform profile_load rad2float sRGB2HSV sRGB2scRGB scRGB2BW scRGB2XYZ
  scRGB2sRGB uhdr2scRGB`;

const cases = [...spaceCases, ...codingCases, ...differenceCases, ...routeCases, ...profileCases, ...hdrCases];

testCoverage(cases, names.trim().split(/\s+/));
testCases(cases);
