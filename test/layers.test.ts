/**
 * Imports point downwards only: reads the import lines of src and fails on one that points up.
 * Not here: what a layer is for (docs), or imports of packages.
 * Read next: src/compose.ts, where the layers are joined.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const source = fileURLToPath(new URL("../src/", import.meta.url));

/** Low to high: a folder imports from itself and from those before it. */
const layers = [
  ...["core", "codec", "graph", "plan", "budget", "store"],
  ...["native", "run", "batch", "remote", "report", "cli"],
];
/** Layers that run and are tested without libvips; `store` is among those that may not reach up to it anyway. */
const withoutNative = ["graph", "plan", "budget"];
/** Files directly in src join the layers, for users and for these. */
const mayImportTop = ["cli"];

interface Import {
  readonly from: string;
  readonly to: string;
}

/** The files that a text imports or exports from, starts or loads lazily, as written. */
function specifiers(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "");
  const patterns = [
    /\b(?:import|export)\b[^"';]*?\bfrom\s*["']([^"']+)["']/g,
    /\bimport\s*\(?\s*["']([^"']+)["']/g,
    /\bnew\s+URL\s*\(\s*["'](\.[^"']+)["']/g,
  ];
  return patterns.flatMap((pattern) => Array.from(code.matchAll(pattern), ([, specifier]) => specifier as string));
}

/** Every import from one file of src to another, by their paths below src. */
function importsWithin(folder: string): Import[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  return files.flatMap((name) => {
    const file = join(folder, name);
    const from = relative(folder, file).split(sep).join("/");
    const local = specifiers(readFileSync(file, "utf8")).filter((specifier) => specifier.startsWith("."));
    return local.map((specifier) => ({
      from,
      to: relative(folder, resolve(dirname(file), specifier))
        .split(sep)
        .join("/"),
    }));
  });
}

/** The layer of a path below src: its first folder, or undefined for a file directly in src. */
const layerOf = (path: string): string | undefined => (path.includes("/") ? path.split("/")[0] : undefined);

/** What is wrong with an import, in words; undefined when nothing is. */
function fault({ from, to }: Import): string | undefined {
  const [low, high] = [layerOf(from), layerOf(to)];
  const shown = `${from} imports ${to}`;
  if (to.startsWith("..")) return `${shown}, which is outside src`;
  if (low === undefined) return undefined;
  if (!layers.includes(low)) return `${shown}, and ${low} is no layer; name it in test/layers.test.ts`;
  if (high === undefined) return mayImportTop.includes(low) ? undefined : `${shown}; only ${mayImportTop} may`;
  if (!layers.includes(high)) return `${shown}, and ${high} is no layer; name it in test/layers.test.ts`;
  if (withoutNative.includes(low) && high === "native") return `${shown}; ${low} has to work without libvips`;
  if (layers.indexOf(high) > layers.indexOf(low)) return `${shown}, and ${high} is above ${low}`;
  return undefined;
}

const faults = (imports: readonly Import[]): string[] => imports.map(fault).filter((text) => text !== undefined);

describe("the layers of src", () => {
  test("import downwards only", () => {
    const imports = importsWithin(source);
    expect(imports.length).toBeGreaterThan(20);
    expect(faults(imports)).toEqual([]);
  });

  test("import files that are there", () => {
    const broken = importsWithin(source).filter(({ to }) => to.endsWith(".ts") && !existsSync(join(source, to)));
    expect(broken).toEqual([]);
  });
});

describe("the check itself", () => {
  test.each([
    ["core/bytes.ts", "native/library/library.ts", "native is above core"],
    ["graph/image/image.ts", "native/library/library.ts", "graph has to work without libvips"],
    ["plan/planner.ts", "native/operation/call.ts", "plan has to work without libvips"],
    ["native/operation/call.ts", "run/executor.ts", "run is above native"],
    ["batch/runner.ts", "cli/main.ts", "cli is above batch"],
    ["run/executor.ts", "index.ts", "only cli may"],
    ["run/executor.ts", "helpers/text.ts", "helpers is no layer"],
    ["core/bytes.ts", "../test/support/pixels.ts", "outside src"],
  ])("refuses %s importing %s", (from, to, words) => {
    expect(fault({ from, to })).toContain(words);
  });

  test.each([
    ["index.ts", "run/executor.ts"],
    ["compose.ts", "index.ts"],
    ["cli/main.ts", "index.ts"],
    ["cli/main.ts", "core/errors.ts"],
    ["run/executor.ts", "run/strips.ts"],
    ["native/library/allocator.ts", "budget/guard/allocator.ts"],
  ])("allows %s importing %s", (from, to) => {
    expect(fault({ from, to })).toBeUndefined();
  });

  test("finds imports of every form, and none in comments", () => {
    const text = [
      'import { a } from "./a.ts";',
      'import type { B,\n  C } from "./b.ts";',
      'import "./c.ts";',
      'export { d } from "./d.ts";',
      'export * from "./e.ts";',
      'const f = await import("./f.ts");',
      'new Worker(new URL("./g.ts", import.meta.url));',
      '/** import { h } from "./h.ts"; */',
    ].join("\n");
    expect(specifiers(text).sort()).toEqual(["a", "b", "c", "d", "e", "f", "g"].map((name) => `./${name}.ts`));
  });
});
