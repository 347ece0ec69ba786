/**
 * The steps to make a plan fit: each in turn, on record, and none without need; and refusals with a cure.
 * Not here: whether runs keep the projection; the budget tests measure that.
 * Read next: src/plan/fit-plan.ts.
 */
import { describe, expect, test } from "vitest";
import { bytes } from "../../src/core/bytes.ts";
import { imageOf, recipeOf } from "../../src/graph/image/image.ts";
import { plainHeader, type SourceHeader } from "../../src/graph/recipe/header.ts";
import type { OpenNode, RecipeNode } from "../../src/graph/recipe/nodes.ts";
import { type Fitted, fitPlan } from "../../src/plan/fit-plan.ts";
import { makePlan } from "../../src/plan/make-plan.ts";
import { refusePlan } from "../../src/plan/refuse-plan.ts";
import type { Output } from "../../src/plan/request.ts";

const size = { width: 8000, height: 6000, bands: 3, format: "uchar", interpretation: "srgb" } as const;

function file(changes: Partial<SourceHeader> = {}): OpenNode {
  const source = { codec: "jpeg", loader: "jpegload_source", sizeBytes: 9e6, levels: [], facts: undefined };
  const header: SourceHeader = { ...plainHeader(size), ...source, codec: "tiff", ...changes };
  return { kind: "open", source: { kind: "bytes", bytes: new Uint8Array(1) }, header, failOn: "warning" };
}

function turned(input: RecipeNode): RecipeNode {
  const header = plainHeader({ ...size, width: size.height, height: size.width });
  return {
    kind: "operation",
    name: "rot",
    args: { in: input, angle: "d90" },
    output: "out",
    headers: () => ({ out: header }),
  };
}

function output(recipe: RecipeNode, changes: Partial<Output> = {}): Output {
  return { recipe, format: "tiff", options: {}, toMemory: false, ...changes };
}

/** The plan with `free` bytes beside the process. */
function planWithin(wanted: Output, free: number, threads = 4): Fitted {
  return fitPlan(wanted, { threads }, { allowed: bytes(free + 50_000_000), process: bytes(50_000_000) });
}

const steps = ({ plan }: Fitted): string[] => plan.choices.map(({ step }) => step);

describe("a plan that fits", () => {
  test("is as wished", () => {
    const wanted = output(turned(file()));
    const { plan, fits } = planWithin(wanted, 1e9);
    expect([fits, plan.choices, plan]).toEqual([true, [], makePlan(wanted, { threads: 4 })]);
  });
});

describe("a plan that does not fit", () => {
  test("puts on disk what is read out of order, counts the disk, and keeps its threads where they do not matter", () => {
    const fitted = planWithin(output(turned(file())), 60_000_000);
    expect(fitted.fits).toBe(true);
    expect(steps(fitted)).toEqual(["scratch"]);
    expect(fitted.plan.scratch).toBe(8000 * 6000 * 3);
    expect(fitted.plan.threads).toBe(4);
    expect(fitted.plan.stages[0]).toMatchObject({ name: "tiff, to disk", makes: { place: "scratch" } });
    const [choice] = fitted.plan.choices;
    expect(choice?.what).toBe("1 image waits on disk, 144 MB");
    expect(choice?.before).toBeGreaterThan(144_000_000);
    expect(choice?.after).toBe(fitted.plan.projected);
  });

  test("takes fewer threads, as many as there is room for", () => {
    const wanted = output(file({ width: 60_000 }));
    const [all, half, one] = [32, 16, 1].map((threads) => makePlan(wanted, { threads }).projected as number);
    const fitted = planWithin(wanted, half as number, 32);
    expect([steps(fitted), fitted.plan.threads]).toEqual([["fewer threads"], 16]);
    expect(fitted.plan.choices[0]?.what).toBe("16 threads instead of 32");
    expect(all).toBeGreaterThan(half as number);
    expect(planWithin(wanted, one as number, 32).plan.threads).toBeLessThanOrEqual(8);
  });

  test("codes a JPEG in one pass, and says so", () => {
    const small = file({ width: 2000, height: 2000 });
    const wanted = output(small, { format: "jpeg" });
    const fitted = planWithin(wanted, makePlan(wanted, { threads: 1 }).projected - 1, 1);
    expect(steps(fitted)).toEqual(["streaming encoder"]);
    expect(fitted.plan.options.optimise).toBe(false);
    expect(fitted.plan.told.join()).toContain("one pass");
  });

  test("does not take back what was asked for", () => {
    const small = file({ width: 2000, height: 2000 });
    const wanted = output(small, { format: "jpeg", options: { interlace: true } });
    const room = { allowed: bytes(50_000_000 + makePlan(wanted, { threads: 1 }).projected - 1), process: bytes(5e7) };
    const { plan, fits } = fitPlan(wanted, { threads: 1 }, room);
    expect([fits, plan.options.interlace]).toEqual([false, true]);
    expect(refusePlan(wanted, plan, room).cure).toContain("leave out interlace");
  });

  test("decodes smaller", () => {
    const recipe = recipeOf(imageOf(undefined as never, file({ codec: "jpeg", interlaced: false })).thumbnail(1500));
    const wanted = output(recipe, { format: "jpeg" });
    const [usual, coarse] = [1.5, 1].map((share) => makePlan(wanted, { threads: 1, share }).projected as number);
    expect(coarse).toBeLessThan(usual as number);
    expect(steps(planWithin(wanted, coarse as number, 1))).toContain("smaller decode");
  });

  test("is refused with its most frugal numbers, and fits into what the refusal names", () => {
    const wanted = output(turned(file({ interlaced: true, codec: "png" })));
    const room = { allowed: bytes(60e6), process: bytes(50e6) };
    const { plan, fits } = fitPlan(wanted, { threads: 4 }, room);
    const error = refusePlan(wanted, plan, room);
    expect(fits).toBe(false);
    expect(error).toMatchObject({ tag: "budget", asked: plan.projected, free: 10e6, needed: plan.projected + 50e6 });
    expect(error.terms[0]).toMatchObject({ name: "interlaced image" });
    const [, megabytes] = /--memory (\d+)MB/.exec(error.cure) ?? [];
    expect(fitPlan(wanted, { threads: 4 }, { ...room, allowed: bytes(Number(megabytes) * 1e6) }).fits).toBe(true);
  });
});
