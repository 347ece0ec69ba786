/**
 * Every TypeScript block of the documentation compiles, strict, against the public types; those that no test runs are few,
 * and each says why.
 * Not here: running them (test/docs/programs.process.test.ts, test/docs/commands.process.test.ts).
 * Read next: test/docs/blocks.ts.
 */
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { allBlocks, type Block, blocksOf, isModule, isProgram, isShell, placeOf, programOf, root } from "./blocks.ts";

const options: ts.CompilerOptions = {
  ...{ strict: true, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true, types: ["node"] },
  ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  ...{ target: ts.ScriptTarget.ES2023, lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"] },
  paths: { sluice: [join(root, "src", "index.ts")] },
};

/** What the compiler says of each block, after its place. */
function faults(blocks: readonly Block[]): string[] {
  // Files that are nowhere, but would lie in the package's folder.
  const files = new Map(blocks.map((block, index) => [join(root, `block-${index}.mts`), block]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => textOf(files.get(name)) ?? readFile(name);
  host.getSourceFile = (name, target, ...others) => {
    const text = textOf(files.get(name));
    return text === undefined ? getSourceFile(name, target, ...others) : ts.createSourceFile(name, text, target);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files].flatMap(([name, block]) => {
    const source = program.getSourceFile(name);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText }) => `${placeOf(block)}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
  });
}

const textOf = (block: Block | undefined): string | undefined => (block === undefined ? undefined : programOf(block));

describe("the TypeScript of the documentation", () => {
  const programs = allBlocks().filter(isProgram);
  const wrong = blocksOf(
    "wrong.md",
    '```ts\nimport { open } from "sluice";\n\nawait open("a.jpg", { page: "x" });\n```\n',
  );
  let found: readonly string[];
  // One program of all: the compiler reads the types once.
  beforeAll(() => {
    found = faults([...programs, ...wrong]);
  }, 120_000);

  test("compiles against the public types", () => {
    expect(programs.length).toBeGreaterThan(30);
    expect(found.filter((fault) => !fault.startsWith("wrong.md"))).toEqual([]);
  });

  test("would not, with an option of another type", () => {
    const expected = expect.stringMatching(/^wrong\.md:1: .*'string' is not assignable to type 'number/);
    expect(found.filter((fault) => fault.startsWith("wrong.md"))).toEqual([expected]);
  });
});

describe("what no test runs", () => {
  test("is listed here, with its reason", () => {
    const left = allBlocks().filter(({ notRun }) => notRun !== undefined);
    expect(left.map((block) => `${block.page}: ${block.notRun}`)).toMatchInlineSnapshot(`
      [
        "CONTRIBUTING.md: it installs this package's own dependencies",
        "README.md: npm test is what runs this test",
        "docs/guide/first-steps.md: it needs a registry of packages",
      ]
    `);
  });

  test("is nothing else", () => {
    const known = (block: Block): boolean =>
      block.notRun !== undefined || isProgram(block) || isShell(block) || isModule(block) || block.language === "yaml";
    const unknown = allBlocks().filter((block) => block.language !== "" && !known(block));
    expect(unknown.map(placeOf)).toEqual([]);
  });
});
