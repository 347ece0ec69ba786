/**
 * Compiles the loops of the quick deflate, with AssemblyScript, into a module that is text in a TypeScript file.
 * Not here: the loops (wasm/quick-deflate.as.ts).
 * Read next: wasm/quick-deflate.as.ts, src/store/bytes/quick-deflate.ts.
 *
 * `--check` compares instead of writing, and fails where they differ.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const target = path("../src/store/bytes/quick-deflate.generated.ts");

const features = ["--enable", "simd", "--enable", "threads", "--importMemory", "--sharedMemory"];
const sizes = ["--initialMemory", "1", "--maximumMemory", "65536"];
const optimised = ["-O3", "--converge", "--runtime", "stub", "--noAssert"];

/** The compiler's own types would replace some of Node's, so that it is called as a command. */
function compiled(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "sluice-wasm-"));
  try {
    const command = join(createRequire(import.meta.url).resolve("assemblyscript/package.json"), "../bin/asc.js");
    const output = join(folder, "quick-deflate.wasm");
    const args = [path("../wasm/quick-deflate.as.ts"), ...optimised, ...features, ...sizes, "--outFile", output];
    execFileSync(process.execPath, [command, ...args], { stdio: "inherit" });
    return readFileSync(output);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const module = compiled().toString("base64");
const lines = (module.match(/.{1,110}/g) ?? []).map((line) => `  ${JSON.stringify(line)}`);
const text = `/**
 * A WebAssembly module in base64, written by scripts/generate-quick-deflate.ts. Do not edit it.
 * Not here: its source (wasm/quick-deflate.as.ts).
 * Read next: store/bytes/quick-deflate.
 */
export const quickDeflateModule: string = [
${lines.join(",\n")},
].join("");
`;
if (!process.argv.includes("--check")) writeFileSync(target, text);
else if (readFileSync(target, "utf8") !== text) {
  process.stderr.write("quick-deflate.generated.ts is out of date; npm run generate\n");
  process.exitCode = 1;
}
