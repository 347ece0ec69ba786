/**
 * Wrong arguments: refused at the call where possible, else when a header is read, with a clear message.
 * Not here: arguments given to libvips directly (test/native/operation/errors.test), or words of pipelines
 * (test/graph).
 * Read next: src/graph/image/check-argument.ts, src/graph/image/lazy-headers.ts.
 */
import { describe, expect, test } from "vitest";
import { Image, open } from "../../../src/index.ts";
import { counting, failure } from "../../support/machine/counting.ts";
import { photo } from "../../support/picture/pictures.ts";

describe("an argument that is wrong", () => {
  const image = counting();
  const loosely = image as unknown as { gaussblur(...given: unknown[]): Image };
  test.each([
    [() => image.gaussblur("2" as never), 'gaussblur: argument sigma: expected a number from 0 to 1000, got "2"'],
    [() => image.gaussblur(-1), "expected a number from 0 to 1000, got -1"],
    [() => image.cast("byte" as never), "argument format: expected one of"],
    [() => image.gaussblur(2, { precison: "float" } as never), 'there is no argument "precison"'],
    [() => image.gaussblur(undefined as never), 'the argument "sigma" is missing'],
    [() => loosely.gaussblur(1, {}, 3), "more arguments than it takes"],
    [() => image.embed(1.5, 0, 9, 9), "argument x: expected a whole number"],
    [() => image.add("x" as never), "argument right: expected an image"],
    [() => image.linear([1, Number.NaN] as never, "b" as never), "argument b: expected"],
  ])("is refused at the call, with what was expected and what came: %#", (work, message) => {
    const error = failure(work);
    expect(error.tag).toBe("usage");
    expect(error.message).toContain(message);
  });

  test("together with others is refused by libvips when the header is asked for, at the place of the call", () => {
    const wrong = (): Image => image.add(Image.black(4, 2, { bands: 2 }));
    const error = failure(() => wrong().width);
    expect(error).toMatchObject({ tag: "operation", message: expect.stringContaining("add: ") });
    expect(error.stack).toContain("wrong-arguments.test.ts");
  });

  test("or an operation that the library lacks, is named with the library's version and the cure", () => {
    const error = failure(() => image.call("gaussblurr"));
    expect(error).toMatchObject({ tag: "unsupported", cure: expect.stringContaining("SLUICE_LIBVIPS") });
    expect(error.message).toMatch(/^libvips \d+\.\d+\.\d+ .*has no operation "gaussblurr"/);
    expect(failure(() => image.call("fwfft")).message).toContain("fwfft");
  });

  test("and is told without the words that a sound image left behind", async () => {
    const avif = await (await photo(64, 48)).avif().toBuffer();
    using image = await open(new Uint8Array(avif));
    expect(await image.avg()).toBeGreaterThan(0);
    expect(failure(() => counting().add(Image.black(4, 2, { bands: 2 })).width).message).toMatch(/^add: [^;]*$/);
  });

  test("and so is a complex histogram, for which libvips would write beyond its memory", async () => {
    const complex = Image.fromPixels(Float32Array.of(1, 2, 3, 4), { width: 2, format: "complex" });
    expect(failure(() => complex.histCum().width)).toMatchObject({
      tag: "operation",
      message: expect.stringContaining("complex"),
    });
    await expect(complex.histCum().pixels()).rejects.toMatchObject({ tag: "operation" });
  });

  test("and so is a disposed image", () => {
    const gone = counting();
    gone.dispose();
    expect(failure(() => gone.add(1)).tag).toBe("disposed");
    expect(failure(() => image.add(gone)).tag).toBe("disposed");
  });
});
