/**
 * The public names and types of the package, from source and as built: `import` and `require` of "sluice".
 * Not here: what they do (test/run, test/graph); publint and attw check the package's own fields.
 * Read next: src/index.ts.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import * as sluice from "../src/index.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
beforeAll(() => {
  if (!existsSync(join(root, "dist", "index.js"))) throw new Error("there is no dist/index.js: run npm run build");
});

/** What Node prints when it runs some code with the package's folder as its working directory. */
async function run(code: string, ...flags: string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return await promisify(execFile)(process.execPath, [...flags, "-e", code], { cwd: root });
}

test("the names of the package", () => {
  expect(Object.keys(sluice).sort()).toMatchInlineSnapshot(`
    [
      "BudgetError",
      "CollisionError",
      "DecodeError",
      "DisposedError",
      "Image",
      "KernelError",
      "LibraryError",
      "LimitError",
      "OperationError",
      "OutputError",
      "Pixels",
      "SluiceError",
      "UnreadableError",
      "UnsupportedError",
      "UsageError",
      "budget",
      "configure",
      "createSluice",
      "explain",
      "formatBytes",
      "images",
      "isSluiceError",
      "kernel",
      "map",
      "open",
      "parseBytes",
      "share",
      "write",
    ]
  `);
});

describe("the built package", () => {
  const names = Object.keys(sluice).sort();

  test("has the same names through import and through require", async () => {
    const imported = await run(
      'import * as sluice from "sluice"; console.log(JSON.stringify(Object.keys(sluice).sort()))',
      "--input-type=module",
    );
    expect(JSON.parse(imported.stdout)).toEqual(names);
    const required = await run(
      'const sluice = require("sluice"); console.log(JSON.stringify(Object.keys(sluice).sort()))',
    );
    expect(JSON.parse(required.stdout).filter((name: string) => name !== "__esModule")).toEqual(names);
  });

  test("works from CommonJS: one thumbnail from bytes to bytes", async () => {
    const svg = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><rect width='40' height='20'/></svg>";
    const code = `
      const { configure, open, isSluiceError } = require("sluice");
      configure({ memory: "200MB" });
      open(Buffer.from(${JSON.stringify(svg)}))
        .then((image) => image.thumbnail(10).encode("png"))
        .then((bytes) => console.log(Buffer.from(bytes).subarray(1, 4).toString(), Buffer.from(bytes).readUInt32BE(16)))
        .then(() => open("missing.jpg"))
        .catch((error) => console.log(isSluiceError(error, "unreadable"), error.tag));`;
    const { stdout } = await run(code);
    expect(stdout).toBe("PNG 10\ntrue unreadable\n");
  });

  test("is loaded without libvips: finding it can wait until the first image", async () => {
    const code = 'import { parseBytes } from "sluice"; console.log(parseBytes("2MB"))';
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", code], {
      cwd: root,
      env: { ...process.env, SLUICE_LIBVIPS: "/nowhere/libvips.so.42" },
    });
    expect([stdout, stderr]).toEqual(["2000000\n", ""]);
  });
});

describe("the types of the built package", () => {
  const program = `
    const settings: Settings = { memory: "256MB", threads: 2 };
    configure(settings);
    async function use(path: string, signal: AbortSignal): Promise<number> {
      using image: Image = await open(path, { failOn: "none", limits: { maxScans: 50 }, signal });
      const result: SaveResult = await image.thumbnail(500, { fit: "cover", crop: "attention" }).save("x.webp", { quality: 70, signal });
      const bytes: Uint8Array = await image.thumbnail({ width: 100 }).encode("avif", { keep: ["icc"] });
      // @ts-expect-error JPEG has no lossless
      await image.save("x.jpg", { quality: 80, lossless: true });
      // @ts-expect-error nor has PNG a quality
      await image.encode("png", { quality: 80 });
      // @ts-expect-error of these bits there are none
      await image.save("x.png", { bitdepth: 3 });
      await image.save(path, { lossless: true });
      // @ts-expect-error there is no such format
      await image.encode("bmp");
      // @ts-expect-error a recipe cannot be changed
      image.width = 5;
      return result.sizeBytes + bytes.length + parseBytes("1MB");
    }
    function explain(error: unknown): number {
      if (isSluiceError(error, "budget")) return error.needed;
      if (isSluiceError(error, "limit")) return error.found;
      return isSluiceError(error) ? error.cure.length : 0;
    }
    void use; void explain;`;
  const names = "configure, isSluiceError, open, parseBytes, type Image, type SaveResult, type Settings";

  test("resolve and are strict, from ES modules and from CommonJS", () => {
    const options: ts.CompilerOptions = {
      ...{ strict: true, noEmit: true, skipLibCheck: true, exactOptionalPropertyTypes: true, types: ["node"] },
      ...{ module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
      ...{ target: ts.ScriptTarget.ES2022, lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"] },
    };
    // Files that are nowhere, but would lie in the package's folder: there "sluice" is the package itself.
    const files = new Map(
      ["user.mts", "user.cts"].map((name) => [join(root, name), `import { ${names} } from "sluice";\n${program}`]),
    );
    const host = ts.createCompilerHost(options);
    const { fileExists, readFile } = host;
    host.fileExists = (name) => files.has(name) || fileExists(name);
    host.readFile = (name) => files.get(name) ?? readFile(name);
    const own = host.getSourceFile;
    host.getSourceFile = (name, target, ...others) => {
      const text = files.get(name);
      return text === undefined ? own(name, target, ...others) : ts.createSourceFile(name, text, target);
    };
    const found = ts.getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host));
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  });
});
