/**
 * Which images of a recipe are held: only where something reads out of order, or several read out of step.
 * Not here: that the pixels are then right (test/run/lowering/recipes.test), or what it costs.
 * Read next: src/plan/access/held-images.ts.
 */
import { describe, expect, test } from "vitest";
import type { ImageHeader } from "../../../src/graph/recipe/header.ts";
import { kernelNode } from "../../../src/graph/recipe/kernel-node.ts";
import type { ArgumentValue, OpenNode, RecipeNode } from "../../../src/graph/recipe/nodes.ts";
import { heldNodes } from "../../../src/plan/access/held-images.ts";
import { makePlan } from "../../../src/plan/make-plan.ts";

const size = { width: 1000, height: 800, bands: 3, pages: 1, format: "uchar", interpretation: "srgb" } as const;
const header: ImageHeader = { ...size, hasAlpha: false, orientation: 1, interlaced: false, profileBytes: 0 };

const file: OpenNode = {
  ...{ kind: "open", source: { kind: "bytes", bytes: new Uint8Array(1) }, failOn: "warning" },
  header: { ...header, codec: "png", loader: "pngload_source", sizeBytes: 1000, levels: [], facts: undefined },
};

function operation(
  name: string,
  args: Readonly<Record<string, ArgumentValue>>,
  changes: Partial<ImageHeader> = {},
): RecipeNode {
  return { kind: "operation", name, args, output: "out", headers: () => ({ out: { ...header, ...changes } }) };
}

const names = (recipe: RecipeNode): string[] =>
  Array.from(heldNodes(recipe), (node) => (node.kind === "operation" ? node.name : node.kind));

describe("what is held", () => {
  test("is nothing where all streams", () => {
    const blurred = operation("gaussblur", { in: file, sigma: 2 });
    expect(names(operation("sobel", { in: blurred }))).toEqual([]);
    expect(names(operation("avg", { in: blurred }))).toEqual([]);
    expect(names(operation("flip", { in: file, direction: "horizontal" }))).toEqual([]);
  });

  test("is what an operation reads out of order", () => {
    const blurred = operation("gaussblur", { in: file, sigma: 2 });
    expect(names(operation("flip", { in: blurred, direction: "vertical" }))).toEqual(["gaussblur"]);
    expect(names(operation("rot", { in: file, angle: "d90" }, { width: 800, height: 1000 }))).toEqual(["open"]);
  });

  test("is not what is made of numbers alone", () => {
    const black = operation("black", { width: 1000, height: 800 });
    expect(names(operation("flip", { in: black, direction: "vertical" }))).toEqual([]);
    expect(names(operation("flip", { in: operation("invert", { in: black }), direction: "vertical" }))).toEqual([]);
  });

  test("is not what several read row by row together", () => {
    const blurred = operation("gaussblur", { in: file, sigma: 2 });
    expect(names(operation("subtract", { left: file, right: blurred }))).toEqual([]);
  });

  test("is what a kernel and something beside it read, and not what goes through the kernel alone", () => {
    const copy = (): undefined => undefined;
    const blurred = operation("gaussblur", { in: file, sigma: 2 });
    const mapped = kernelNode([operation("invert", { in: blurred })], copy, "tile", {});
    expect(names(operation("subtract", { left: blurred, right: operation("sobel", { in: mapped }) }))).toEqual([
      "gaussblur",
    ]);
    const parts = kernelNode([blurred, operation("sobel", { in: blurred })], copy, "tiles", {});
    expect(names(parts)).toEqual([]);
    expect(names(operation("subtract", { left: parts, right: operation("invert", { in: parts }) }))).toEqual([]);
    expect(names(operation("flip", { in: parts, direction: "vertical" }))).toEqual(["kernel"]);
  });

  test("is not computed into memory again where it can be had in any order from what is held", () => {
    const turned = operation("rot", { in: file, angle: "d90" }, { width: 800, height: 1000 });
    const blurred = operation("gaussblur", { in: turned, sigma: 2 }, { width: 800, height: 1000 });
    const flipped = operation("flip", { in: blurred, direction: "vertical" }, { width: 800, height: 1000 });
    expect(names(flipped)).toEqual(["open"]);
  });

  test("is what several read out of step", () => {
    const top = operation("extract_area", { input: file, left: 0, top: 0, width: 1000, height: 400 }, { height: 400 });
    const bottom = operation(
      "extract_area",
      { input: file, left: 0, top: 400, width: 1000, height: 400 },
      { height: 400 },
    );
    expect(names(operation("add", { left: top, right: bottom }, { height: 400 }))).toEqual(["open"]);
  });

  test("is priced: more is projected, and an operation that nobody knows holds everything", () => {
    const project = (recipe: RecipeNode): number =>
      makePlan({ recipe, format: "png", options: {}, toMemory: false }, { threads: 1 }).projected;
    const turned = project(operation("rot", { in: file, angle: "d180" }));
    expect(turned).toBeGreaterThanOrEqual(1000 * 800 * 3 + 1_000_000);
    const unknown = project(operation("nobody_knows", { in: file }));
    expect(unknown).toBeGreaterThanOrEqual(3 * 1000 * 800 * 3 + 1_000_000);
    expect(names(operation("nobody_knows", { in: file }))).toEqual(["open"]);
  });
});
