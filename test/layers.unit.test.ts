/**
 * Imports point downwards only, between the layers of src and between the rooms of a layer: reads the import lines and
 * fails on one that points up.
 * Not here: what a layer is for (docs/explanation), circles within a room (biome.json), or imports of packages.
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
  ...["native", "run", "batch", "report", "cli"],
];
/**
 * The rooms of a layer, low to high; "." stands for the files directly in the layer's folder. A room may have rooms of
 * its own, which are named here by their path.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  graph: ["tiles", "recipe", "output", "image"],
  plan: ["access", "load", "cost", "stages", "."],
  budget: ["ledger", "measure", "limit", "threads", "guard"],
  store: [
    ...["bytes", "files", "chunks", "tiff"],
    ...["hdf5/structure", "hdf5/dataset", "hdf5/own", "hdf5/libhdf5", "hdf5/write", "hdf5"],
    ...["zarr/metadata", "zarr/coding", "zarr/shard", "zarr", "zarr/write"],
  ],
  native: ["library", "object", "memory", "thread", "operation", "rows"],
  run: ["scratch", "thumbnail", "source", "admission", "rows", "output", "kernel", "lowering", "."],
  report: [".", "html", "text"],
  cli: ["options", "show", "steps", "tasks", "info", "run", "apply", "thumb", "convert", "doctor", "."],
};
/** A folder is one noun: where it gets more files than this, it has rooms that are not named yet. */
const maxFiles = 20;
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

/** The room of a path within its layer: `run/rows/strips.ts` is in `rows`, `run/engine.ts` in ".". */
function roomOf(path: string): string {
  return path.split("/").slice(1, -1).join("/") || ".";
}

/** What is wrong with an import from one room of a layer to another; undefined when nothing is. */
function roomFault(layer: string, low: string, high: string, shown: string): string | undefined {
  const known = rooms[layer] ?? ["."];
  for (const room of [low, high]) {
    if (!known.includes(room)) return `${shown}, and ${layer} has no room ${room}; name it in test/layers.unit.test.ts`;
  }
  return known.indexOf(high) > known.indexOf(low) ? `${shown}, and ${high} is above ${low} in ${layer}` : undefined;
}

/** What is wrong with an import, in words; undefined when nothing is. */
function fault({ from, to }: Import): string | undefined {
  const [low, high] = [layerOf(from), layerOf(to)];
  const shown = `${from} imports ${to}`;
  if (to.startsWith("..")) return `${shown}, which is outside src`;
  if (low === undefined) return undefined;
  if (!layers.includes(low)) return `${shown}, and ${low} is no layer; name it in test/layers.unit.test.ts`;
  if (high === undefined) return mayImportTop.includes(low) ? undefined : `${shown}; only ${mayImportTop} may`;
  if (!layers.includes(high)) return `${shown}, and ${high} is no layer; name it in test/layers.unit.test.ts`;
  if (withoutNative.includes(low) && high === "native") return `${shown}; ${low} has to work without libvips`;
  if (layers.indexOf(high) > layers.indexOf(low)) return `${shown}, and ${high} is above ${low}`;
  return low === high ? roomFault(low, roomOf(from), roomOf(to), shown) : undefined;
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

describe("the rooms of src", () => {
  test("are the folders that are there", () => {
    const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    const found = new Set(files.map((name) => dirname(name).split(sep).join("/")).filter((name) => name !== "."));
    const named = layers.flatMap((layer) =>
      (rooms[layer] ?? ["."]).map((room) => (room === "." ? layer : `${layer}/${room}`)),
    );
    expect([...found].sort()).toEqual(named.sort());
  });

  test(`have at most ${maxFiles} files each`, () => {
    const folders = readdirSync(source, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    const counts = new Map<string, number>();
    for (const { parentPath } of folders) counts.set(parentPath, (counts.get(parentPath) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > maxFiles)).toEqual([]);
  });
});

test("every folder of src opens with a page of a few lines that says what lives there", () => {
  const folders = readdirSync(source, { recursive: true, withFileTypes: true }).filter((each) => each.isDirectory());
  expect(folders.length).toBeGreaterThan(50);
  const wrong = folders.filter(({ parentPath, name }) => {
    const page = join(parentPath, name, "README.md");
    if (!existsSync(page)) return true;
    const lines = readFileSync(page, "utf8").trim().split("\n");
    return lines.length > 8 || lines[0] !== `# ${relative(source, dirname(page)).split(sep).join("/")}`;
  });
  expect(wrong).toEqual([]);
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
    ["run/rows/strips.ts", "run/engine.ts", ". is above rows in run"],
    ["plan/cost/tiff.ts", "plan/stages/shared-nodes.ts", "stages is above cost in plan"],
    ["graph/recipe/node.ts", "graph/image/image.ts", "image is above recipe in graph"],
    ["cli/apply/apply.ts", "cli/helpers/text.ts", "cli has no room helpers"],
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
