/**
 * Every TypeScript block of the documentation runs, with the built package, over small files of the names it uses.
 * Not here: the types (test/docs/compile.test.ts), or commands (test/docs/commands.process.test.ts).
 * Read next: test/docs/inputs.ts.
 */
import { execFile } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allBlocks, type Block, byPage, isProgram, placeOf, programOf } from "./blocks.ts";
import { copyOf, environment, makeInputs } from "./inputs.ts";

let inputs: string;
beforeAll(async () => {
  inputs = await makeInputs();
}, 120_000);
afterAll(() => rmSync(inputs, { recursive: true, force: true }));

/** Blocks that one process can run in their order: `configure()` has to come before the first image. */
function processes(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (last === undefined || block.text.includes("configure(")) groups.push([block]);
    else last.push(block);
  }
  return groups;
}

/** JavaScript for this Node, which knows no `using`. */
function javascript(block: Block): string {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  return ts.transpileModule(programOf(block), { compilerOptions }).outputText;
}

test.each(byPage(allBlocks().filter(isProgram)))(
  "%s",
  async (_, blocks) => {
    const folder = copyOf(inputs);
    try {
      for (const group of processes(blocks)) await run(folder, group);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  120_000,
);

async function run(folder: string, blocks: readonly Block[]): Promise<void> {
  const names = blocks.map((block) => placeOf(block).replaceAll(/[/:.]/g, "-"));
  for (const [index, block] of blocks.entries()) {
    writeFileSync(join(folder, `${names[index]}.mjs`), javascript(block));
  }
  const steps = blocks.map((block, index) => {
    const place = JSON.stringify(placeOf(block));
    return `await import("./${names[index]}.mjs").catch((error) => { throw new Error(${place}, { cause: error }); });`;
  });
  writeFileSync(join(folder, "all.mjs"), steps.join("\n"));
  const options = { cwd: folder, env: environment(folder), timeout: 110_000 };
  const outcome = await promisify(execFile)(process.execPath, ["all.mjs"], options).then(
    () => "",
    ({ stderr, message }: { stderr: string; message: string }) => stderr || message,
  );
  expect(outcome).toBe("");
}
