/**
 * What the generated types accept and what they refuse, as the TypeScript compiler sees it.
 * Not here: whether the methods are the library's (test/graph/image/operations-generated.test.ts).
 * Read next: src/graph/image/operations.generated.ts.
 */
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const virtualFile = fileURLToPath(new URL("snippets.ts", import.meta.url));

const accepted = [
  "const i: Image = image.gaussblur(2);",
  'const i: Image = image.gaussblur(2, { minAmpl: 0.1, precision: "float" });',
  "const i: Image = image.gaussblur(2, { minAmpl: undefined });",
  "const i: Image = image.add(3).add(another);",
  "const i: Image = image.add([1, 2, 3]);",
  "const i: Image = image.linear(2, [1, 2, 3], { uchar: true });",
  "const i: Image = image.bandjoin([another, 255]);",
  'const i: Image = image.composite([another], 2, { x: [10], compositingSpace: "scrgb" });',
  'const i: Image = image.composite2(another, "over");',
  "const i: Image = image.ifthenelse(another, [0, 0, 0], { blend: true });",
  "const i: Image = image.case([another, 3]).switch([another]);",
  'const i: Image = image.affine([1, 0, 0, 1], { interpolate: "nohalo" });',
  'const i: Image = image.colourspace("lab").dE00(another);',
  "const i: Image = image.drawCircle([255], 1, 2, 3, { fill: true });",
  "const i: Image = image.labelregions();",
  "const i: Image = image.sRGB2HSV();",
  "const a: Promise<number> = image.avg();",
  "const a: Promise<number> = image.avg({ signal: new AbortController().signal });",
  "const a: Promise<number> = image.max({ size: 10 });",
  "const { xArray, outArray }: { xArray: readonly number[]; outArray: readonly number[] } = await image.max({ size: 3, allOutputs: true });",
  "const { mask, segments }: { mask: Image; segments: number } = await image.labelregions({ allOutputs: true });",
  "const { out, distance }: { out: Image; distance: Image } = image.fillNearest({ allOutputs: true });",
  'const { angle }: { angle: "d0" | "d90" | "d180" | "d270" } = await image.autorot({ allOutputs: true });',
  "const { left, width }: { left: number; width: number } = await image.findTrim({ threshold: 5 });",
  "const { columns, rows }: { columns: Image; rows: Image } = image.project();",
  "const p: Promise<readonly number[]> = image.getpoint(1, 2);",
  "const m: Promise<boolean> = image.histIsmonotonic();",
  "const i: Image = make.black(10, 10, { bands: 3 });",
  'const i: Image = make.text("words", { align: "centre" });',
  'const { autofitDpi }: { autofitDpi: number } = await make.text("words", { allOutputs: true });',
  'const name: OperationName = "extract_area";',
  "const names: readonly OperationName[] = operationNames;",
];

const refused = [
  "image.gaussblur();",
  'image.gaussblur("2");',
  "image.gaussblur(2, { radius: 3 });",
  "image.gaussblur(2, { min_ampl: 0.1 });",
  'image.gaussblur(2, { precision: "double" });',
  "image.gaussBlur(2);",
  "image.extractArea(0, 0, 10);",
  'image.flip("sideways");',
  "image.flip();",
  'image.cast("notset");',
  'image.affine([1, 0, 0, 1], { interpolate: "lanczos" });',
  "image.conv([1, 2, 1]);",
  "image.insert(3, 0, 0);",
  "image.arrayjoin([255]);",
  'image.add("3");',
  "image.bandjoin(another);",
  "image.avg().then((mean: string) => mean);",
  "const i: Image = image.avg();",
  "const i: Image = image.labelregions({ allOutputs: true });",
  "image.gaussblur(2, { allOutputs: true });",
  "image.max({ allOutputs: false });",
  "image.reduce(2, 2, { centre: true });",
  "image.gaussblur(2, { signal: new AbortController().signal });",
  "image.black(10, 10);",
  "image.crop(0, 0, 1, 1);",
  'image.system("ls");',
  "make.gaussblur(2);",
  "make.black(10);",
  'make.sdf(10, 10, "star");',
  'const name: OperationName = "jpegload";',
  'const name: OperationName = "extractArea";',
  "operationNames.push(operationNames[0]);",
];

/** The lines of all snippets, each a function of its own, that do not compile. */
function faultyLines(snippets: readonly string[]): Map<string, string> {
  const heading = [
    'import type { Image } from "../../../src/graph/image/image.ts";',
    'import { type ImageCreators, type ImageOperations, type OperationName, operationNames } from "../../../src/graph/image/operations.generated.ts";',
    "declare const image: ImageOperations; declare const another: Image; declare const make: ImageCreators;",
  ];
  const lines = [...heading, ...snippets.map((snippet, index) => `export async function f${index}() { ${snippet} }`)];
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => isVirtual(name) || fileExists.call(host, name);
  host.getSourceFile = (name, ...rest) =>
    isVirtual(name) ? ts.createSourceFile(name, lines.join("\n"), rest[0]) : getSourceFile.call(host, name, ...rest);
  const program = ts.createProgram([virtualFile], options, host);
  const file = program.getSourceFile(virtualFile);
  if (file === undefined) throw new Error("the snippets were not read");
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return new Map(
    found.map(({ start, messageText }) => {
      const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
      return [snippets[line - heading.length] ?? "heading", ts.flattenDiagnosticMessageText(messageText, " ")];
    }),
  );
}

const isVirtual = (name: string): boolean => ts.sys.resolvePath(name) === ts.sys.resolvePath(virtualFile);

/** The project's own, save for names that a snippet does not use. */
function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  return { ...options, noUnusedLocals: false };
}

describe("the generated types", () => {
  const faults = faultyLines([...accepted, ...refused]);

  test("accept what the operations take, and give what they return", () => {
    const wrong = accepted.filter((snippet) => faults.has(snippet));
    expect(wrong.map((snippet) => `${snippet}: ${faults.get(snippet)}`)).toEqual([]);
    expect(faults.get("heading")).toBeUndefined();
  });

  test.each(refused)("refuse %s", (snippet) => {
    expect(faults.has(snippet)).toBe(true);
  });
});
