/**
 * Recipes of operations as users write them: constants, comparisons, cropping, arrays in and out, shared inputs.
 * Not here: what each operation computes (test/operations), wrong arguments (test/run/lowering/wrong-arguments.test) or metadata.
 * Read next: src/graph/image/operation-call.ts, src/graph/image/sugar.ts, src/plan/access/held-images.ts.
 */
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { Image, open, type PixelFormat } from "../../../src/index.ts";
import { countsOnceFreed } from "../../support/child/native-counts.ts";
import { counting, failure, ramp } from "../../support/machine/counting.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

async function values(image: Image): Promise<number[]> {
  using pixels = await image.pixels();
  return Array.from(pixels.data as ArrayLike<number>);
}

beforeAll(async () => {
  await (await photo(300, 200)).removeAlpha().png().toFile(at("photo.png"));
  await (await photo(300, 200)).removeAlpha().jpeg({ quality: 90 }).toFile(at("photo.jpg"));
});

describe("constants", () => {
  test("one for all bands, and one for each", async () => {
    expect(await values(counting().add(10))).toEqual(ramp.map((value) => value + 10));
    expect(await values(counting().subtract([1, 2, 3]))).toEqual(ramp.map((value, index) => value - (1 + (index % 3))));
    expect(await values(counting().multiply([1, 0.5, 0]))).toEqual(
      ramp.map((value, index) => value * (1 - (index % 3) / 2)),
    );
    expect(await values(counting().divide(2))).toEqual(ramp.map((value) => value / 2));
    expect(await values(counting().remainder(5))).toEqual(ramp.map((value) => value % 5));
    expect(await values(counting().pow(2))).toEqual(ramp.map((value) => value ** 2));
  });

  test("in comparisons, which give 255 or 0", async () => {
    const expected = (holds: (value: number) => boolean): number[] => ramp.map((value) => (holds(value) ? 255 : 0));
    expect(await values(counting().more(7))).toEqual(expected((value) => value > 7));
    expect(await values(counting().lessEqual(7))).toEqual(expected((value) => value <= 7));
    expect(await values(counting().notEqual(7))).toEqual(expected((value) => value !== 7));
    expect(await values(counting().and(6))).toEqual(ramp.map((value) => value & 6));
    expect(await values(counting().lshift(1))).toEqual(ramp.map((value) => value << 1));
  });

  test("as a side of a choice, of the format that holds them", async () => {
    const condition = counting().more(11);
    expect(await values(condition.ifthenelse(counting(), 7))).toEqual(ramp.map((value) => (value > 11 ? value : 7)));
    expect(await values(condition.ifthenelse(300, 0.5))).toEqual(ramp.map((value) => (value > 11 ? 300 : 0.5)));
  });

  test("as further bands", async () => {
    const joined = counting().band(0).bandjoin([9, 200]);
    expect([joined.bands, joined.format]).toEqual([3, "uchar"]);
    expect(await values(joined)).toEqual(
      ramp.filter((_, index) => index % 3 === 0).flatMap((value) => [value, 9, 200]),
    );
  });

  test("images on the right are images", async () => {
    expect(await values(counting().add(counting()))).toEqual(ramp.map((value) => 2 * value));
    expect(await values(counting().maxpair(12))).toEqual(ramp.map((value) => Math.max(value, 12)));
  });
});

describe("parts", () => {
  const rows = (image: number[], columns: [number, number], lines: [number, number]): number[] =>
    image.filter((_, index) => {
      const [x, y] = [Math.floor(index / 3) % 4, Math.floor(index / 12)];
      return x >= columns[0] && x < columns[1] && y >= lines[0] && y < lines[1];
    });

  test("by rectangle and by slices", async () => {
    expect(await values(counting().crop(1, 0, 2, 1))).toEqual(rows(ramp, [1, 3], [0, 1]));
    expect(await values(counting().crop([1, 3], [1]))).toEqual(rows(ramp, [1, 3], [1, 2]));
    expect(await values(counting().crop([-2]))).toEqual(rows(ramp, [2, 4], [0, 2]));
    expect(await values(counting().crop([0, -1], [0, 1]))).toEqual(rows(ramp, [0, 3], [0, 1]));
    expect(failure(() => counting().crop([3, 1])).message).toContain("columns [3, 1] are not within 0 to 4");
    expect(failure(() => counting().crop([0, 5])).tag).toBe("usage");
  });

  test("bands by number, and all of them", async () => {
    expect(await values(counting().band(-1))).toEqual(ramp.filter((_, index) => index % 3 === 2));
    expect(await values(counting().band(1, 2))).toEqual(ramp.filter((_, index) => index % 3 > 0));
    expect(
      counting()
        .bandsplit()
        .map(({ bands }) => bands),
    ).toEqual([1, 1, 1]);
  });
});

describe("results that are numbers", () => {
  test("are promises of their values, and several are an object", async () => {
    expect(await counting().avg()).toBe(11.5);
    expect(await counting().max()).toBe(23);
    expect(await counting().maxPos()).toEqual({ value: 23, x: 3, y: 1 });
    expect(await counting().minPos()).toEqual({ value: 0, x: 0, y: 0 });
    expect(await counting().getpoint(2, 1)).toEqual([18, 19, 20]);
    expect(
      await counting()
        .embed(2, 1, 9, 5, { extend: "white" })
        .findTrim({ background: [255], lineArt: true }),
    ).toEqual({
      ...{ left: 2, top: 1, width: 4, height: 2 },
    });
    const { columns, rows } = counting().project();
    expect([columns.width, columns.height, rows.width, rows.height]).toEqual([4, 1, 1, 2]);
    expect(await values(columns)).toEqual([12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34]);
  });

  test("can be given up", async () => {
    const reason = new Error("enough");
    await expect(counting().avg({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await expect(counting().pixels({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe("arrays", () => {
  const formats: readonly [PixelFormat, new (values: number[]) => ArrayBufferView][] = [
    ["uchar", Uint8Array],
    ["char", Int8Array],
    ["ushort", Uint16Array],
    ["short", Int16Array],
    ["uint", Uint32Array],
    ["int", Int32Array],
    ["float", Float32Array],
    ["double", Float64Array],
  ];

  test.each(formats)("of %s go in and come out", async (format, Samples) => {
    const image = Image.fromPixels(new Samples([1, 2, 3, 4, 5, 6]) as never, { width: 3, height: 2 });
    expect(image.format).toBe(format);
    using pixels = await image.pixels();
    expect(pixels.data).toBeInstanceOf(Samples);
    expect(pixels.shape).toEqual([2, 3, 1]);
    expect(Array.from(pixels.data as ArrayLike<number>)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("of bytes are taken by any other name too, a canvas' and Node's", async () => {
    const bytes = ramp.map((value) => 10 * value);
    for (const samples of [Uint8ClampedArray.from(bytes), Buffer.from(bytes)]) {
      const image = Image.fromPixels(samples, { width: 4, bands: 3 });
      expect(image.format).toBe("uchar");
      expect(await values(image.add(1))).toEqual(bytes.map((value) => value + 1));
    }
    expect(failure(() => Image.fromPixels(Uint8ClampedArray.from(bytes), { width: 4, format: "char" })).tag).toBe(
      "usage",
    );
  });

  test("of complex numbers are pairs", async () => {
    const image = Image.fromPixels(Float32Array.of(1, 2, 3, 4), { width: 2, format: "complex" });
    expect([image.width, image.height, image.format]).toEqual([2, 1, "complex"]);
    expect(await values(image.imag())).toEqual([2, 4]);
    expect(await values(image.conj())).toEqual([1, -2, 3, -4]);
  });

  test("come out in the format that is asked for", async () => {
    using pixels = await counting().pixels({ format: "float" });
    const data: Float32Array = pixels.data;
    expect(Array.from(data)).toEqual(ramp);
  });

  test("are not to be had once they are disposed, and their memory is the budget's again", async () => {
    const pixels = await counting().pixels();
    const copy = pixels.data.slice();
    pixels.dispose();
    pixels.dispose();
    expect(failure(() => pixels.data).tag).toBe("disposed");
    expect(Array.from(copy as ArrayLike<number>)).toEqual(ramp);
  });

  test("that do not fit their header are refused", () => {
    const nine = new Uint8Array(9);
    expect(failure(() => Image.fromPixels(nine, { width: 2, height: 4 })).message).toContain(
      "8 samples, and the array has 9",
    );
    expect(failure(() => Image.fromPixels(nine, { width: 2 })).message).toContain("height is 4.5");
    expect(failure(() => Image.fromPixels(nine, { width: 3, format: "float" })).tag).toBe("usage");
  });

  test("as matrices", async () => {
    const mask = Image.matrix([
      [0, 1, 0],
      [1, -4, 1],
      [0, 1, 0],
    ]);
    expect([mask.width, mask.height, mask.format]).toEqual([3, 3, "double"]);
    expect(await values(Image.black(5, 5).add(3).conv(mask))).toEqual(Array.from({ length: 25 }, () => 0));
    expect(
      await values(
        Image.matrix([
          [4, 0],
          [0, 2],
        ]).matrixinvert(),
      ),
    ).toEqual([0.25, -0, -0, 0.5]);
  });
});

describe("a recipe over a file", () => {
  test("gives the same from a stream as from memory, shared inputs and turned ones too", async () => {
    using file = await open(at("photo.png"));
    const raw = await sharp(at("photo.png")).raw().toBuffer();
    const memory = Image.fromPixels(Uint8Array.from(raw), { width: 300, bands: 3 });
    const recipes: ((image: Image) => Image)[] = [
      (image) => image.gaussblur(2).sobel(),
      (image) => image.subtract(image.gaussblur(3)).abs().cast("uchar"),
      (image) => image.flip("vertical").rot("d90"),
      (image) => image.join(image, "vertical"),
      (image) => image.crop(0, 100, 300, 100).add(image.crop(0, 0, 300, 100)),
      (image) => image.rotate(20).resize(0.5),
      (image) => image.insert(image.flip("vertical").crop(0, 0, 50, 50), 10, 120),
      (image) => image.histEqual().bandjoin([image.extractBand(1).invert()]),
      (image) => image.more(100).ifthenelse(image, image.invert()),
    ];
    for (const [index, recipe] of recipes.entries()) {
      expect(await values(recipe(file)), `recipe ${index}`).toEqual(await values(recipe(memory)));
    }
  });

  test("before and after a thumbnail", async () => {
    using file = await open(at("photo.jpg"));
    const small = file.thumbnail(60).sobel();
    expect([small.width, small.height]).toEqual([60, 40]);
    expect((await values(small)).length).toBe(60 * 40 * 3);
    const blurred = file.gaussblur(1).thumbnail(60);
    expect(await sharp(await blurred.encode("png")).metadata()).toMatchObject({ width: 60, height: 40 });
  });

  test("leaves nothing behind, whether it is run or not, or fails", async () => {
    const work = async (): Promise<void> => {
      using file = await open(at("photo.jpg"));
      void file.gaussblur(2).sobel().width;
      await values(file.flip("vertical").thumbnail(20));
      await file.avg();
      await expect(values(file.conv(Image.matrix([[1]])).call("matrixinvert", {}) as Image)).rejects.toThrow();
    };
    await work();
    const before = (await countsOnceFreed()).objects;
    for (let repeat = 0; repeat < 10; repeat += 1) await work();
    expect((await countsOnceFreed()).objects).toBeLessThanOrEqual(before);
  });
});
