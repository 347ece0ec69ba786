/**
 * What the compiler says of options: those that a format lacks do not compile where its name or ending is a literal.
 * Checked by tsc with the rest of the tests; what runs here is only the same calls' refusal at run time.
 * Not here: the built package (test/public-api.process.test).
 * Read next: src/graph/output/encoding.ts.
 */
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  type FormatOfName,
  type FormatOfPath,
  Image,
  type OutputFormat,
  type SaveOptions,
} from "../../../src/index.ts";

test("the format of a path is known where its ending is", () => {
  expectTypeOf<FormatOfPath<"a.jpg">>().toEqualTypeOf<"jpeg">();
  expectTypeOf<FormatOfPath<"A.b/c.JPEG">>().toEqualTypeOf<"jpeg">();
  expectTypeOf<FormatOfPath<`out/${string}.webp`>>().toEqualTypeOf<"webp">();
  expectTypeOf<FormatOfPath<"a.jpg" | "b.png">>().toEqualTypeOf<"jpeg" | "png">();
  for (const _ of [1]) {
    expectTypeOf<FormatOfPath<string>>().toEqualTypeOf<OutputFormat>();
    expectTypeOf<FormatOfPath<`out/${string}`>>().toEqualTypeOf<OutputFormat>();
    expectTypeOf<FormatOfPath<`out.d/${string}`>>().toEqualTypeOf<OutputFormat>();
    expectTypeOf<FormatOfPath<"jpg">>().toEqualTypeOf<"jpeg">();
  }
  expectTypeOf<FormatOfName<"hdf5">>().toEqualTypeOf<"hdf5">();
  expectTypeOf<FormatOfName<".tif">>().toEqualTypeOf<"tiff">();
});

describe("an option that the format lacks does not compile, and is refused", () => {
  const image = Image.black(8, 8);
  const lacking = /^(?:lossless|quality|dataset) is of .*, and this output is \w+$/;
  const refusal = expect.objectContaining({ tag: "usage", message: expect.stringMatching(lacking) });

  test("by save", async () => {
    // @ts-expect-error JPEG has no lossless
    await expect(image.save("/nowhere/x.jpg", { lossless: true })).rejects.toEqual(refusal);
    // @ts-expect-error nor beside what it has
    await expect(image.save("/nowhere/x.jpg", { quality: 80, lossless: true })).rejects.toEqual(refusal);
    // @ts-expect-error by its format
    await expect(image.save("/nowhere/x", { format: "png", quality: 80 })).rejects.toEqual(refusal);
    // @ts-expect-error whose format counts more than the ending
    await expect(image.save("/nowhere/x.webp", { format: "png", lossless: true })).rejects.toEqual(refusal);
    const path: string = "/nowhere/x.jpg";
    await expect(image.save(path, { lossless: true })).rejects.toEqual(refusal);
    // @ts-expect-error no format has it
    const nothing: SaveOptions = { losless: true };
    expect(nothing).toBeDefined();
  });

  test("by encode, to, stream, checkpoint and explain", async () => {
    // @ts-expect-error JPEG has no lossless
    await expect(image.encode("jpeg", { lossless: true })).rejects.toEqual(refusal);
    // @ts-expect-error PNG has no quality
    expect(() => image.to("x.png", { quality: 80 })).toThrow(refusal);
    // @ts-expect-error PNG has no quality
    expect(() => image.stream(".png", { quality: 80 })).toThrow(refusal);
    // @ts-expect-error Zarr has no dataset
    await expect(image.checkpoint("/nowhere/x.zarr", { dataset: "a" })).rejects.toEqual(refusal);
    // @ts-expect-error JPEG has no lossless
    await expect(image.explain({ path: "x.jpg", lossless: true })).rejects.toEqual(refusal);
    // @ts-expect-error PNG has no quality
    await expect(image.explain({ format: "png", quality: 80 })).rejects.toEqual(refusal);
  });

  test("and those that it has compile", () => {
    const calls = [
      () => image.save("x.webp", { lossless: true, effort: 2, overwrite: false, measure: true }),
      () => image.save(`x-${Date.now()}.tif`, { tile: true, compression: "lzw" }),
      () => image.save("x", { format: "hdf5", dataset: "a/b", chunk: { width: 10, height: 20 } }),
      () => image.to("x.zarr", { pyramid: true, levels: 2, resume: true }),
      () => image.stream(".jpg", { quality: 30, signal: new AbortController().signal }),
      () => image.encode("gif" as OutputFormat, { effort: 2 }),
      () => image.checkpoint("x.h5", { level: 3, reuse: true }),
    ];
    expect(calls.every((call) => typeof call === "function")).toBe(true);
  });
});
