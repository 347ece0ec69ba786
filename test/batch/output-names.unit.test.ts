/**
 * The names of outputs: templates, mirrored trees, formats by name, collisions, and that no name leads out of
 * the output folder.
 * Not here: writing the outputs, or existing files (existing.test).
 * Read next: src/batch/output-names.ts.
 */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { InputFile } from "../../src/batch/find-inputs.ts";
import { defaultTemplate, type NamingRules, nameOutputs } from "../../src/batch/output-names.ts";
import type { CollisionError } from "../../src/index.ts";

const rules: NamingRules = {
  folder: "out",
  template: defaultTemplate,
  format: "same",
  box: { width: 500, height: 400 },
};

/** An input by its path; its folder is everything between the first part and the name. */
function input(path: string): InputFile {
  const parts = path.split("/");
  return { path, folder: parts.length > 2 ? parts.slice(1, -1).join("/") : "." };
}

/** The outputs of some inputs, with their formats. */
function names(paths: readonly string[], changes: Partial<NamingRules> = {}): string[] {
  return nameOutputs(paths.map(input), { ...rules, ...changes }).map(({ path, format }) => `${path} ${format}`);
}

function collisionsOf(paths: readonly string[], changes: Partial<NamingRules> = {}): CollisionError["collisions"] {
  try {
    names(paths, changes);
  } catch (error) {
    expect(error).toMatchObject({ tag: "collision" });
    return (error as CollisionError).collisions;
  }
  throw new Error("there were no collisions");
}

describe("a name", () => {
  test("mirrors the tree of its folder", () => {
    expect(names(["in/a.jpg", "in/2020/a.jpg", "in/2020/may/b.png"])).toEqual([
      "out/a.jpg jpeg",
      "out/2020/a.jpg jpeg",
      "out/2020/may/b.png png",
    ]);
  });

  test("keeps the input's own ending where the format stays, and takes the format's elsewhere", () => {
    expect(names(["a.JPG", "b.jpeg", "c.tiff", "d.webp"])).toEqual([
      "out/a.JPG jpeg",
      "out/b.jpeg jpeg",
      "out/c.tiff tiff",
      "out/d.webp webp",
    ]);
    expect(names(["a.JPG", "b.png", "c.jpeg"], { format: "jpeg" })).toEqual([
      "out/a.JPG jpeg",
      "out/b.jpg jpeg",
      "out/c.jpeg jpeg",
    ]);
    expect(names(["a.JPG", "b.b.png", "c"], { format: "webp" })).toEqual([
      "out/a.webp webp",
      "out/b.b.webp webp",
      "out/c.webp webp",
    ]);
  });

  test("of what cannot be written is PNG for drawings, and else JPEG", () => {
    expect(names(["a.svg", "b.svgz", "c.pdf", "d.heic", "e", "f.xyz"])).toEqual([
      "out/a.png png",
      "out/b.png png",
      "out/c.png png",
      "out/d.jpg jpeg",
      "out/e.jpg jpeg",
      "out/f.jpg jpeg",
    ]);
  });

  test("comes from its template", () => {
    const template = "{width}x{height}/{dir}/{name}-{ext}.{ext}";
    expect(names(["in/2020/a.jpg"], { template })).toEqual(["out/500x400/2020/a-jpg.jpg jpeg"]);
    expect(names(["in/{name}.jpg"], { template: "{name}{name}.{ext}" })).toEqual(["out/{name}{name}.jpg jpeg"]);
    expect(names(["in/$&.jpg"], { template: "{name}.x" })).toEqual(["out/$&.x jpeg"]);
  });

  test("knows five fields, and only sizes that are asked for", () => {
    for (const template of ["{nam}.jpg", "{}.jpg", "{DIR}/{name}", "{constructor}.jpg", "{__proto__}"]) {
      expect(() => names(["a.jpg"], { template })).toThrow(expect.objectContaining({ tag: "usage" }));
    }
    const width = { template: "{name}-{width}.{ext}", box: { height: 5 } };
    expect(() => names(["a.jpg"], width)).toThrow(/gives no width/);
    expect(names(["a.jpg"], { ...width, box: { width: 5 } })).toEqual(["out/a-5.jpg jpeg"]);
  });
});

describe("the output folder", () => {
  test.each(["../{name}.{ext}", "{dir}/../../{name}.{ext}", "..", "{dir}", ".", "", "a/../../b"])(
    "is not left by %j",
    (template) => {
      expect(() => names(["a.jpg"], { template })).toThrow(expect.objectContaining({ tag: "usage" }));
    },
  );

  test("holds what only looks like a way out", () => {
    expect(names(["a.jpg"], { template: "/abs/{name}.{ext}" })).toEqual(["out/abs/a.jpg jpeg"]);
    expect(names(["a.jpg"], { template: "..{name}.{ext}" })).toEqual(["out/..a.jpg jpeg"]);
    expect(names(["a.jpg"], { template: "x/../{name}.{ext}" })).toEqual(["out/a.jpg jpeg"]);
    expect(names(["a.jpg"], { folder: "." })).toEqual(["a.jpg jpeg"]);
    expect(names(["a.jpg"], { folder: "/" })).toEqual(["/a.jpg jpeg"]);
  });

  test("is not left by an input's name", () => {
    // The folder of an input never contains "..", but a name on the command line might.
    expect(() => nameOutputs([{ path: "x/..", folder: "." }], { ...rules, template: "{name}" })).toThrow();
    expect(() => nameOutputs([{ path: "a.jpg", folder: "../.." }], rules)).toThrow(/outside/);
  });
});

describe("collisions", () => {
  test("are all listed, each with its inputs", () => {
    expect(
      collisionsOf(["in/a.jpg", "in/a.png", "in/b.jpg", "in/c.jpg", "in/c.tif", "in/c.webp"], { format: "webp" }),
    ).toEqual([
      { output: join("out", "a.webp"), inputs: ["in/a.jpg", "in/a.png"] },
      { output: join("out", "c.webp"), inputs: ["in/c.jpg", "in/c.tif", "in/c.webp"] },
    ]);
  });

  test("of names that differ only in case, or in Unicode's forms", () => {
    expect(collisionsOf(["in/A.jpg", "in/a.jpg"]).length).toBe(1);
    expect(collisionsOf(["in/\u00e9.jpg", "in/e\u0301.jpg"]).length).toBe(1);
    expect(collisionsOf(["in/X/a.jpg", "in/x/a.jpg"]).length).toBe(1);
  });

  test("come from a template without a name, and from inputs of several folders", () => {
    expect(collisionsOf(["in/a.jpg", "in/b.jpg"], { template: "same.jpg" }).length).toBe(1);
    expect(collisionsOf(["one/a.jpg", "two/a.jpg"]).length).toBe(1);
    expect(names(["in/a.jpg", "in/a.png"])).toEqual(["out/a.jpg jpeg", "out/a.png png"]);
  });
});
