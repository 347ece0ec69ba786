/**
 * Frequencies: what works in the bundled library without a Fourier transform, and how it refuses the rest.
 * Not here: the cases (frequency-cases).
 * Read next: test/operations/frequency/cases.ts.
 */
import { describe, expect, test } from "vitest";
import { UnsupportedError } from "../../../src/core/errors.ts";
import { callForImage } from "../../../src/native/operation/call.ts";
import { hasOperation } from "../../../src/native/operation/introspect.ts";
import { testCases, testCoverage } from "../case-tests.ts";
import { missingTransformCases, spectrumCases } from "./cases.ts";

/** Another libvips, chosen by SLUICE_LIBVIPS, may have been built with one. */
const hasTransform = hasOperation("fwfft");
const cases = hasTransform ? spectrumCases : [...spectrumCases, ...missingTransformCases];

testCoverage([...spectrumCases, ...missingTransformCases], ["freqmult", "phasecor", "spectrum"]);
testCases(cases);

describe.skipIf(hasTransform)("the transforms themselves", () => {
  test.each(["fwfft", "invfft"])("%s is missing, and an error says how to get it", (name) => {
    using black = callForImage("black", { width: 8, height: 8 });
    const call = () => callForImage(name, { in: black });
    expect(call).toThrow(UnsupportedError);
    expect(call).toThrow(`has no operation "${name}"`);
    try {
      call();
    } catch (error) {
      expect((error as UnsupportedError).cure).toContain("SLUICE_LIBVIPS");
    }
  });
});
