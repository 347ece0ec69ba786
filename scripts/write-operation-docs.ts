/**
 * Writes docs/reference/operations.md from the classes of memory; with --check only tells whether it is up to date.
 * Not here: the text (scripts/operation-page.ts).
 * Read next: scripts/operation-page.ts.
 */
import { readFile, writeFile } from "node:fs/promises";
import { operationPage, operationPageFile } from "./operation-page.ts";

const wanted = operationPage();
if (!process.argv.includes("--check")) {
  await writeFile(operationPageFile, wanted);
} else if ((await readFile(operationPageFile, "utf8").catch(() => "")) !== wanted) {
  console.error('docs/reference/operations.md is out of date; run "npm run docs".');
  process.exitCode = 1;
}
