/**
 * Every test file is in the project that its name says, and needs no more than that project has: no native library and no
 * other process in the unit tests, no build beside the process tests. And every file of src is reached without the soak.
 * Not here: how the projects run (vitest.config.ts).
 * Read next: vitest.config.ts.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));

function below(folder: string, ending: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
}

const kinds = ["unit", "native", "process", "soak"] as const;
type Kind = (typeof kinds)[number];

const tests = below("test", ".test.ts");

function kindOf(path: string): Kind {
  const word = /\.(\w+)\.test\.ts$/.exec(path)?.[1] ?? "native";
  if (!(kinds as readonly string[]).includes(word)) throw new Error(`${path}: no project takes it`);
  return word as Kind;
}

const patterns = [
  /^(?:import|export)\b(?!\s+type\b)[^"';]*?\bfrom\s*["']([^"']+)["']/gm,
  /^import\s*["']([^"']+)["']/gm,
  /\bimport\s*\(\s*["']([^"']+)["']/g,
  /\bnew\s+URL\s*\(\s*["'](\.[^"']+)["']/g,
];
const known = new Map<string, readonly string[]>();

/** What a file imports, starts or names by its address: files of the project by their paths, packages by their names. */
function namedBy(path: string): readonly string[] {
  const found = known.get(path);
  if (found !== undefined) return found;
  const code = readFileSync(join(root, path), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const names = patterns.flatMap((pattern) => Array.from(code.matchAll(pattern), ([, name]) => name as string));
  const threads = Array.from(code.matchAll(/\bstartThread\(\s*"([^"]+)"/g), ([, name]) => `./${name}.ts`);
  const paths = [...names, ...threads].map((name) => (name.startsWith(".") ? join(dirname(path), name) : name));
  known.set(path, paths);
  return paths;
}

/** All that a file needs, itself included; `beyond` says what is not gone into. */
function neededBy(path: string, beyond: (path: string) => boolean = () => false): ReadonlySet<string> {
  const needed = new Set([path]);
  for (const each of needed) {
    if (beyond(each) || !/\.(?:ts|mjs)$/.test(each) || !existsSync(join(root, each))) continue;
    for (const name of namedBy(each)) needed.add(name);
  }
  return needed;
}

const inSource = (path: string): boolean => path.startsWith(`src${sep}`);
const of = (kind: Kind): readonly string[] => tests.filter((path) => kindOf(path) === kind);

describe("the projects", () => {
  test("have tests each", () => {
    for (const kind of kinds) expect(of(kind).length).toBeGreaterThan(10);
  });

  test("of unit tests need no native library, and no other process", () => {
    const foreign = ["koffi", "sharp", "node:child_process"];
    const found = of("unit").filter((path) => foreign.some((name) => neededBy(path).has(name)));
    expect(found).toEqual([]);
  });

  test("of unit and native tests need no build", () => {
    const usesBuild = (path: string): boolean =>
      [...neededBy(path, inSource)].some((each) => /^dist\b/.test(each) || /\bsupport.child.cli\.ts$/.test(each));
    expect([...of("unit"), ...of("native")].filter(usesBuild)).toEqual([]);
  });

  test("reach every file of src without the soak", () => {
    const reached = new Set<string>();
    for (const kind of ["unit", "native", "process"] as const) {
      for (const path of of(kind)) for (const each of neededBy(path)) reached.add(each);
    }
    // The command is started from the build, and so are what the package exports and what it does not.
    for (const entry of [join("cli", "main.ts"), "index.ts", "internals.ts"]) {
      for (const each of neededBy(join("src", entry))) reached.add(each);
    }
    const isTypes = (path: string): boolean =>
      !/^(?:export )?(?:async )?(?:const|function|class)\b|^export [{*]/m.test(text(path));
    const left = below("src", ".ts").filter((path) => !reached.has(path) && !isTypes(path));
    expect(left).toEqual([]);
  });
});

function text(path: string): string {
  return readFileSync(resolve(root, path), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
}

describe("the check itself", () => {
  test("finds what a file needs by way of others", () => {
    const needed = neededBy(relative(root, fileURLToPath(import.meta.url)));
    expect(needed.has("vitest")).toBe(true);
    expect(neededBy(join("src", "index.ts")).has("koffi")).toBe(true);
    expect(() => kindOf("test/some.slow.test.ts")).toThrow("no project");
  });
});
