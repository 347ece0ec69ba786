/**
 * Images as recipes: frozen, without pixels, with a header by rule, and unusable once disposed. No libvips here.
 * Not here: opening real files (test/run), or the sizes of thumbnails (test/thumb/geometry.test).
 * Read next: src/graph/image/image.ts.
 */
import { describe, expect, test } from "vitest";
import type { AnySaveOptions, Engine, SaveResult } from "../../../src/graph/image/engine.ts";
import { type Image, imageOf, recipeOf } from "../../../src/graph/image/image.ts";
import type { SourceHeader } from "../../../src/graph/recipe/header.ts";
import { headerOf, ofFirstFrame, sourcesOf } from "../../../src/graph/recipe/node.ts";
import type { OpenNode, RecipeNode } from "../../../src/graph/recipe/nodes.ts";

function source(changes: Partial<SourceHeader> = {}): OpenNode {
  const header: SourceHeader = {
    ...{ width: 4000, height: 3000, bands: 3, format: "uchar", interpretation: "srgb", hasAlpha: false },
    ...{ pages: 1, orientation: 1, interlaced: false, profileBytes: 0, codec: "jpeg", loader: "jpegload_source" },
    ...{ sizeBytes: 1000, levels: [], facts: undefined },
    ...changes,
  };
  return { kind: "open", source: { kind: "bytes", bytes: new Uint8Array(1) }, header, failOn: "warning" };
}

interface Call {
  readonly recipe: RecipeNode;
  readonly target: string;
  readonly options: AnySaveOptions;
}

function notUsed(): never {
  throw new Error("not used");
}

/** An engine that only remembers what it was asked. */
function recorder(): { readonly engine: Engine; readonly calls: Call[] } {
  const calls: Call[] = [];
  const engine: Engine = {
    open: () => Promise.reject(new Error("not used")),
    outputs: {
      save: async (recipe, target, options) => {
        calls.push({ recipe, target, options });
        return {} as SaveResult;
      },
      encode: async (recipe, target, options) => {
        calls.push({ recipe, target, options });
        return new Uint8Array(0);
      },
      explain: () => Promise.reject(new Error("not used")),
      write: () => Promise.reject(new Error("not used")),
      explainAll: () => Promise.reject(new Error("not used")),
    },
    compute: {
      pixels: () => Promise.reject(new Error("not used")),
      values: () => Promise.reject(new Error("not used")),
      checkpoint: () => Promise.reject(new Error("not used")),
      metadata: () => Promise.reject(new Error("not used")),
    },
    streams: { strips: notUsed, tiles: notUsed, encoded: notUsed, fold: notUsed },
    operations: { shape: notUsed, names: notUsed, headers: notUsed, knownHeaders: notUsed },
  };
  return { engine, calls };
}

describe("a recipe", () => {
  const { engine } = recorder();

  test("is frozen, and a thumbnail makes a new one", () => {
    const image = imageOf(engine, source());
    const thumbnail = image.thumbnail("500x400", { background: [1, 2, 3] });
    expect(recipeOf(thumbnail)).not.toBe(recipeOf(image));
    expect(recipeOf(image).kind).toBe("open");
    const recipe = recipeOf(thumbnail);
    expect([Object.isFrozen(recipeOf(image)), Object.isFrozen(recipe)]).toEqual([true, true]);
    if (recipe.kind !== "thumbnail") throw new Error("it is a thumbnail");
    expect(recipe.input).toBe(recipeOf(image));
    expect([Object.isFrozen(recipe.spec), Object.isFrozen(recipe.spec.box)]).toEqual([true, true]);
    expect(() => Object.assign(recipe.spec.box, { width: 1 })).toThrow(TypeError);
    expect(sourcesOf(recipe)).toEqual([recipeOf(image)]);
  });

  test("does not change with what it was made from", () => {
    const box = { width: 500 };
    const background = [1, 2, 3];
    const recipe = recipeOf(imageOf(engine, source()).thumbnail(box, { background }));
    box.width = 7;
    background[0] = 9;
    if (recipe.kind !== "thumbnail") throw new Error("it is a thumbnail");
    expect(recipe.spec).toMatchObject({ box: { width: 500 }, background: [1, 2, 3] });
  });

  test("has every default filled in", () => {
    const recipe = recipeOf(imageOf(engine, source()).thumbnail(10));
    expect(recipe).toMatchObject({
      spec: {
        fit: "inside",
        crop: "centre",
        enlarge: false,
        pages: "first",
        colour: "srgb",
        box: { width: 10, height: 10 },
      },
    });
  });

  test("of the first frame only is the same in every thumbnail", () => {
    const image = imageOf(engine, source({ pages: 5, orientation: 6 }));
    const recipe = recipeOf(image.thumbnail(100, { pages: "all" }).thumbnail(50, { pages: "all" }));
    expect(headerOf(recipe)).toMatchObject({ width: 50, height: 38, pages: 5 });
    const first = ofFirstFrame(recipe);
    expect(headerOf(first)).toMatchObject({ width: 38, height: 50, pages: 1 });
    expect(Object.isFrozen(first)).toBe(true);
    expect(sourcesOf(first)[0]).toBe(recipeOf(image));
  });
});

describe("the header of a thumbnail", () => {
  const { engine } = recorder();
  const header = (changes: Partial<SourceHeader>, options = {}) => {
    const {
      width,
      height,
      bands,
      format,
      interpretation,
      hasAlpha,
      pages,
      orientation,
      interlaced,
      hasProfile,
      codec,
    } = imageOf(engine, source(changes)).thumbnail(500, options);
    return {
      size: `${width}x${height}`,
      bands,
      format,
      interpretation,
      hasAlpha,
      pages,
      orientation,
      interlaced,
      hasProfile,
      codec,
    };
  };
  const plain = {
    ...{ size: "500x375", bands: 3, format: "uchar", interpretation: "srgb", hasAlpha: false },
    ...{ pages: 1, orientation: 1, interlaced: false, hasProfile: false, codec: "jpeg" },
  };

  test("is upright sRGB of 8 bits, by rule", () => {
    expect(header({})).toEqual(plain);
    expect(header({ orientation: 6, interlaced: true })).toEqual({ ...plain, size: "375x500" });
    expect(header({ bands: 4, interpretation: "cmyk", profileBytes: 900 })).toEqual(plain);
    expect(header({ bands: 4, interpretation: "rgb16", format: "ushort", hasAlpha: true })).toEqual({
      ...plain,
      bands: 4,
      hasAlpha: true,
    });
    const grey = { ...plain, bands: 1, interpretation: "b-w" };
    expect(header({ bands: 1, interpretation: "b-w" })).toEqual(grey);
    expect(header({ bands: 2, interpretation: "grey16", format: "ushort", hasAlpha: true })).toEqual({
      ...grey,
      bands: 2,
      hasAlpha: true,
    });
    expect(header({ bands: 1, interpretation: "b-w", profileBytes: 900 })).toEqual(plain);
  });

  test("keeps the space and the pages where that is asked for", () => {
    const cmyk = { bands: 4, interpretation: "cmyk", profileBytes: 900 };
    expect(header(cmyk, { colour: "keep" })).toEqual({
      ...plain,
      ...{ bands: 4, interpretation: "cmyk", hasProfile: true },
    });
    expect(header({ pages: 7 }, { pages: "all" })).toEqual({ ...plain, pages: 7 });
    expect(header({ pages: 7 })).toEqual(plain);
  });
});

describe("options that are wrong", () => {
  const image = imageOf(recorder().engine, source());

  test.each([
    [0, {}],
    [1.5, {}],
    [Number.NaN, {}],
    [Number.POSITIVE_INFINITY, {}],
    [{}, {}],
    [{ width: 5, height: 0 }, {}],
    ["5xx", {}],
    [5, { fit: "squeeze" }],
    [5, { crop: "left" }],
    [5, { pages: 2 }],
    [5, { colour: "p3" }],
    [5, { background: [1, 2] }],
  ] as const)("%j with %j is refused at once", (size, options) => {
    expect(() => image.thumbnail(size, options as object)).toThrow(
      expect.objectContaining({ tag: "usage", cure: expect.stringMatching(/\.$/) }),
    );
  });
});

describe("running", () => {
  test("asks the engine with the format by the path's ending, or the one that is named", async () => {
    const { engine, calls } = recorder();
    const image = imageOf(engine, source());
    await image.save("a.JPG", { quality: 5 });
    await image.save("b.png", { format: "webp" });
    await image.encode("avif");
    await expect(image.save("c.bmp")).rejects.toMatchObject({ tag: "usage" });
    await expect(image.encode("bmp" as "png")).rejects.toMatchObject({ tag: "usage" });
    expect(calls.map(({ target, options }) => [target, options.format, options.quality])).toEqual([
      ["a.JPG", "jpeg", 5],
      ["b.png", "webp", undefined],
      ["avif", undefined, undefined],
    ]);
  });
});

describe("an image that is disposed", () => {
  test("throws whatever it is asked, but not when it is disposed again", async () => {
    const { engine, calls } = recorder();
    const image = imageOf(engine, source());
    const thumbnail = image.thumbnail(100);
    image.dispose();
    image[Symbol.dispose]();
    const disposed = expect.objectContaining({ tag: "disposed" });
    expect(() => image.width).toThrow(disposed);
    expect(() => image.codec).toThrow(disposed);
    expect(() => recipeOf(image)).toThrow(disposed);
    expect(() => image.thumbnail(5)).toThrow(disposed);
    await expect(image.save("x.png")).rejects.toEqual(disposed);
    await expect(image.encode("png")).rejects.toEqual(disposed);
    expect(calls).toEqual([]);
    // What was made from it before is a recipe of its own.
    await thumbnail.encode("png");
    expect(calls).toHaveLength(1);
  });

  test("is one at the end of its scope", () => {
    let kept: Image;
    {
      using image = imageOf(recorder().engine, source());
      kept = image;
      expect(image.width).toBe(4000);
    }
    expect(() => kept.width).toThrow(expect.objectContaining({ tag: "disposed" }));
  });
});
