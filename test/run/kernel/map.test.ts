/**
 * Kernels as steps of recipes: their input and their result, judged by plain loops over arrays.
 * Not here: failures (test/run/kernel/failures), folding tiles (test/run/kernel/fold), or memory.
 * Read next: src/graph/recipe/kernel.ts, docs/guide/kernels.md.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pixelFormats, samplesFrom } from "../../../src/core/pixel-format.ts";
import { budget, configure, Image, isSluiceError, kernel, open, type Tile, write } from "../../../src/index.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { gathered, imageOf, type Shape, samplesOf } from "../../support/picture/stream-pictures.ts";
import { testNeighbours } from "./neighbours.ts";

configure({ memory: "2GB", threads: 2 });
const folder = temporaryFolder();
const module = (name?: string) => kernel(new URL("kernels.mjs", import.meta.url), name);

async function samples(image: Image): Promise<ArrayLike<number>> {
  using pixels = await image.pixels();
  return Array.from(pixels.data);
}

const sumAt = (from: ArrayLike<number>, index: number): number =>
  [0, 1, 2].reduce((sum, band) => sum + (from[index + band] ?? 0), 0);
const copy = (tile: Tile, out: Tile): void => out.data.set(tile.data as never);
const grey: Shape = { width: 301, height: 203, bands: 1, format: "uchar" };

describe("a kernel sees every pixel once", () => {
  testNeighbours([[700, 1]]);

  test.each(pixelFormats)("of %s, here and in a thread, as it was", async (format) => {
    const shape: Shape = { width: 53, height: 97, bands: 3, format };
    const given = samplesOf(shape);
    expect(await gathered(imageOf(shape, given).map(copy).strips(), shape)).toEqual(given);
    const both = Image.map([imageOf(shape, given), imageOf(shape, given)], ([first], out) =>
      out.data.set(first?.data as never),
    );
    expect(await gathered(both.strips(), shape)).toEqual(given);
  });
});

test("a kernel may return its samples, now or later", async () => {
  const given = samplesOf(grey);
  const negative = Array.from(given, (value) => 255 - value);
  expect(
    await samples(imageOf(grey, given).map((tile) => tile.data.map((value) => 255 - value) as Uint8Array)),
  ).toEqual(negative);
  expect(await samples(imageOf(grey, given).map(module("late")))).toEqual(negative);
  const waits = async (tile: Tile, out: Tile): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    for (let index = 0; index < out.data.length; index += 1) out.data[index] = 255 - (tile.data[index] as number);
  };
  expect(await samples(imageOf(grey, given).map(waits))).toEqual(negative);
});

test("a formula over two images, in four forms", async () => {
  const wide: Shape = { ...grey, format: "ushort" };
  const [near, visible] = [samplesOf(wide, 1), samplesOf(wide, 2)];
  const wanted = Array.from(near, (value, index) => {
    const other = visible[index] as number;
    return Math.fround((value - other) / (value + other));
  });
  const intoOut = ([nir = 0, red = 0]: readonly number[], out: number[]): void => {
    out[0] = (nir - red) / (nir + red);
  };
  const images = [imageOf(wide, near), imageOf(wide, visible)];
  const format = { format: "float", bands: 1 } as const;
  const forms = [
    Image.map(images, module("ndvi"), format),
    Image.mapPixels(images, ([nir = 0, red = 0]) => (nir - red) / (nir + red), format),
    Image.mapPixels(images, intoOut, format),
    Image.mapPixels(images, ([nir = 0, red = 0]) => [(nir - red) / (nir + red)], format),
  ];
  for (const form of forms) expect(await samples(form)).toEqual(wanted);
});

test("images of several formats go side by side", async () => {
  const [bytes, floats] = [samplesOf(grey, 1), samplesOf({ ...grey, format: "float", bands: 2 }, 2)];
  const images = [imageOf(grey, bytes), imageOf({ ...grey, format: "float", bands: 2 }, floats)];
  const made = Image.map(
    images,
    ([first, second], out) => {
      for (let index = 0; index < out.data.length; index += 1) {
        out.data[index] = (first?.data[index] as number) + (second?.data[2 * index + 1] as number);
      }
    },
    { format: "double" },
  );
  expect(await samples(made)).toEqual(Array.from(bytes, (value, index) => value + (floats[2 * index + 1] as number)));
});

test("pixels know where they are, and may have other bands", async () => {
  const shape: Shape = { width: 40, height: 60, bands: 3, format: "uchar" };
  const given = samplesOf(shape);
  const made = imageOf(shape, given).mapPixels(
    (pixel, out, x, y) => {
      out[0] = x;
      out[1] = y;
      for (const value of pixel) out[1] += value;
    },
    { bands: 2, format: "int" },
  );
  expect([made.bands, made.format, made.interpretation]).toEqual([2, "int", "multiband"]);
  const wanted = Array.from({ length: 2400 }, (_, index) => {
    const sum = sumAt(given, 3 * index);
    return [index % 40, Math.floor(index / 40) + sum];
  });
  expect(await samples(made)).toEqual(wanted.flat());
  expect(await samples(imageOf(shape, given).mapPixels(module("pixelSum"), { bands: 1, format: "ushort" }))).toEqual(
    Array.from({ length: 2400 }, (_, index) => sumAt(given, 3 * index)),
  );
});

describe("a kernel among other operations", () => {
  const source = Image.xyz(500, 700).band(1).remainder([256]).cast("uchar");
  const negative = source.linear(-1, 255).cast("uchar");
  const differs = async (one: Image, other: Image): Promise<unknown> => await one.subtract(other).abs().max();

  test.each([
    ["before one that reads in any order", () => source.map(module()).rot("d90"), () => negative.rot("d90")],
    ["after one", () => source.rot("d90").map(module()), () => negative.rot("d90")],
    ["after another", () => source.map(module()).map(module()).map(module()), () => negative],
    ["beside its own image", () => source.map(module()).add(source), () => negative.add(source)],
    [
      "with what sees neighbours",
      () => source.gaussblur(2).map(module()).gaussblur(2),
      () => source.gaussblur(2).linear(-1, 255).cast("uchar").gaussblur(2),
    ],
    ["smaller", () => source.map(module()).resize(0.3), () => negative.resize(0.3)],
    ["below its first rows", () => source.map(module()).crop(0, 650, 500, 50), () => negative.crop(0, 650, 500, 50)],
    [
      "of two parts of one image",
      () =>
        Image.map(
          [source, source.invert()],
          ([one, other], out) => {
            for (let index = 0; index < out.data.length; index += 1)
              out.data[index] = ((one?.data[index] ?? 0) + 2 * (other?.data[index] ?? 0)) / 3;
          },
          { format: "float" },
        ),
      () => source.add(source.invert().linear(2, 0)).linear(1 / 3, 0),
    ],
  ])("%s", async (_, made, wanted) => {
    expect(await differs(made(), wanted())).toBeLessThan(1e-3);
  });

  test("in several files, computed once", async () => {
    let calls = 0;
    const counting = (tile: Tile, out: Tile): void => {
      calls += tile.height;
      copy(tile, out);
    };
    const counted = source.map(counting);
    const paths = ["a.png", "b.png"].map((name) => join(folder, name));
    await write([counted.to(paths[0] as string), counted.rot("d180").to(paths[1] as string)]);
    expect(calls).toBe(700);
    expect(await differs(await open(paths[0] as string), source)).toBe(0);
    expect(await differs((await open(paths[1] as string)).rot("d180"), source)).toBe(0);
    expect((await readFile(paths[0] as string)).length).toBeGreaterThan(0);
  });

  test("of a file, with something beside it that reads the file, too", async () => {
    const path = join(folder, "source.png");
    await source.save(path);
    const file = await open(path);
    const both = file.add(file.map(module(), { workers: 1 }).linear(1, 0));
    expect([await both.min(), await both.max()]).toEqual([255, 255]);
  });

  test("in a loop that is left early, leaves nothing reserved", async () => {
    for await (const { top } of source.map(module()).strips({ height: 10 })) if (top > 20) break;
    expect((await budget()).reserved).toBe(0);
  });

  test("keeps metadata", async () => {
    expect((await source.set({ "exif-test": 7 }).map(module()).metadata())["exif-test"]).toBe(7);
  });
});

describe("a kernel in a recipe", () => {
  test("of a module is written as JSON, and read again", async () => {
    const image = imageOf(grey).map(module(), { workers: 1 });
    const json = JSON.parse(JSON.stringify(image.toJSON()));
    const again = await Image.fromJSON(json);
    expect(again.digest()).toBe(image.digest());
    expect(await samples(again)).toEqual(await samples(image));
    await expect(Image.fromJSON(json, { untrusted: false })).rejects.toMatchObject({ tag: "usage" });
  });

  test("that is a function is refused by name", () => {
    const image = imageOf(grey).map(copy);
    expect(() => image.toJSON()).toThrow(/copy.*cannot be written as JSON/);
  });

  test("is explained", async () => {
    const { steps, stages } = await imageOf(grey).map(module(), { halo: 1 }).explain();
    expect(steps.at(-1)).toBe("map kernels.mjs, halo 1");
    expect(stages[0]?.terms.filter(({ tag }) => tag === "kernel").map(({ name }) => name)).toEqual([
      "4 windows",
      "2 worker threads",
    ]);
  });

  test.each([
    ["sizes", () => Image.map([imageOf(grey), imageOf({ ...grey, width: 5 })], () => {})],
    ["a halo", () => imageOf(grey).map(copy, { halo: -1 })],
    ["bands", () => imageOf(grey).map(copy, { bands: 0 })],
    ["a format", () => imageOf(grey).map(copy, { format: "short int" as never })],
    ["workers", () => imageOf(grey).map(module(), { workers: 0 })],
    ["a kernel", () => imageOf(grey).map("median" as never)],
    ["a time for a function", () => imageOf(grey).map(copy, { timeoutMs: 100 })],
    ["a URL", () => kernel("./median.js")],
  ])("with wrong %s is refused when it is made", (_, make) => {
    try {
      make();
    } catch (error) {
      return expect(isSluiceError(error, "usage")).toBe(true);
    }
    throw new Error("it was not refused");
  });
});

test("the memory of tiles is shared with threads, and read as samples", () => {
  expect(samplesFrom("ushort", new Uint8Array(new SharedArrayBuffer(4))).length).toBe(2);
});
