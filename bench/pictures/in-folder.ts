/**
 * A folder for the outputs of one measurement.
 * Not here: inputs, which are kept from run to run (bench/pictures/cache-folder).
 * Read next: bench/contenders/overhead.ts.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Deletes the folder when `work` is over. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
