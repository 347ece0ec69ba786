/**
 * Calls that must fail: each gives the right error class, with a message that names the argument and a cure.
 * Not here: files that are broken (run/admission/failure).
 * Read next: src/core/errors.ts, src/native/operation/call.ts.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isSluiceError } from "../../../src/core/errors.ts";
import { memoryTarget } from "../../../src/native/object/byte-source.ts";
import type { ImageHandle } from "../../../src/native/object/image-handle.ts";
import { type Arguments, call, callForImage } from "../../../src/native/operation/call.ts";
import { flat } from "../../support/picture/native-images.ts";

let input: ImageHandle;
beforeAll(() => {
  input = flat({ width: 10, height: 8 }, 1);
});
afterAll(() => input.dispose());

/** The tag, message and cure of a call's error. */
function refused(name: string, args: Arguments): readonly [tag: string, message: string, cure: string] {
  try {
    call(name, args);
  } catch (error) {
    if (isSluiceError(error)) return [error.tag, error.message, error.cure];
    throw error;
  }
  throw new Error(`${name} was not refused`);
}

describe("names", () => {
  test("an unknown operation is unsupported, and the message says by which library", () => {
    const [tag, message, cure] = refused("gausblur", {});
    expect(tag).toBe("unsupported");
    expect(message).toMatch(/^libvips 8\.\d+\.\d+ \(\w+\) has no operation "gausblur"$/);
    expect(cure).toContain("SLUICE_LIBVIPS");
  });

  test("a class of operations is none", () => {
    expect(refused("binary", {})[0]).toBe("unsupported");
  });

  test("unknown and missing arguments are named together, beside those that there are", () => {
    expect(refused("gaussblur", { in: input, sigmoid: 2 })).toEqual([
      "usage",
      'gaussblur: there is no argument "sigmoid"; the argument "sigma" is missing',
      "gaussblur takes in, min_ampl?, sigma, precision?.",
    ]);
  });

  test("an output is no argument", () => {
    expect(refused("invert", { in: input, out: input })[1]).toBe('invert: there is no argument "out"');
  });

  test("an argument that is undefined counts as not given", () => {
    using out = callForImage("invert", { in: input, nonsense: undefined });
    expect(out.width).toBe(10);
  });
});

describe("kinds", () => {
  test.each<[string, Arguments, string]>([
    ["invert", { in: "photo.jpg" }, 'argument in: expected an image, got "photo.jpg"'],
    ["black", { width: "3", height: 3 }, 'argument width: expected a whole number from 1 to 100000000, got "3"'],
    ["black", { width: 1.5, height: 3 }, "argument width: expected a whole number from 1 to 100000000, got 1.5"],
    ["bandjoin", { in: [1, 2] }, "argument in: expected an array of images, got [1,2]"],
    ["linear", { a: ["x"] as never, b: 1 }, 'argument a: expected an array of numbers, got ["x"]'],
    ["jpegload_buffer", { buffer: "bytes" }, 'argument buffer: expected a Uint8Array, got "bytes"'],
    ["cast", { format: "uchar", shift: 1 }, "argument shift: expected true or false, got 1"],
    ["pngload", { filename: 7 }, "argument filename: expected a string without zero characters, got 7"],
    ["pngload", { filename: "a.png\0.jpg" }, "argument filename: expected a string without zero characters, got "],
    ["flip", { direction: "sideways" }, 'argument direction: expected one of "horizontal", "vertical", got "sideways"'],
    ["flip", { direction: "last" }, 'argument direction: expected one of "horizontal", "vertical", got "last"'],
    ["jpegsave_buffer", { keep: "exif:gps" }, 'argument keep: expected flags of "none", "exif", '],
    [
      "affine",
      { matrix: [1, 0, 0, 1], interpolate: "blurry" },
      "argument interpolate: expected an interpolator's name",
    ],
  ])("%s refuses %o", (name, args, message) => {
    const given = name === "black" || name.includes("load") ? args : { in: input, ...args };
    const [tag, shown] = refused(name, given);
    expect(tag).toBe("usage");
    expect(shown).toContain(`${name}: ${message}`);
  });

  test("an object of another class is no image", () => {
    using target = memoryTarget();
    expect(refused("invert", { in: target }).slice(0, 2)).toEqual([
      "usage",
      'invert: argument in: expected an image, got a handle of kind "target"',
    ]);
  });
});

describe("ranges, which libvips itself would ignore with a warning on stderr", () => {
  test.each<[string, Arguments, string]>([
    ["jpegsave_buffer", { Q: 500 }, "argument Q: expected a whole number from 1 to 100, got 500"],
    ["gaussblur", { sigma: -5 }, "argument sigma: expected a number from 0 to 1000, got -5"],
    ["replicate", { across: 2 ** 32 + 1, down: 1 }, "argument across: expected a whole number from 1 to 1000000, got "],
    ["composite", { in: [], mode: [1.5] }, "argument mode: expected an array of whole numbers, got [1.5]"],
    ["rawload", { offset: -1 }, "argument offset: expected a whole number from 0 to "],
    ["jpegsave_buffer", { keep: 1024 }, "argument keep: expected flags of "],
  ])("%s refuses %o", (name, args, message) => {
    const raw = { filename: "x", width: 1, height: 1, bands: 1 };
    const [tag, shown] = refused(name, name === "rawload" ? { ...raw, ...args } : { in: input, ...args });
    expect([tag, shown.slice(0, name.length + 2 + message.length)]).toEqual(["usage", `${name}: ${message}`]);
  });
});

describe("libvips' own refusals", () => {
  test("carry its words once, the operation, and a cure", () => {
    const area = { left: 5, top: 5, width: 100, height: 100 };
    expect(refused("extract_area", { input, ...area })).toEqual([
      "operation",
      "extract_area: bad extract area",
      "Correct the argument that libvips names, or the image it was given.",
    ]);
  });

  test("do not repeat what an earlier refusal left behind", () => {
    refused("affine", { in: input, matrix: [1, 0, 0, 1], interpolate: "blurry" });
    expect(refused("affine", { in: input, matrix: [1, 0, 0] })[1]).toBe("affine: vector must have 4 elements");
  });

  test("name a file that is not there", () => {
    const [tag, message] = refused("pngload", { filename: "/no/such/file.png" });
    expect(tag).toBe("operation");
    expect(message).toMatch(/^pngload: .*\/no\/such\/file\.png/);
    expect(message).toContain("No such file or directory");
  });

  test("an operation without an image has none to give", () => {
    expect(() => callForImage("avg", { in: input })).toThrow(/gives no image/);
  });
});
