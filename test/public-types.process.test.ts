/**
 * Every type that the package's declarations reach can be imported from it by its name.
 * Not here: what the types accept (test/package.process.test), or the names of values (test/public-api.process.test).
 * Read next: src/index.ts.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const entry = join(dist, "index.d.ts");

/** Types of the package that a public declaration names, and that are not exported, each with who names it. */
function unexported(): string[] {
  const program = ts.createProgram([entry], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
    types: ["node"],
    strict: true,
  });
  const checker = program.getTypeChecker();
  const real = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const file = program.getSourceFile(entry);
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error("dist/index.d.ts has no module: run npm run build");
  const exports = checker.getExportsOfModule(module);
  const names = new Set(exports.map(({ name }) => name));
  const missing = new Set<string>();
  const seen = new Set<ts.Symbol>();
  for (const symbol of exports) enter(real(symbol), symbol.name);
  expect(seen.size).toBeGreaterThan(200);
  return [...missing];

  function enter(symbol: ts.Symbol, by: string): void {
    const { declarations = [] } = symbol;
    const isOwn = declarations.some((declaration) => declaration.getSourceFile().fileName.startsWith(dist));
    if (!isOwn || symbol.flags & ts.SymbolFlags.TypeParameter || seen.has(symbol)) return;
    seen.add(symbol);
    if (!names.has(symbol.name)) missing.add(`${symbol.name}, which ${by} names`);
    for (const declaration of declarations) visit(declaration, symbol.name);
  }

  function visit(node: ts.Node, by: string): void {
    const name = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : undefined;
    const found = name && checker.getSymbolAtLocation(name);
    if (found !== undefined) enter(real(found), by);
    ts.forEachChild(node, (child) => visit(child, by));
  }
}

test("every type that a public signature reaches is exported", { timeout: 120_000 }, () => {
  if (!existsSync(entry)) throw new Error("there is no dist/index.d.ts: run npm run build");
  expect(unexported()).toEqual([]);
});
