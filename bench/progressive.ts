/**
 * 51 photos of 8 to 24 megapixels, ten of them progressive JPEGs, in a control group of 160 MB: all must finish, and
 * none may be killed.
 * Not here: speed; the group's limit makes the page cache small, which distorts times.
 * Read next: test/support/machine/cgroup.ts, test/budget-holds.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { formatBytes } from "../src/core/bytes.ts";
import { cgroupsAvailable, inMemoryCgroup } from "../test/support/machine/cgroup.ts";
import { writeLargePicture } from "../test/support/picture/large-pictures.ts";
import { cacheFolder } from "./pictures/cache-folder.ts";

export const summary =
  "progressive [--rounds N] [--memory 160MB]: 51 photos, ten of them progressive, in a group of 160 MB";

const photos = 51;
const progressive = 10;
const limitBytes = 160_000_000;

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: "string", default: "3" }, memory: { type: "string", default: "160MB" } },
  });
  const reason = cgroupsAvailable();
  if (reason !== undefined) throw new Error(`This bench needs a control group: ${reason}`);
  const folder = cacheFolder("progressive");
  for (let index = 0; index < photos; index += 1) await writePhoto(folder, index);
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    process.stdout.write(`round ${round}: ${await once(folder, values.memory)}\n`);
  }
}

/** 8 to 24 megapixels in steps; every fifth is progressive, and the smaller ones of those are 4:4:4. */
async function writePhoto(folder: string, index: number): Promise<void> {
  const megapixels = 8 + ((index * 7) % 17);
  const width = Math.round(Math.sqrt((megapixels * 1e6 * 4) / 3));
  const interlace = index % 5 === 0 && index < progressive * 5;
  const args = { Q: 85, interlace, subsample_mode: interlace && megapixels <= 12 ? "off" : "on" };
  const path = join(folder, `${String(index).padStart(2, "0")}.jpg`);
  await writeLargePicture(path, { width, height: Math.round(width * 0.75), seed: 1 + (index % 3) }, "jpegsave", args);
}

async function once(folder: string, memory: string): Promise<string> {
  const output = mkdtempSync(join(tmpdir(), "sluice-bench-out-"));
  const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
  const args = [cli, "thumb", folder, "-o", output, "--memory", memory, "--json"];
  try {
    const run = await inMemoryCgroup(limitBytes, process.execPath, args);
    const { stdout, killed, wallMs, peakBytes, peakAnonymous, exitCode } = run;
    const counted = stdout.split("\n").filter((line) => line.includes('"kind":"done"')).length;
    return (
      `${counted} of ${photos} done, ${killed ? "KILLED" : "none killed"}, exit code ${exitCode}, ` +
      `${(wallMs / 1000).toFixed(1)} s; anonymous peak ${formatBytes(peakAnonymous)}, charged ${formatBytes(peakBytes)} ` +
      `of ${formatBytes(limitBytes)}`
    );
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}
