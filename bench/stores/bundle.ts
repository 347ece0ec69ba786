/**
 * Makes one JavaScript file of a TypeScript file and all that it imports, so that a child of a bench starts as users' do.
 * Not here: what the child does.
 * Read next: bench/stores/zarr.ts.
 */
import { basename, join } from "node:path";
import { build } from "tsdown";
import { cacheFolder } from "../pictures/cache-folder.ts";

/** @returns the path of the file. Packages are left out: the child imports none. */
export async function bundled(file: string): Promise<string> {
  const outDir = join(cacheFolder("bundles"), basename(file, ".ts"));
  await build({
    entry: [file],
    outDir,
    config: false,
    dts: false,
    format: "esm",
    platform: "node",
    logLevel: "silent",
  });
  return join(outDir, `${basename(file, ".ts")}.mjs`);
}
