/**
 * Which images of a recipe are held: only those that are read out of order, or by several readers out of step.
 * Not here: whether the pixels are right (test/run/lowering/recipes.test), or what holding costs.
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
  Array.from(heldNodes(recipe, 128), (node) => (node.kind === "operation" ? node.name : node.kind));

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

  /** A convolution that needs so many rows above and below. */
  const seeing = (input: RecipeNode, rows: number): RecipeNode =>
    operation("conv", { in: input, mask: operation("black", {}, { width: 1, height: 2 * rows }) });
  const inOrder = (recipe: RecipeNode): boolean => names(recipe).length === 0;

  test("is what is read further around a row than the rows that libvips works on at a time", () => {
    expect(inOrder(seeing(file, 128))).toBe(true);
    expect(names(seeing(file, 129))).toEqual(["open"]);
    expect(names(seeing(operation("invert", { in: file }), 129))).toEqual(["invert"]);
    expect(inOrder(operation("gaussblur", { in: file, sigma: 70 }))).toBe(true);
    expect(inOrder(operation("gaussblur", { in: file, sigma: 75 }))).toBe(false);
    expect(inOrder(operation("gaussblur", { in: file, sigma: 70, min_ampl: 0.1 }))).toBe(false);
    expect(inOrder(operation("rank", { in: file, width: 1, height: 301, index: 9 }))).toBe(false);
  });

  test("counts together what operations see one after the other, up to where rows are kept anyway", () => {
    expect(inOrder(seeing(operation("invert", { in: seeing(file, 64) }), 64))).toBe(true);
    expect(names(seeing(seeing(file, 64), 65))).toEqual(["open"]);
    expect(names(seeing(seeing(seeing(file, 100), 100), 100))).toEqual(["conv"]);
    expect(names(seeing(seeing(seeing(seeing(file, 100), 100), 100), 100))).toEqual(["open"]);
    const lower = operation("resize", { in: seeing(file, 100), scale: 0.5 }, { width: 500, height: 400 });
    expect(inOrder(seeing(lower, 100))).toBe(true);
    expect(names(seeing(operation("rot", { in: seeing(file, 100), angle: "d180" }), 100))).toEqual(["conv"]);
  });

  test("is what is merged where one image lies over more rows of the other", () => {
    const other: RecipeNode = { ...file };
    const merged = (rows: number): RecipeNode =>
      operation("merge", { ref: file, sec: other, direction: "vertical" }, { height: 1600 - rows });
    expect(inOrder(merged(128))).toBe(true);
    expect(names(merged(129))).toEqual(["open", "open"]);
    expect(inOrder(operation("merge", { ref: file, sec: other, direction: "horizontal" }, { width: 1500 }))).toBe(true);
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
