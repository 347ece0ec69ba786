/**
 * Chooses the allocator's settings by measurement: four kinds of work, each in fresh processes, one setting
 * changed at a time.
 * Not here: the work itself (bench/memory/allocator-child), or the product's rule for trimming
 * (budget/guard/freed-memory).
 * Read next: bench/memory/allocator-child.ts, docs/explanation/memory.md.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "tsdown";
import type { GlibcSettings } from "../../src/native/library/allocator.ts";
import { measureRun } from "../../test/support/machine/peak-memory.ts";
import { writeLargePicture } from "../../test/support/picture/large-pictures.ts";
import { cacheFolder } from "../pictures/cache-folder.ts";
import { debianPhotos, gather } from "../pictures/photo-folder.ts";
import { machineText } from "../shown/comparison-table.ts";
import { spread } from "../shown/rounds.ts";
import { table } from "../shown/table.ts";
import type { AllocatorTask, AllocatorTold, Trimming, WorkName } from "./allocator-child.ts";

export const summary =
  "allocator [--only TEXT] [--work NAME,...] [--rounds N] [--json]: settings of glibc's allocator, one changed at a time";

interface Candidate {
  readonly name: string;
  readonly settings: GlibcSettings;
  readonly trimming: Trimming;
  /** Whether the other settings are the product's. Otherwise they are glibc's. */
  readonly beside?: boolean;
}

const MiB = 2 ** 20;
const like = (name: string, settings: GlibcSettings, trimming: Trimming = "rule"): Candidate => {
  return { name, settings, trimming, beside: true };
};

const candidates: readonly Candidate[] = [
  { name: "glibc's defaults, no trim", settings: {}, trimming: "never" },
  { name: "glibc's defaults, trim each", settings: {}, trimming: "each" },
  like("as chosen", {}),
  ...[1, 4].map((arenas) => like(`${arenas} arenas`, { M_ARENA_MAX: arenas })),
  ...[0.25, 1, 32].map((size) => like(`mmap ${size} MiB`, { M_MMAP_THRESHOLD: size * MiB })),
  ...[1, 4, 16, 32, 64].map((size) => like(`trim threshold ${size} MiB`, { M_TRIM_THRESHOLD: size * MiB })),
  like("as chosen, trim each", {}, "each"),
  like("as chosen, no trim", {}, "never"),
];

const works: readonly WorkName[] = ["photos", "wide", "thousand", "small"];

interface Measured extends AllocatorTold {
  readonly peak: number;
}

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: "" },
      work: { type: "string", default: works.join(",") },
      rounds: { type: "string", default: "3" },
      memory: { type: "string", default: "2GB" },
      json: { type: "boolean", default: false },
    },
  });
  const child = await builtChild();
  const photos = gather(await debianPhotos());
  const output = mkdtempSync(join(tmpdir(), "sluice-bench-out-"));
  const chosen = candidates.filter(({ name }) => name.includes(values.only));
  try {
    for (const work of works.filter((name) => values.work.split(",").includes(name))) {
      const input = work === "wide" ? await widePicture() : photos;
      const results = chosen.map(({ name }) => ({ name, runs: [] as Measured[] }));
      for (let round = 1; round <= Number(values.rounds); round += 1) {
        for (const [index, { name, settings, trimming, beside = false }] of chosen.entries()) {
          process.stderr.write(`${work}, round ${round}: ${name}\n`);
          const task = { work, input, output, settings, beside, trimming, memory: values.memory };
          results[index]?.runs.push(await measure(child, task));
        }
      }
      process.stdout.write(values.json ? `${JSON.stringify({ work, results })}\n` : `${show(work, results)}\n`);
    }
    if (!values.json) process.stdout.write(machineText());
  } finally {
    for (const folder of [output, photos]) rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Bundles the child into one JavaScript file: run from source, its process would hold a compiler and
 * its threads as well.
 */
async function builtChild(): Promise<string> {
  const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  const outDir = file("../dist-bench");
  const entry = {
    child: file("allocator-child.ts"),
    "native-worker": file("../../src/native/thread/native-worker.ts"),
  };
  await build({ config: false, entry, outDir, platform: "node", fixedExtension: false, dts: false, logLevel: "error" });
  return join(outDir, "child.js");
}

/** 180 megapixels with very wide rows: buffers of a row are large, and there are many of them. */
async function widePicture(): Promise<string> {
  const path = join(cacheFolder("allocator"), "wide.tif");
  return await writeLargePicture(path, { width: 30_000, height: 6000 }, "tiffsave", { compression: "none" });
}

async function measure(child: string, task: AllocatorTask): Promise<Measured> {
  const run = await measureRun(process.execPath, [child, JSON.stringify(task)], { intervalMs: 3 });
  if (run.exitCode !== 0) throw new Error(run.stderr);
  return { ...(JSON.parse(run.stdout) as AllocatorTold), peak: run.peakUnreclaimable };
}

function show(work: string, results: readonly { readonly name: string; readonly runs: readonly Measured[] }[]): string {
  const head = [work, "s", "processor s", "page faults", "trims", "peak MB", "after 100 MB", "at the end MB"];
  const rows = results.map(({ name, runs }) => {
    const median = (value: (run: Measured) => number, digits: number): string =>
      spread(runs.map(value)).median.toFixed(digits);
    return [
      name,
      median(({ wallMs }) => wallMs / 1000, 2),
      median(({ cpuMs }) => cpuMs / 1000, 2),
      median(({ pageFaults }) => pageFaults, 0),
      median(({ trims }) => trims, 0),
      median(({ peak }) => peak / 1e6, 0),
      median(({ early }) => early / 1e6, 1),
      median(({ end }) => end / 1e6, 1),
    ];
  });
  return `${table(head, rows)}\n`;
}
