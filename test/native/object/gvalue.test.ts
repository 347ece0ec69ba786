/**
 * Values boxed for C and read back: every kind, with the extremes of its range.
 * Not here: what operations do with them (operation-arguments.test.ts).
 * Read next: src/native/object/gvalue.ts.
 */
import { describe, expect, test } from "vitest";
import { fundamental, typeNamed } from "../../../src/native/object/gtype.ts";
import { type NativeValue, ValueBox } from "../../../src/native/object/gvalue.ts";
import { ImageHandle } from "../../../src/native/object/image-handle.ts";
import { introspect } from "../../../src/native/operation/introspect.ts";
import { flat, samplesOf } from "../../support/picture/native-images.ts";

// libvips registers types with the first operation that uses them.
["cast", "jpegsave_buffer"].map(introspect);

function roundTrip(type: number, value: NativeValue): NativeValue | undefined {
  using box = new ValueBox(type);
  box.set(value);
  return box.get();
}

describe("a value comes back from its box as it went in", () => {
  test.each<[string, number, readonly NativeValue[]]>([
    ["boolean", fundamental.boolean, [true, false]],
    ["int", fundamental.int, [0, -1, 2 ** 31 - 1, -(2 ** 31)]],
    ["uint64", fundamental.uint64, [0, 2 ** 32, Number.MAX_SAFE_INTEGER]],
    ["double", fundamental.double, [0, -1.5, 1e308, Number.MIN_VALUE]],
    ["string", fundamental.string, ["", "grün 写真"]],
    ["enum", typeNamed("VipsBandFormat"), ["notset", "uchar", "dpcomplex"]],
    ["array of numbers", typeNamed("VipsArrayDouble"), [[], [1.5], [-0.5, 2, 1e300]]],
    ["array of whole numbers", typeNamed("VipsArrayInt"), [[], [7], [-(2 ** 31), 2 ** 31 - 1]]],
    ["text with a count of references", typeNamed("VipsRefString"), ["", "Olé"]],
    ["bytes", typeNamed("VipsBlob"), [Uint8Array.of(0), Uint8Array.from({ length: 3000 }, (_, index) => index)]],
  ])("%s", (_, type, values) => {
    expect(values.map((value) => roundTrip(type, value))).toEqual(values);
  });

  test("flags are given as words and come back as a number", () => {
    expect(roundTrip(typeNamed("VipsForeignKeep"), "exif:icc")).toBe(1 + 8);
  });

  test("images keep their pixels, and one reference each", () => {
    using image = flat({ width: 2, height: 1 }, 3);
    const back = roundTrip(typeNamed("VipsArrayImage"), [image, image]) as readonly ImageHandle[];
    expect(back.map((handle) => handle.address)).toEqual([image.address, image.address]);
    for (const handle of back) handle.dispose();
    expect(samplesOf(image)).toEqual([3, 3]);
    using box = new ValueBox(typeNamed("VipsImage"));
    expect(box.get()).toBeUndefined();
    box.set(image);
    using again = box.get() as ImageHandle;
    expect(again).toBeInstanceOf(ImageHandle);
  });
});

describe("what a box does not take", () => {
  test.each<[string, number, readonly NativeValue[]]>([
    ["int", fundamental.int, [0.5, 2 ** 31, Number.NaN, "1", true]],
    ["uint64", fundamental.uint64, [-1, 2 ** 53, 0.5]],
    ["double", fundamental.double, ["1", [1]]],
    ["string", fundamental.string, [1, "a\0b"]],
    ["enum", typeNamed("VipsBandFormat"), ["UCHAR", "last", 0]],
    ["flags", typeNamed("VipsForeignKeep"), ["exif,icc", -1, 0.5]],
    ["array of whole numbers", typeNamed("VipsArrayInt"), [[0.5], [2 ** 31], ["1"] as never]],
    ["bytes", typeNamed("VipsBlob"), ["bytes", [1, 2]]],
  ])("%s", (_, type, values) => {
    for (const value of values) expect(() => roundTrip(type, value)).toThrow(/^expected .+, got /);
  });
});
