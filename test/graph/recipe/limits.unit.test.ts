/**
 * The limits of inputs: defaults, and names that there are not, or not any more.
 * Not here: files beyond them (test/thumb, test/run/source).
 * Read next: src/graph/recipe/limits.ts.
 */
import { expect, test } from "vitest";
import { defaultInputLimits, inputLimits } from "../../../src/graph/recipe/limits.ts";

test("what is not given is the default", () => {
  expect(inputLimits()).toEqual(defaultInputLimits);
  expect(inputLimits({ maxScans: 5 })).toEqual({ ...defaultInputLimits, maxScans: 5 });
});

test.each([
  ["pixels", "maxPixels"],
  ["frames", "maxFrames"],
  ["scans", "maxScans"],
  ["drawing", "maxDrawingBytes"],
])("the former name %s is refused with the new one", (former, now) => {
  expect(() => inputLimits({ [former]: 5 })).toThrow(
    expect.objectContaining({ tag: "usage", message: `there is no limit "${former}"`, cure: `It is called ${now}.` }),
  );
});

test("a name that there never was is refused with those that there are", () => {
  expect(() => inputLimits({ scanns: 5 } as object)).toThrow(
    expect.objectContaining({ tag: "usage", cure: expect.stringContaining("maxScans") }),
  );
});
