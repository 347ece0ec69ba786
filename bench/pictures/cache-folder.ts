/**
 * The folder in which benches keep large files that they make once, and short-lived output.
 * Not here: making them.
 * Read next: test/support/picture/large-pictures.ts.
 */
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that outlives the run, below the system's temporary folder or `SLUICE_BENCH_CACHE`. */
export function cacheFolder(name: string): string {
  const folder = join(process.env["SLUICE_BENCH_CACHE"] ?? join(tmpdir(), "sluice-bench"), name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
