/**
 * A thousand photos in one process: the growth of the process from the hundredth to the last, and what the
 * ledger still holds.
 * Not here: the work (test/support/child/many-images-child), or a choice of allocator settings
 * (bench/memory/allocator).
 * Read next: docs/explanation/memory.md, "The allocator".
 */
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type ManyImagesTold, maxGrowth } from "../../test/support/child/many-images.ts";
import { measureRun } from "../../test/support/machine/peak-memory.ts";
import { inFolder } from "../pictures/in-folder.ts";
import { debianPhotos, gather } from "../pictures/photo-folder.ts";
import { machineText } from "../shown/comparison-table.ts";
import { table } from "../shown/table.ts";

export const summary = "thousand [--count N] [--memory SIZE,...]: memory of one process, image after image";

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { count: { type: "string", default: "1000" }, memory: { type: "string", default: "192MB,2GB" } },
  });
  const photos = gather(await debianPhotos());
  try {
    const rows: string[][] = [];
    for (const memory of values.memory.split(",")) {
      for (const heap of ["small", "default"]) rows.push(await rowOf({ memory, photos, count: values.count, heap }));
    }
    const head = ["budget", "heap", "peak MB", "after 100", "after all", "ratio", "not given back"];
    process.stdout.write(`${table(head, rows)}\n`);
    process.stdout.write(machineText());
  } finally {
    rmSync(photos, { recursive: true, force: true });
  }
}

interface Row {
  readonly memory: string;
  readonly photos: string;
  readonly count: string;
  /**
   * Started as the command does it, or as Node does it: then V8's young generation grows by some 10 MB in as
   * many hundred images.
   */
  readonly heap: string;
}

async function rowOf({ memory, photos, count, heap }: Row): Promise<string[]> {
  const child = fileURLToPath(new URL("../../test/support/child/many-images-child.mjs", import.meta.url));
  const run = await inFolder((output) => measureRun(process.execPath, [child, memory, photos, output, count, heap]));
  if (run.exitCode !== 0) throw new Error(run.stderr);
  const { after, unreturned } = JSON.parse(run.stdout) as ManyImagesTold;
  const [early, end] = [after.find(([images]) => images === 100)?.[1] ?? 0, after.at(-1)?.[1] ?? 0];
  process.stderr.write(
    `${memory}, ${heap} heap: ${after.map(([images, size]) => `${images}: ${(size / 1e6).toFixed(1)}`).join(", ")}\n`,
  );
  if ((heap === "small" && end > maxGrowth * early) || unreturned > 0) process.exitCode = 1;
  const megabytes = [run.peakUnreclaimable, early, end].map((size) => (size / 1e6).toFixed(1));
  return [memory, heap, ...megabytes, (end / early).toFixed(3), `${unreturned}`];
}
