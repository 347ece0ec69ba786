/**
 * Keeps references alive: every path that a comment of the code or a page of the documentation names has to exist.
 * Not here: links between pages and to other sites (test/docs), or imports (test/layers.unit.test.ts).
 * Read next: docs/explanation/how-it-works.md, which names most of these places.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Folders whose names begin a path: those of the project, and those of src, which comments name without "src/". */
const ofProject = ["src", "test", "docs", "bench", "scripts", "demo", "schema"];
const ofSource = ["core", "codec", "graph", "plan", "budget", "store", "native", "run", "batch", "report", "cli"];
const pathLike = new RegExp(`(?<![\\w/.@:-])(?:${[...ofProject, ...ofSource].join("|")})/[\\w./-]*\\w`, "g");

/** What is made and not committed. */
const notPaths = /^demo\/(?:out|photos)/;

function filesBelow(folder: string, endings: RegExp): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return names.filter((name) => endings.test(name) && !name.includes("node_modules")).map((name) => join(folder, name));
}

/** The comments of a program, or the whole of a page. */
function prose(path: string, text: string): string {
  if (path.endsWith(".md")) return text;
  return Array.from(text.matchAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm), ([comment]) => comment).join("\n");
}

/** The paths that a text names, as written. */
function pathsIn(text: string): string[] {
  return Array.from(text.matchAll(pathLike), ([path]) => path).filter((path) => !notPaths.test(path));
}

const endings = ["", ".ts", ...["", ".unit", ".process", ".soak"].map((kind) => `${kind}.test.ts`), ".mjs", ".md"];

/** Whether there is such a file or folder, with or without its ending, of the project, of src or of test. */
function isThere(path: string): boolean {
  const places = ["", "src", "test"].map((folder) => join(root, folder, path));
  return places.some((place) => endings.some((ending) => existsSync(place + ending)));
}

const code = ["src", "test", "bench", "scripts", "demo"]
  .flatMap((folder) => filesBelow(folder, /\.(?:ts|mts|mjs)$/))
  // This file has examples of dead references.
  .filter((path) => path !== join("test", "references.unit.test.ts"));
const pages = [
  ...["docs", "src"].flatMap((folder) => filesBelow(folder, /\.md$/)),
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
];

describe("references", () => {
  test("of comments and pages name what is there", () => {
    expect(code.length).toBeGreaterThan(400);
    expect(pages.length).toBeGreaterThan(5);
    const dead = [...code, ...pages].flatMap((path) => {
      const named = pathsIn(prose(path, readFileSync(join(root, path), "utf8")));
      return named.filter((each) => !isThere(each)).map((each) => `${path} names ${each}`);
    });
    expect(dead).toEqual([]);
  });

  test("stand at the head of every file of src", () => {
    const silent = code.filter((path) => {
      const text = readFileSync(join(root, path), "utf8");
      return (
        path.startsWith("src/") && !path.includes(".generated.") && !/^(?:#!.*\n)?\/\*\*[\s\S]*?Read next: /.test(text)
      );
    });
    expect(silent).toEqual([]);
  });
});

describe("the check itself", () => {
  test("finds paths in comments and pages, and none in code or addresses", () => {
    const text = '/** Not here: plan/gone, or (run/lowering). */\nimport "run/other"; // native/library\nconst a = 1;';
    expect(pathsIn(prose("a.ts", text))).toEqual(["plan/gone", "run/lowering", "native/library"]);
    expect(pathsIn("see `src/run/engine.ts`, and https://example.org/run/engine")).toEqual(["src/run/engine.ts"]);
  });

  test.each([
    ["run/engine", true],
    ["store/zarr", true],
    ["src/core/rect.ts", true],
    ["run/decode-stage", false],
    ["docs/none.md", false],
  ])("knows whether %s is there", (path, there) => {
    expect(isThere(path)).toBe(there);
  });
});
