/**
 * Plans of several outputs: shared images are decoded once and held, where that saves time and fits.
 * Not here: whether the files are right (test/run/output/write.test), or the memory (test/budget-holds).
 * Read next: src/plan/plan-outputs.ts.
 */
import { describe, expect, test } from "vitest";
import type { JpegFacts } from "../../src/codec/jpeg-markers.ts";
import { bytes } from "../../src/core/bytes.ts";
import { imageOf, recipeOf } from "../../src/graph/image/image.ts";
import { plainHeader, type SourceHeader } from "../../src/graph/recipe/header.ts";
import type { OpenNode, RecipeNode } from "../../src/graph/recipe/nodes.ts";
import { explainPlan } from "../../src/plan/explain-plan.ts";
import { fitPlan } from "../../src/plan/fit-plan.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { planFor } from "../../src/plan/plan-outputs.ts";
import { refusePlan } from "../../src/plan/refuse-plan.ts";
import type { Output, PlanLimits } from "../../src/plan/request.ts";
import { sharedNodes } from "../../src/plan/stages/shared-nodes.ts";

const size = { width: 8000, height: 6000, bands: 3, format: "uchar", interpretation: "srgb" } as const;

const component = { id: 1, horizontal: 1, vertical: 1 };
const jpeg: JpegFacts = {
  ...{ width: 8000, height: 6000, bitsPerSample: 8, process: "baseline", arithmetic: false },
  ...{ scans: 1, multiScan: false, components: [component, component, component] },
};

/** A baseline JPEG unless `changes` say otherwise. */
function file(changes: Partial<SourceHeader> = {}): OpenNode {
  const source = { codec: "jpeg", loader: "jpegload_source", sizeBytes: 9e6, levels: [] };
  const header: SourceHeader = { ...plainHeader(size), ...source, facts: { codec: "jpeg", jpeg }, ...changes };
  return { kind: "open", source: { kind: "bytes", bytes: new Uint8Array(1) }, header, failOn: "warning" };
}

const thumbnail = (input: RecipeNode, width: number): RecipeNode =>
  recipeOf(imageOf(undefined as never, input).thumbnail({ width }));

function blurred(input: RecipeNode): RecipeNode {
  const header = plainHeader(size);
  return {
    kind: "operation",
    name: "gaussblur",
    args: { in: input, sigma: 2 },
    output: "out",
    headers: () => ({ out: header }),
  };
}

function output(recipe: RecipeNode, name: string, changes: Partial<Output> = {}): Output {
  return { recipe, name, format: "webp", options: {}, toMemory: false, ...changes };
}

const widths = (input: RecipeNode, ...list: number[]): Output[] =>
  list.map((width) => output(thumbnail(input, width), `out/${width}.webp`));

const plan = (outputs: readonly Output[], limits: Partial<PlanLimits> = {}): Plan =>
  planFor(outputs, { threads: 2, ...limits });

const names = ({ stages }: Plan): string[] => stages.map(({ name }) => name);
const shrinks = ({ passes = [] }: Plan): number[][] =>
  passes.map(({ loads }) => Array.from(loads.values(), ({ shrink }) => shrink));

describe("thumbnails of one file", () => {
  test("are made from one decode, as large as the largest needs, from large to small", () => {
    const made = plan(widths(file(), 320, 1280, 640), { atOnce: 1 });
    expect(names(made)).toEqual([
      "shared: jpeg, into memory",
      ...["1280", "640", "320"].flatMap((width) => [`${width}.webp: thumbnail`, `${width}.webp: encode`]),
    ]);
    // 8000 / 1280 is 6.25, of which 1.5 is left to the resampler.
    expect(shrinks(made)).toEqual([[4]]);
    expect(made.stages[0]?.makes?.place).toBe("memory");
    expect(made.stages[0]?.terms).toContainEqual(
      expect.objectContaining({ name: "jpeg, held", size: 2000 * 1500 * 3 }),
    );
    expect(made.stages.map((stage) => stage.output)).toEqual([undefined, 1, 1, 2, 2, 0, 0]);
  });

  test("let go of what they share when the last of them has read it", () => {
    const recipes = widths(file(), 320, 640);
    const alone = plan(recipes, { atOnce: 1 });
    const free = ({ stages }: Plan): number =>
      stages.findIndex(({ frees }) => frees.some(({ kind }) => kind === "open"));
    expect(names(alone)[free(alone)]).toBe("320.webp: thumbnail");
    // Side by side, another output may still read it while the last one is encoded.
    const together = plan(recipes, { atOnce: 2 });
    expect(names(together)[free(together)]).toBe("320.webp: encode");
  });

  test("in two formats are resampled once", () => {
    const recipe = thumbnail(file(), 640);
    const made = plan([output(recipe, "a.webp"), output(recipe, "a.avif", { format: "avif" })], { atOnce: 1 });
    expect(names(made)).toEqual(["shared: decode", "a.webp: encode", "a.avif: encode"]);
  });

  test("side by side count what may be held beside each", () => {
    const outputs = widths(file(), 2000, 1000, 500);
    const [alone, together] = [plan(outputs, { atOnce: 1 }), plan(outputs, { atOnce: 2 })];
    expect(together.projected).toBeGreaterThan(alone.projected);
    const others = together.stages.map(
      ({ terms }) => terms.find(({ name }) => name === "another output meanwhile")?.size,
    );
    expect(others[0]).toBeUndefined();
    // Beside the largest output the second largest may run; beside any other, the largest.
    expect(new Set(others.slice(3)).size).toBe(1);
    expect(others[1]).toBeLessThan(others[3] as number);
    for (const stage of together.stages) {
      expect(stage.terms.reduce((sum, term) => sum + term.size, 0)).toBe(stage.projected);
    }
    expect(together.projected).toBe(Math.max(...together.stages.map(({ projected }) => projected)));
  });

  test("of a drawing are drawn one by one, as they would be alone", () => {
    const made = plan(widths(file({ codec: "svg" }), 320, 640));
    expect(made.passes).toHaveLength(2);
    expect(made.choices).toMatchObject([{ step: "separate passes" }]);
  });

  test("of a pyramid are read from their own levels", () => {
    const levels = [1, 2, 3, 4, 5].map((page) => ({ page, width: 64_000 >> page, height: 64_000 >> page }));
    const made = plan(widths(file({ codec: "tiff", width: 64_000, height: 64_000, levels }), 320, 16_000));
    expect(made.passes).toHaveLength(2);
    expect(made.passes?.map(({ loads }) => [...loads.values()][0]?.size.width)).toEqual([32_000, 2000]);
  });
});

describe("a copy beside thumbnails", () => {
  test("of a JPEG streams by itself, since small decodes are cheap, and this is a choice on record", () => {
    const node = file();
    const made = plan([...widths(node, 320, 640), output(node, "copy.tif", { format: "tiff" })]);
    expect(made.passes?.map(({ outputs }) => outputs.map(({ index }) => index))).toEqual([[2], [1, 0]]);
    expect(names(made)[0]).toBe("copy.tif: stream");
    const [choice] = made.choices;
    expect(choice).toMatchObject({ step: "separate passes", after: made.projected });
    expect(choice?.before).toBeGreaterThan(8000 * 6000 * 3);
  });

  test("of a PNG shares its decode", () => {
    const node = file({ codec: "png", loader: "pngload_source" });
    const made = plan([...widths(node, 320, 640), output(node, "copy.tif", { format: "tiff" })]);
    expect(made.passes).toHaveLength(1);
    expect(made.choices).toEqual([]);
  });
});

describe("recipes", () => {
  test("hold the last image that they have in common", () => {
    const blur = blurred(file());
    expect([...sharedNodes([blur, thumbnail(blur, 300)])]).toEqual([blur]);
    const made = plan([output(blur, "a.tif", { format: "tiff" }), output(thumbnail(blur, 300), "b.webp")]);
    expect(names(made)[0]).toBe("shared: gaussblur, into memory");
    expect(made.passes).toHaveLength(1);
  });

  test("hold it once where both results are the same image, and not the metadata that is set on it", () => {
    const blur = blurred(file());
    expect([...sharedNodes([blur, blur])]).toEqual([blur]);
    const tagged: RecipeNode = { kind: "metadata", input: blur, fields: { comment: "x" } };
    expect([...sharedNodes([tagged, tagged])]).toEqual([blur]);
  });

  test("without anything in common are passes of their own, which is nobody's choice", () => {
    const made = plan([output(blurred(file()), "a.webp"), output(blurred(file()), "b.webp")]);
    expect([made.passes?.length, made.choices]).toEqual([2, []]);
  });
});

describe("a budget without room for all of it", () => {
  const outputs = widths(file(), 4000, 3000, 2000);
  const room = (free: number) => ({ allowed: bytes(free + 50_000_000), process: bytes(50_000_000) });

  test("makes one output at a time before anything that costs more", () => {
    const wishes = { threads: 2, share: 1 };
    const { plan: fitted, fits } = fitPlan(outputs, wishes, room(plan(outputs, wishes).projected - 1));
    expect([fits, fitted.choices.map(({ step }) => step)]).toEqual([true, ["one output at a time"]]);
  });

  test("puts what is shared on disk, and where even that has no room makes passes", () => {
    const node = blurred(file({ codec: "png", loader: "pngload_source" }));
    const several = [output(node, "a.tif", { format: "tiff" }), output(thumbnail(node, 300), "b.webp")];
    const { plan: onDisk, fits } = fitPlan(several, { threads: 2 }, room(80_000_000));
    expect([fits, onDisk.scratch, onDisk.passes?.length]).toEqual([true, 8000 * 6000 * 3, 1]);
    expect(onDisk.choices.map(({ step }) => step)).toContain("scratch");
    const noDisk = { ...room(80_000_000), disk: bytes(1_000_000) };
    const apart = fitPlan(several, { threads: 2 }, noDisk);
    expect([apart.fits, apart.plan.scratch, apart.plan.passes?.length]).toEqual([true, 0, 2]);
    expect(apart.plan.choices.map(({ step }) => step)).toEqual(["separate passes"]);
  });

  test("is refused for the output that has none, with numbers that then do", () => {
    const wanted = widths(file(), 7000, 300);
    const tight = room(10_000_000);
    const { plan: frugal, fits } = fitPlan(wanted, { threads: 2 }, tight);
    expect(fits).toBe(false);
    const { cure, asked } = refusePlan(wanted, frugal, tight);
    expect(asked).toBe(frugal.projected);
    const [, megabytes] = /--memory (\d+)MB/.exec(cure) ?? [];
    expect(fitPlan(wanted, { threads: 2 }, { ...tight, allowed: bytes(Number(megabytes) * 1e6) }).fits).toBe(true);
  });
});

test("an explanation has every output with what is done for it alone", () => {
  const blur = blurred(file());
  const outputs = [output(thumbnail(blur, 300), "a.webp"), output(thumbnail(blur, 600), "b.webp")];
  const room = { allowed: bytes(1e9), process: bytes(5e7) };
  const explained = explainPlan(plan(outputs), outputs, room);
  expect(explained.steps).toEqual(["gaussblur 2"]);
  expect(explained.output.name).toBe("a.webp");
  expect(explained.outputs?.map(({ name, steps }) => [name, steps])).toEqual([
    ["a.webp", ["thumbnail 300 × 225"]],
    ["b.webp", ["thumbnail 600 × 450"]],
  ]);
});
