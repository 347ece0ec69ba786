/**
 * libvips' colours by ICC profiles and by gain maps.
 * Not here: conversions by formula (colour.test.ts), or the cases themselves, which have tables of their own.
 * Read next: test/operations/colour/profile-cases.ts.
 */
import { testCases, testCoverage } from "../case-tests.ts";
import { hdrCases } from "./hdr-cases.ts";
import { profileCases } from "./profile-cases.ts";

const names = ["CMYK2XYZ", "XYZ2CMYK", "icc_export", "icc_import", "icc_transform", "profile_load", "uhdr2scRGB"];
const cases = [...profileCases, ...hdrCases];

testCoverage(cases, names);
testCases(cases);
