/**
 * Bundles a TypeScript file with all its imports into one JavaScript file, so that a bench's child starts
 * like a user's program.
 * Not here: what the child does.
 * Read next: bench/stores/zarr.ts.
 */
import { basename, join } from "node:path";
import { build } from "tsdown";
import { cacheFolder } from "../pictures/cache-folder.ts";

/** @returns the path of the file. It contains no packages, because the child imports none. */
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
