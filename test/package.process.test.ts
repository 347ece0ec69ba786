/**
 * The package as `npm pack` makes it, installed into an empty TypeScript project: it runs, its types resolve under both
 * ways of resolution, wrong options do not compile, and editors show names.
 * Not here: which types are exported (test/public-types.process.test), or the package's own fields (npm run check:package).
 * Read next: package.json, src/index.ts.
 */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "sluice-package-"));
const run = promisify(execFile);

/** What a user's file says; each line below an expectation does not compile, and every other line does. */
const source = `
import { createSluice, Image, isSluiceError, open, type OpenOptions, type SaveResult, write } from "sluice";

const options: OpenOptions = { failOn: "none", pages: "all" };
export async function use(path: string, signal: AbortSignal): Promise<number> {
  using image = await open(path, options);
  const saved: SaveResult = await image.thumbnail(500, { fit: "cover" }).save("x.webp", { lossless: true, signal });
  const blurred: Image = image.gaussblur(2, { precision: "float" });
  await write([blurred.to("a.jpg", { quality: 80 }), image.to("b.tif", { tile: true })]);
  const own = createSluice({ memory: "64MB", threads: 1 });
  await (await own.open(path)).encode("png");
  for await (const strip of image.strips({ format: "uchar" })) if (strip.data instanceof Uint8Array) break;
  // @ts-expect-error a JPEG has losses
  await image.save("x.jpg", { lossless: true });
  // @ts-expect-error a PNG has no quality of JPEG's kind
  await image.encode("png", { optimise: true });
  // @ts-expect-error there is no such format
  await image.encode("bmp");
  // @ts-expect-error misspelt
  await open(path, { pagse: "all" });
  // @ts-expect-error misspelt
  image.thumbnail(4, { kernal: "nearest" });
  // @ts-expect-error misspelt
  image.gaussblur(1, { sigam: 2 });
  // @ts-expect-error the recipe is the engine's own
  void image.recipe;
  // @ts-expect-error so is the engine
  void image.engine;
  // @ts-expect-error images are opened, and made of others
  void new Image();
  return saved.sizeBytes + Image.black(2, 2).width;
}
export function needed(error: unknown): number {
  if (isSluiceError(error, "budget")) return error.needed;
  return isSluiceError(error) ? error.code.length : 0;
}
`;

beforeAll(async () => {
  if (!existsSync(join(root, "dist", "index.d.ts"))) throw new Error("there is no dist: run npm run build");
  const { stdout } = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", project], {
    cwd: root,
  });
  const [{ filename }] = JSON.parse(stdout);
  const modules = join(project, "node_modules");
  mkdirSync(join(modules, "sluice"), { recursive: true });
  await run("tar", ["-xzf", join(project, filename), "-C", join(modules, "sluice"), "--strip-components=1"]);
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const name of ["@types/node", ...Object.keys({ ...dependencies, ...optionalDependencies })]) {
    const from = join(root, "node_modules", name);
    if (!existsSync(from)) continue;
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(from, join(modules, name));
  }
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "user", type: "module", private: true }));
  writeFileSync(join(project, "use.ts"), source);
}, 120_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

const common: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
};
const { Bundler, NodeNext } = ts.ModuleResolutionKind;
const resolutions = [
  ["nodenext", { ...common, module: ts.ModuleKind.NodeNext, moduleResolution: NodeNext }],
  ["bundler", { ...common, module: ts.ModuleKind.ESNext, moduleResolution: Bundler }],
] as const;
const file = join(project, "use.ts");

/** Without those of the types of Node, which are not Sluice's. */
function ownDiagnostics(program: ts.Program): readonly ts.Diagnostic[] {
  return ts.getPreEmitDiagnostics(program).filter((each) => each.file?.fileName.startsWith(project) ?? true);
}

test("what is packed runs", async () => {
  const code = `import { Image } from "sluice"; console.log((await Image.black(8, 4).encode("png")).subarray(1, 4))`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", code], { cwd: project });
  expect(stdout).toContain("[ 80, 78, 71 ]");
});

test("what only the project itself reaches is not packed", () => {
  expect(existsSync(join(project, "node_modules/sluice/dist/internals.js"))).toBe(false);
});

test.each(resolutions)(
  "the types resolve under %s, and wrong options do not compile",
  { timeout: 120_000 },
  (_, how) => {
    const program = ts.createProgram([file], how);
    const found = ownDiagnostics(program).map(({ file: where, start = 0, messageText }) => {
      const line = where?.getLineAndCharacterOfPosition(start).line ?? -1;
      return `${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
    expect(found).toEqual([]);
  },
);

describe("an editor", () => {
  /** What it shows for the first of each name. */
  function shown(...marks: readonly string[]): string[] {
    const [, how] = resolutions[0];
    const service = ts.createLanguageService({
      getCompilationSettings: () => how,
      getScriptFileNames: () => [file],
      getScriptVersion: () => "1",
      getScriptSnapshot: (name) =>
        existsSync(name) ? ts.ScriptSnapshot.fromString(readFileSync(name, "utf8")) : undefined,
      getCurrentDirectory: () => project,
      getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
      fileExists: ts.sys.fileExists,
      readFile: ts.sys.readFile,
      directoryExists: ts.sys.directoryExists,
      realpath: (path) => ts.sys.realpath?.(path) ?? path,
    });
    return marks.map((mark) => {
      const info = service.getQuickInfoAtPosition(file, source.indexOf(mark) + mark.lastIndexOf(".") + 1);
      return ts.displayPartsToString(info?.displayParts);
    });
  }

  test("shows names of types and no types without one", { timeout: 120_000 }, () => {
    const [opened, image, thumbnail, save, to, blur, own] = shown(
      ...["open(path, options)", "image = await", "image.thumbnail(500", ".save("],
      ...["blurred.to(", "image.gaussblur(2", "own = createSluice"],
    );
    expect(opened).toContain("open(input: ImageInput, options?: OpenOptions): Promise<Image>");
    expect(image).toBe("using image: Image");
    expect(thumbnail).toContain("Image.thumbnail(size: number | string | Box, options?: ThumbnailOptions): Image");
    expect(save).toContain('options?: SaveOptions<"webp"> | undefined): Promise<SaveResult>');
    expect(to).toContain('options?: OutputOptions<"jpeg"> | undefined): Output');
    expect(blur).toMatch(/gaussblur\(sigma: number, options\?: .*GaussblurOptions.*\): Image/);
    expect(own).toBe("const own: Sluice");
  });
});
