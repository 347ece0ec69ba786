/**
 * At least one call for each kind of argument and of result, judged by arithmetic in this file.
 * Not here: sources, targets, files and encoded bytes (operation-foreign.test.ts), or refusals
 * (operation-errors.test.ts).
 * Read next: src/native/operation/call.ts, src/native/object/gvalue.ts.
 */
import { describe, expect, test } from "vitest";
import { call, callForImage } from "../../../src/native/operation/call.ts";
import { flat, image, imageOf, samplesOf } from "../../support/picture/native-images.ts";

describe("images", () => {
  test("image in and out: invert gives 255 - x", () => {
    using input = imageOf({ width: 3, height: 1 }, [0, 100, 255]);
    using out = callForImage("invert", { in: input });
    expect(samplesOf(out)).toEqual([255, 155, 0]);
  });

  test("two images: subtract", () => {
    using left = imageOf({ width: 2, height: 1 }, [10, 20]);
    using right = imageOf({ width: 2, height: 1 }, [3, 30]);
    using out = callForImage("subtract", { left, right });
    expect(out.format).toBe("short");
    using wide = callForImage("cast", { in: out, format: "int" });
    expect(samplesOf(wide)).toEqual([7, -10]);
  });

  test("an array of images: bandjoin interleaves, arrayjoin lays side by side", () => {
    using first = imageOf({ width: 2, height: 1 }, [1, 2]);
    using second = imageOf({ width: 2, height: 1 }, [11, 12]);
    using bands = callForImage("bandjoin", { in: [first, second] });
    expect([bands.width, bands.height, bands.bands]).toEqual([2, 1, 2]);
    expect(samplesOf(bands)).toEqual([1, 11, 2, 12]);
    using grid = callForImage("arrayjoin", { in: [first, second, first, second], across: 2 });
    expect([grid.width, grid.height, grid.bands]).toEqual([4, 2, 1]);
    expect(samplesOf(grid)).toEqual([1, 2, 11, 12, 1, 2, 11, 12]);
  });

  test("several images out: profile gives the first set pixel of each column and row", () => {
    using input = imageOf({ width: 2, height: 3 }, [0, 0, 0, 9, 7, 0]);
    const results = call("profile", { in: input });
    using columns = image(results, "columns");
    using rows = image(results, "rows");
    expect(samplesOf(columns)).toEqual([2, 1]);
    expect(samplesOf(rows)).toEqual([2, 1, 0]);
  });

  test("an image drawn on: the result is a copy, the input stays as it was", () => {
    using input = flat({ width: 4, height: 3 }, 5);
    const box = { left: 1, top: 1, width: 2, height: 1, fill: true };
    using out = callForImage("draw_rect", { image: input, ink: [200], ...box });
    expect(samplesOf(out)).toEqual([5, 5, 5, 5, 5, 200, 200, 5, 5, 5, 5, 5]);
    expect(samplesOf(input)).toEqual(new Array(12).fill(5));
  });

  test("an image drawn on, with further results: draw_flood gives the filled box", () => {
    using input = imageOf({ width: 4, height: 1 }, [1, 7, 7, 1]);
    const { left, top, width, height, ...rest } = call("draw_flood", {
      image: input,
      ink: 9,
      x: 2,
      y: 0,
      equal: true,
    });
    using out = image(rest);
    expect([left, top, width, height]).toEqual([1, 0, 2, 1]);
    expect(samplesOf(out)).toEqual([1, 9, 9, 1]);
  });
});

describe("numbers", () => {
  test("whole numbers: extract_area takes its rectangle", () => {
    using input = imageOf({ width: 3, height: 2 }, [1, 2, 3, 4, 5, 6]);
    using out = callForImage("extract_area", { input, left: 1, top: 0, width: 2, height: 2 });
    expect(samplesOf(out)).toEqual([2, 3, 5, 6]);
    using crop = callForImage("crop", { input, left: 2, top: 1, width: 1, height: 1 });
    expect(samplesOf(crop)).toEqual([6]);
  });

  test("a number in: gamma with exponent 0.5 is max * sqrt(x / max)", () => {
    using input = imageOf({ width: 3, height: 1 }, [0, 64, 255]);
    using out = callForImage("gamma", { in: input, exponent: 0.5 });
    // 255 * (64 / 255) ** (1 / 0.5) = 16.06, and libvips truncates.
    expect(samplesOf(out)).toEqual([0, 16, 255]);
  });

  test("a number out: avg is the mean over pixels and bands", () => {
    using input = imageOf({ width: 2, height: 1, bands: 2, format: "double" }, [1, 2, 3, 4.5]);
    expect(call("avg", { in: input })).toEqual({ out: 2.625 });
  });

  test("an array of numbers in: linear gives a * x + b, a number standing for an array of one", () => {
    using input = imageOf({ width: 2, height: 1, bands: 2 }, [10, 20, 30, 40]);
    using out = callForImage("linear", { in: input, a: [2, 0.5], b: [1, -1] });
    expect(out.format).toBe("float");
    expect(samplesOf(out)).toEqual([21, 9, 61, 19]);
    using same = callForImage("linear", { in: input, a: 3, b: 0 });
    expect(samplesOf(same)).toEqual([30, 60, 90, 120]);
  });

  test("arrays of numbers and whole numbers out: max gives the largest values and where they are", () => {
    using input = imageOf({ width: 3, height: 2 }, [1, 9, 3, 4, 5, 8]);
    const { out_array, x_array, y_array, ...first } = call("max", { in: input, size: 2 });
    expect(first).toEqual({ out: 9, x: 1, y: 0 });
    // Smallest first.
    expect({ out_array, x_array, y_array }).toEqual({ out_array: [8, 9], x_array: [2, 1], y_array: [1, 0] });
  });

  test("an array of whole numbers in: composite's modes and positions, affine's output area", () => {
    using row = imageOf({ width: 3, height: 1, bands: 4 }, new Array(3).fill([10, 20, 30, 255]).flat());
    using pixel = imageOf({ width: 1, height: 1, bands: 4 }, [200, 100, 50, 255]);
    using base = callForImage("copy", { in: row, interpretation: "srgb" });
    using dot = callForImage("copy", { in: pixel, interpretation: "srgb" });
    const over = 2;
    using out = callForImage("composite", { in: [base, dot, dot], mode: [over, over], x: [0, 2], y: [0, 0] });
    using whole = callForImage("cast", { in: out, format: "uchar" });
    expect(samplesOf(whole)).toEqual([200, 100, 50, 255, 10, 20, 30, 255, 200, 100, 50, 255]);

    using input = imageOf({ width: 3, height: 1 }, [1, 2, 3]);
    using moved = callForImage("affine", {
      in: input,
      matrix: [1, 0, 0, 1],
      oarea: [1, 0, 2, 1],
      interpolate: "nearest",
    });
    expect(samplesOf(moved)).toEqual([2, 3]);
  });
});

describe("words", () => {
  test("an enum in: flip, and cast to a format", () => {
    using input = imageOf({ width: 3, height: 1 }, [1, 2, 3]);
    using out = callForImage("flip", { in: input, direction: "horizontal" });
    expect(samplesOf(out)).toEqual([3, 2, 1]);
    using wide = callForImage("cast", { in: out, format: "double" });
    expect([wide.format, samplesOf(wide)]).toEqual(["double", [3, 2, 1]]);
  });

  test("an enum and a boolean out: autorot tells how it turned the image", () => {
    using input = imageOf({ width: 2, height: 1 }, [1, 2]);
    using tagged = callForImage("copy", { in: input });
    tagged.setInt("orientation", 6);
    const { angle, flip, ...rest } = call("autorot", { in: tagged });
    using out = image(rest);
    expect([angle, flip]).toEqual(["d90", false]);
    // A quarter turn clockwise puts the left pixel on top.
    expect([out.width, out.height, samplesOf(out)]).toEqual([1, 2, [1, 2]]);
  });

  test("a boolean in: cast with shift moves 8 bits into the high byte of 16", () => {
    using input = imageOf({ width: 2, height: 1 }, [1, 200]);
    using plain = callForImage("cast", { in: input, format: "ushort", shift: false });
    using shifted = callForImage("cast", { in: input, format: "ushort", shift: true });
    expect(samplesOf(plain)).toEqual([1, 200]);
    expect(samplesOf(shifted).map((value) => value >> 8)).toEqual([1, 200]);
  });

  test("a boolean out: hist_ismonotonic", () => {
    using rising = imageOf({ width: 4, height: 1 }, [1, 2, 3, 4]);
    using mixed = imageOf({ width: 4, height: 1 }, [1, 3, 2, 4]);
    expect(call("hist_ismonotonic", { in: rising })).toEqual({ monotonic: true });
    expect(call("hist_ismonotonic", { in: mixed })).toEqual({ monotonic: false });
  });

  test("an interpolator: bicubic overshoots a step by Catmull-Rom's weights, bilinear does not", () => {
    using step = imageOf({ width: 6, height: 1, format: "float" }, [0, 0, 0, 160, 160, 160]);
    const shift = { in: step, matrix: [1, 0, 0, 1], idx: -0.5, extend: "copy", oarea: [0, 0, 6, 1] };
    using smooth = callForImage("affine", { ...shift, interpolate: "bicubic" });
    using straight = callForImage("affine", { ...shift, interpolate: "bilinear" });
    // Each result lies halfway between a pixel and the next: (-a + 9b + 9c - d) / 16 against (b + c) / 2.
    expect(samplesOf(smooth)).toEqual([0, -10, 80, 170, 160, 160]);
    expect(samplesOf(straight)).toEqual([0, 0, 80, 160, 160, 160]);
  });
});
