/**
 * The sizes of thumbnails: by tables made by hand, and then in encoded files, read by another library.
 * Not here: which part of the picture is kept, or the image quality (crop.test, quality.test).
 * Read next: src/graph/recipe/thumbnail-geometry.ts.
 */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { ImageHeader } from "../../src/graph/recipe/header.ts";
import { parseBox, type ThumbnailOptions, thumbnailSpec } from "../../src/graph/recipe/thumbnail.ts";
import { thumbnailGeometry } from "../../src/graph/recipe/thumbnail-geometry.ts";
import { open } from "../../src/index.ts";
import { describeFile, testByPillow } from "../support/judge/judge.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { painted } from "../support/picture/pictures.ts";

type Numbers = readonly [width: number, height: number];

/** `500x400` and so on, from any size. */
const text = (size: { readonly width: number; readonly height: number }): string => `${size.width}x${size.height}`;

function header([width, height]: Numbers, orientation = 1, pages = 1): ImageHeader {
  const common = { bands: 3, format: "uchar", interpretation: "srgb", hasAlpha: false, interlaced: false } as const;
  return { ...common, width, height, orientation, pages, profileBytes: 0 };
}

function result(image: Numbers, size: string, options: ThumbnailOptions = {}, orientation = 1): string {
  return text(thumbnailGeometry(header(image, orientation), thumbnailSpec(size, options)).result);
}

/** [image, --size, result]; without enlarging. */
const tables: Readonly<Record<string, readonly (readonly [image: Numbers, size: string, result: string])[]>> = {
  inside: [
    [[4000, 3000], "500", "500x375"],
    [[3000, 4000], "500", "375x500"],
    [[4000, 3000], "500x100", "133x100"],
    [[4000, 3000], "500x", "500x375"],
    [[4000, 3000], "x300", "400x300"],
    [[4000, 3000], "4000x3000", "4000x3000"],
    [[400, 300], "500", "400x300"],
    [[400, 300], "500x", "400x300"],
    [[1001, 667], "500", "500x333"],
    [[1000, 3], "100", "100x1"],
    [[1, 1], "500", "1x1"],
    [[1, 10_000], "500", "1x500"],
    [[10_000, 1], "500", "500x1"],
    [[1, 10_000], "500x", "1x10000"],
    [[3, 3], "2", "2x2"],
    [[3, 5], "1", "1x1"],
  ],
  cover: [
    [[4000, 3000], "500", "500x500"],
    [[4000, 3000], "500x100", "500x100"],
    [[400, 300], "500", "400x300"],
    [[400, 300], "200x500", "200x300"],
    [[400, 300], "500x200", "400x200"],
    [[4000, 3000], "500x", "500x375"],
    [[4000, 3000], "x300", "400x300"],
    [[1000, 3], "100x", "100x1"],
    [[3, 1000], "x100", "1x100"],
    [[1, 1], "500", "1x1"],
    [[1, 10_000], "500", "1x500"],
    [[1001, 667], "500", "500x500"],
    [[7, 5], "3x3", "3x3"],
  ],
  contain: [
    [[4000, 3000], "500", "500x500"],
    [[400, 300], "500", "500x500"],
    [[4000, 3000], "500x", "500x375"],
    [[400, 300], "x600", "800x600"],
    [[1, 1], "500x400", "500x400"],
    [[1, 10_000], "500", "500x500"],
    [[1001, 667], "333x222", "333x222"],
  ],
  fill: [
    [[4000, 3000], "500", "500x500"],
    [[4000, 3000], "500x100", "500x100"],
    [[400, 300], "500x100", "400x100"],
    [[400, 300], "500", "400x300"],
    [[4000, 3000], "500x", "500x375"],
    [[1, 10_000], "500", "1x500"],
    [[1, 1], "500", "1x1"],
  ],
};

const enlarged: readonly (readonly [fit: string, image: Numbers, size: string, result: string])[] = [
  ["inside", [400, 300], "500", "500x375"],
  ["inside", [400, 300], "x600", "800x600"],
  ["inside", [1, 1], "500", "500x500"],
  ["inside", [1, 10_000], "500x", "500x5000000"],
  ["cover", [400, 300], "500", "500x500"],
  ["cover", [1, 1], "500x400", "500x400"],
  ["contain", [400, 300], "500", "500x500"],
  ["fill", [400, 300], "500", "500x500"],
  ["fill", [1, 10_000], "500", "500x500"],
];

describe("the size of a thumbnail", () => {
  for (const [fit, rows] of Object.entries(tables)) {
    test.each(rows)(`${fit}: %j in %s is %s`, (image, size, expected) => {
      expect(result(image, size, { fit: fit as "inside" })).toBe(expected);
    });
  }

  test.each(enlarged)("enlarged, %s: %j in %s is %s", (fit, image, size, expected) => {
    expect(result(image, size, { fit: fit as "inside", enlarge: true })).toBe(expected);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])("is of the upright image: orientation %i", (orientation) => {
    const lies = orientation >= 5;
    expect(result([4000, 3000], "500", {}, orientation)).toBe(lies ? "375x500" : "500x375");
    expect(result([4000, 3000], "500x", {}, orientation)).toBe(lies ? "500x667" : "500x375");
    expect(result([4000, 3000], "400x300", { fit: "cover" }, orientation)).toBe("400x300");
  });

  test("with one side free, nothing is cut or padded", () => {
    for (const fit of ["cover", "contain"] as const) {
      for (const [width, height] of [
        [1000, 3],
        [3, 1000],
        [1000, 667],
        [667, 1000],
        [1000, 333],
        [10_000, 28],
      ] as const) {
        for (const size of ["100x", "x100", "500x", "x500", "3x", "x1"]) {
          const { resized, cropped, padded } = thumbnailGeometry(
            header([width, height]),
            thumbnailSpec(size, { fit, enlarge: true }),
          );
          expect({ fit, width, height, size, cropped, padded, result: text(resized) }).toEqual({
            ...{ fit, width, height, size, cropped: undefined, padded: undefined },
            result: result([width, height], size, { fit: "inside", enlarge: true }),
          });
        }
      }
    }
  });

  test("is of one page, and an animation is not turned", () => {
    const spec = thumbnailSpec(100, { pages: "all" });
    expect(text(thumbnailGeometry(header([400, 200], 6, 5), spec).result)).toBe("100x50");
    expect(text(thumbnailGeometry(header([400, 200], 6, 1), spec).result)).toBe("50x100");
  });

  test.each([1, 2, 3, 5, 7, 11, 99, 100, 101, 499, 500, 501])("is exactly the box for any image: side %i", (side) => {
    for (let width = 1; width < 700; width += 37) {
      for (let height = 1; height < 700; height += 41) {
        const fits = { width: Math.min(side, width), height: Math.min(side, height) };
        expect(result([width, height], `${side}`, { fit: "contain" })).toBe(`${side}x${side}`);
        expect(result([width, height], `${side}`, { fit: "fill" })).toBe(text(fits));
        expect(result([width, height], `${side}`, { fit: "cover" })).toBe(text(fits));
        expect(result([width, height], `${side}`, { fit: "cover", enlarge: true })).toBe(`${side}x${side}`);
      }
    }
  });
});

describe("the size asked for", () => {
  test.each([
    ["500", { width: 500, height: 500 }],
    ["500x", { width: 500 }],
    ["x500", { height: 500 }],
    ["500x400", { width: 500, height: 400 }],
    ["500X400", { width: 500, height: 400 }],
    [" 1 ", { width: 1, height: 1 }],
    ["10000000", { width: 10_000_000, height: 10_000_000 }],
  ])("%j is %j", (words, box) => {
    expect(parseBox(words)).toEqual(box);
  });

  test.each([..."x||500x500x500|-5|5.5|0|0x5|5x0|10000001|500px|500 x 500|1e3|0x10|∞|NaN".split("|")])(
    "%j is refused",
    (words) => {
      expect(() => parseBox(words)).toThrow(expect.objectContaining({ tag: "usage" }));
    },
  );
});

describe("the size of the file", () => {
  const folder = temporaryFolder();
  const source = join(folder, "source.png");

  beforeAll(async () => {
    await painted(301, 203, (x, y) => [x & 255, y & 255, 128]).toFile(source);
  });

  testByPillow.each(["jpg", "png", "webp", "gif", "tif"])("%s", async (ending) => {
    const asked = ["77", "77x50", "x50", "1", "300x203"];
    for (const fit of ["inside", "cover", "contain", "fill"] as const) {
      for (const [index, size] of asked.entries()) {
        const path = join(folder, `${fit}-${index}.${ending}`);
        using image = await open(source);
        using thumbnail = image.thumbnail(size, { fit });
        const saved = await thumbnail.save(path);
        expect([fit, size, text(saved)]).toEqual([fit, size, result([301, 203], size, { fit })]);
        expect([fit, size, text(await describeFile(path))]).toEqual([fit, size, text(saved)]);
      }
    }
  });
});
