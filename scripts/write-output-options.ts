/**
 * Writes the types of output options and docs/reference/output-options.md from the table; with --check only tells whether
 * both are up to date.
 * Not here: the table (src/graph/output/options.ts), or the texts (scripts/option-types.ts, scripts/option-page.ts).
 * Read next: src/graph/output/options.ts.
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { optionPage } from "./option-page.ts";
import { optionTypes } from "./option-types.ts";

const files = [
  ["src/graph/output/format-options.generated.ts", optionTypes()],
  ["docs/reference/output-options.md", optionPage()],
] as const;

for (const [name, wanted] of files) {
  const file = fileURLToPath(new URL(`../${name}`, import.meta.url));
  if (!process.argv.includes("--check")) {
    await writeFile(file, wanted);
  } else if ((await readFile(file, "utf8").catch(() => "")) !== wanted) {
    console.error(`${name} is out of date; run "npm run docs".`);
    process.exitCode = 1;
  }
}
