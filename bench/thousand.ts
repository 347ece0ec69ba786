/**
 * A thousand photos in one process: what stays with the process from the hundredth to the last, and with the ledger.
 * Not here: the work (test/support/many-images-child), or a choice of allocator settings (bench/allocator).
 * Read next: docs/memory.md, "The allocator".
 */
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type ManyImagesTold, mostGrowth } from "../test/support/many-images.ts";
import { measureRun } from "../test/support/peak-memory.ts";
import { machineText } from "./comparison-table.ts";
import { inFolder } from "./in-folder.ts";
import { debianPhotos, gather } from "./photo-folder.ts";
import { table } from "./table.ts";

export const summary = "thousand [--count N] [--memory SIZE,...]: memory of one process, image after image";

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { count: { type: "string", default: "1000" }, memory: { type: "string", default: "192MB,2GB" } },
  });
  const photos = gather(await debianPhotos());
  try {
    const rows: string[][] = [];
    for (const memory of values.memory.split(",")) rows.push(await rowOf(memory, photos, values.count));
    process.stdout.write(
      `${table(["budget", "peak MB", "after 100", "after all", "ratio", "not given back"], rows)}\n`,
    );
    process.stdout.write(machineText());
  } finally {
    rmSync(photos, { recursive: true, force: true });
  }
}

async function rowOf(memory: string, photos: string, count: string): Promise<string[]> {
  const child = fileURLToPath(new URL("../test/support/many-images-child.mjs", import.meta.url));
  const run = await inFolder((output) => measureRun(process.execPath, [child, memory, photos, output, count]));
  if (run.exitCode !== 0) throw new Error(run.stderr);
  const { after, unreturned } = JSON.parse(run.stdout) as ManyImagesTold;
  const [early, end] = [after[0]?.[1] ?? 0, after.at(-1)?.[1] ?? 0];
  process.stderr.write(
    `${memory}: ${after.map(([images, size]) => `${images}: ${(size / 1e6).toFixed(1)}`).join(", ")}\n`,
  );
  if (end > mostGrowth * early || unreturned > 0) process.exitCode = 1;
  const megabytes = [run.peakUnreclaimable, early, end].map((size) => (size / 1e6).toFixed(1));
  return [memory, ...megabytes, (end / early).toFixed(3), `${unreturned}`];
}
