/**
 * Plans: pure, frozen, sums of named terms, larger for larger work, and an error where there is no price.
 * Not here: whether the numbers are true; the budget tests measure that.
 * Read next: src/plan/make-plan.ts.
 */
import { describe, expect, test } from "vitest";
import { imageOf, recipeOf } from "../../src/graph/image/image.ts";
import { outputFormats } from "../../src/graph/output/encoding.ts";
import type { SourceHeader } from "../../src/graph/recipe/header.ts";
import type { OpenNode, RecipeNode } from "../../src/graph/recipe/nodes.ts";
import type { ThumbnailOptions } from "../../src/graph/recipe/thumbnail.ts";
import type { LoadChoice } from "../../src/plan/load/load-choice.ts";
import { storedSize } from "../../src/plan/load/stored-size.ts";
import { makePlan } from "../../src/plan/make-plan.ts";
import { largestTerms, type Plan } from "../../src/plan/plan.ts";
import type { Output } from "../../src/plan/request.ts";

const codecs = ["jpeg", "png", "webp", "gif", "avif", "heif", "tiff", "svg"];

function source(changes: Partial<SourceHeader> = {}): OpenNode {
  const header: SourceHeader = {
    ...{ width: 6000, height: 4000, bands: 3, format: "uchar", interpretation: "srgb", hasAlpha: false, pages: 1 },
    ...{ orientation: 1, interlaced: false, profileBytes: 0, codec: "png", loader: "pngload_source", sizeBytes: 9e6 },
    ...{ levels: [], facts: undefined },
    ...changes,
  };
  return { kind: "open", source: { kind: "bytes", bytes: new Uint8Array(1) }, header, failOn: "warning" };
}

function thumbnail(node: RecipeNode, size: number | string, options: ThumbnailOptions = {}): RecipeNode {
  // A plan needs no engine, and an image only passes its engine on.
  return recipeOf(imageOf(undefined as never, node).thumbnail(size, options));
}

function plan(recipe: RecipeNode, changes: Partial<Output> = {}, threads = 2): Plan {
  return makePlan({ recipe, format: "jpeg", options: {}, toMemory: false, ...changes }, { threads });
}

/** The load of the only file. */
function loadOf({ loads }: Plan): LoadChoice {
  const [only, ...others] = loads.values();
  if (only === undefined || others.length > 0) throw new Error("there is one file");
  return only;
}

describe("a plan", () => {
  test("is the same for the same, and frozen", () => {
    const recipe = thumbnail(source(), 500);
    const [first, second] = [plan(recipe), plan(recipe)];
    expect(first).toEqual(second);
    expect([Object.isFrozen(first), first.stages.every((stage) => Object.isFrozen(stage))]).toEqual([true, true]);
  });

  test.each(codecs)("of a %s is a sum of named terms, stage by stage, and the largest stage is the peak", (codec) => {
    for (const format of outputFormats) {
      for (const recipe of [source({ codec }), thumbnail(source({ codec }), 500)]) {
        const { stages, projected } = plan(recipe, { format });
        for (const { terms, projected: sum } of stages) {
          expect(terms.reduce((total, { size }) => total + size, 0)).toBe(sum);
          expect(terms.every(({ name, size }) => name !== "" && Number.isSafeInteger(size) && size >= 0)).toBe(true);
        }
        expect(projected).toBe(Math.max(...stages.map((stage) => stage.projected)));
        expect(projected).toBeGreaterThan(1_000_000);
      }
    }
  });

  test("names its largest terms, of the stage that is the peak", () => {
    const made = plan(thumbnail(source({ interlaced: true }), 500));
    const [first, ...others] = largestTerms(made);
    expect(first?.name).toContain("interlaced");
    expect(first?.size).toBeGreaterThanOrEqual(6000 * 4000 * 3);
    expect(others.length).toBe(2);
  });

  test("holds thumbnails in memory between two stages, and streams everything else in one", () => {
    expect(plan(thumbnail(source(), 500))).toMatchObject({ stages: [{ name: "decode" }, { name: "encode" }] });
    expect(plan(source())).toMatchObject({ stages: [{ name: "stream" }] });
  });
});

describe("the price", () => {
  const price = (changes: Partial<SourceHeader>, size: number | string = 500, threads = 2): number =>
    plan(thumbnail(source(changes), size), {}, threads).projected;

  test.each(codecs)("of a %s grows with the image, the result and the threads", (codec) => {
    const base = price({ codec });
    expect(price({ codec, width: 12_000, height: 8000 })).toBeGreaterThanOrEqual(base);
    expect(price({ codec }, 3000)).toBeGreaterThan(base);
    expect(price({ codec }, 500, 8)).toBeGreaterThanOrEqual(base);
    expect(price({ codec, bands: 4, hasAlpha: true })).toBeGreaterThanOrEqual(base);
  });

  test("of what is held whole grows with it", () => {
    expect(price({ interlaced: true })).toBeGreaterThan(price({}) + 6000 * 4000 * 2);
    expect(price({ codec: "gif" })).toBeGreaterThan(6000 * 4000 * 4);
    expect(price({ codec: "avif" })).toBeGreaterThan(6000 * 4000 * 4);
  });

  test("of an animation grows with its frames only where all are asked for", () => {
    const gif = source({ codec: "gif", width: 800, height: 600, pages: 200 });
    const first = plan(thumbnail(gif, 500), { format: "gif" });
    const all = plan(thumbnail(gif, 500, { pages: "all" }), { format: "gif" });
    expect(loadOf(first).pages).toBe(1);
    expect(loadOf(all).pages).toBe(200);
    expect(all.threads).toBe(1);
    expect(all.projected).toBeGreaterThan(first.projected + 190 * 500 * 375 * 3);
    const padded = plan(thumbnail(gif, "500x2000", { pages: "all", fit: "contain" }), { format: "webp" });
    expect(padded.projected).toBeGreaterThan(200 * 500 * 2000 * 3);
  });

  test("of bytes in memory is above that of a file", () => {
    const recipe = thumbnail(source(), 4000);
    const toFile = plan(recipe, { format: "tiff" }).projected;
    expect(plan(recipe, { format: "tiff", toMemory: true }).projected).toBeGreaterThan(toFile);
  });

  test("of a stream of bytes has the thread that waits, for those that come and those that go", () => {
    const waits = (made: Plan): string[] =>
      made.stages
        .flatMap(({ terms }) => terms.map(({ name }) => name))
        .filter((name) => /thread (?:that|beside)/.test(name));
    const stream = { kind: "stream", size: 0, failure: undefined, dispose: () => {} } as const;
    const given = (changes: Partial<SourceHeader>): OpenNode => ({ ...source(changes), source: stream });
    expect(waits(plan(source()))).toEqual([]);
    expect(waits(plan(source(), { streamed: true }))).toEqual(["a thread beside the reader"]);
    expect(waits(plan(given({})))).toEqual(["a thread that waits for bytes"]);
    expect(waits(plan(thumbnail(given({}), 500), { streamed: true }))).toHaveLength(2);
    // These are read to their end first.
    for (const codec of ["gif", "tiff"]) expect(waits(plan(given({ codec })))).toEqual([]);
    expect(waits(plan(given({ interlaced: true })))).toEqual([]);
  });

  test("of a drawing depends on the thumbnail, not on what the drawing says of itself", () => {
    const drawing = { codec: "svg", bands: 4, hasAlpha: true };
    expect(price({ ...drawing, width: 60_000, height: 40_000 })).toBe(price({ ...drawing, width: 600, height: 400 }));
  });

  test.each(["exr", "", "JPEG"])("of a codec that nobody measured is an error: %j", (codec) => {
    expect(() => plan(source({ codec }))).toThrow(expect.objectContaining({ tag: "unsupported" }));
  });
});

describe("sizes before the orientation is applied", () => {
  test.each([1, 3, 5, 6, 8])("orientation %i", (orientation) => {
    const recipe = thumbnail(source({ orientation }), "300x200", { fit: "cover" });
    if (recipe.kind !== "thumbnail") throw new Error("it is a thumbnail");
    const { width, height } = storedSize(recipe, 1);
    expect([width, height]).toEqual(orientation >= 5 ? [450, 300] : [300, 200]);
  });

  test("a thumbnail of a thumbnail is loaded for the first of them", () => {
    const once = thumbnail(source({ codec: "jpeg" }), 600);
    expect(loadOf(plan(thumbnail(once, 60))).shrink).toBe(4);
  });
});
