/**
 * The output formats by name and ending, and encoding options out of range.
 * Not here: what encoders make of the options (test/thumb/outputs.process.test).
 * Read next: src/graph/output/encoding.ts.
 */
import { describe, expect, test } from "vitest";
import { checkEncodeOptions } from "../../../src/graph/output/check-options.ts";
import {
  endingOf,
  formatNamed,
  type OutputFormat,
  outputFormat,
  outputFormats,
} from "../../../src/graph/output/encoding.ts";
import type { EncodeOptions } from "../../../src/graph/output/format-options.generated.ts";

describe("formats", () => {
  test.each([
    ["jpg", "jpeg"],
    [".jpeg", "jpeg"],
    [".JPE", "jpeg"],
    ["jfif", "jpeg"],
    [".Png", "png"],
    ["webp", "webp"],
    ["avif", "avif"],
    ["gif", "gif"],
    ["tif", "tiff"],
    [".TIFF", "tiff"],
  ])("%s is %s", (name, format) => {
    expect(formatNamed(name)).toBe(format);
    expect(outputFormat(name)).toBe(format);
  });

  test.each(["", ".", "bmp", "heic", "jpg2", "constructor", "toString", "..jpg"])("%j is none", (name) => {
    expect(formatNamed(name)).toBeUndefined();
    expect(() => outputFormat(name)).toThrow(expect.objectContaining({ tag: "usage" }));
  });

  test("have an ending that leads back to them", () => {
    expect(outputFormats.map((format) => formatNamed(endingOf(format)))).toEqual(outputFormats);
  });
});

/** One that has the option. */
const formatFor = (options: object): OutputFormat => ("effort" in options ? "png" : "jpeg");

describe("options", () => {
  test.each([
    {},
    { quality: 1 },
    { quality: 100 },
    { effort: 0 },
    { effort: 10 },
    { keep: "all" },
    { keep: "none" },
    { keep: [] },
  ])("%j pass", (options) => {
    expect(() => checkEncodeOptions(formatFor(options), options as EncodeOptions)).not.toThrow();
  });

  test.each([
    { quality: 0 },
    { quality: 101 },
    { quality: 80.5 },
    { quality: Number.NaN },
    { quality: "80" },
    { effort: -1 },
    { effort: 11 },
    { keep: ["gps"] },
    { keep: ["exif", "all"] },
    { keep: "exif" },
    { background: [1, 2] },
    { background: [256] },
  ])("%j are refused", (options) => {
    expect(() => checkEncodeOptions(formatFor(options), options as unknown as EncodeOptions)).toThrow(
      expect.objectContaining({ tag: "usage", cure: expect.stringMatching(/\.$/) }),
    );
  });
});
