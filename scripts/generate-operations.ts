/**
 * Writes src/graph/image/operations.generated.ts from the bundled libvips; with --check only tells whether it is up to date.
 * Not here: the text (scripts/operation-source.ts).
 * Read next: scripts/operation-source.ts.
 */
import { readFile, writeFile } from "node:fs/promises";
import { nativeLibrary } from "../src/native/library/library.ts";
import { generatedFile, operationsSource } from "./operation-source.ts";

const { origin, version } = nativeLibrary().origin.origin === "bundled" ? nativeLibrary() : notBundled();
const wanted = operationsSource();

if (!process.argv.includes("--check")) {
  await writeFile(generatedFile, wanted);
} else if ((await readFile(generatedFile, "utf8").catch(() => "")) !== wanted) {
  console.error(`${generatedFile} does not match libvips ${version} (${origin.origin}); run "npm run generate".`);
  process.exitCode = 1;
}

function notBundled(): never {
  throw new Error("The methods are those of the bundled libvips; unset SLUICE_LIBVIPS and install it.");
}
