/**
 * Does one kind of work in this process under the given settings of the allocator, and prints its cost as JSON.
 * Not here: the peak, which the parent process samples from outside.
 * Read next: bench/memory/allocator.ts.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { runSideBySide } from "../../src/batch/side-by-side.ts";
import type { Allocator } from "../../src/budget/guard/allocator.ts";
import { type Composition, compose, configure, open } from "../../src/compose.ts";
import { chosenSettings, type GlibcSettings, nativeAllocator } from "../../src/native/library/allocator.ts";
import { Image } from "../../src/operations.ts";

export type WorkName = "photos" | "wide" | "thousand" | "small";
/** When to trim: by the product's own rule, after each image, or never. */
export type Trimming = "rule" | "each" | "never";

export interface AllocatorTask {
  readonly work: WorkName;
  /** A folder of photos, or the wide picture. */
  readonly input: string;
  readonly output: string;
  readonly settings: GlibcSettings;
  /** Whether the settings are added to the product's own. */
  readonly beside: boolean;
  readonly trimming: Trimming;
  readonly memory: string;
}

/** The cost of the work alone, and of the start; bytes of unreclaimable memory. */
export interface AllocatorTold {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly pageFaults: number;
  readonly trims: number;
  /** After the hundredth image, or at the end if there are fewer. */
  readonly early: number;
  readonly end: number;
}

const task = JSON.parse(process.argv[2] ?? "") as AllocatorTask;
const native = nativeAllocator((allowed) => ({ ...(task.beside && chosenSettings(allowed)), ...task.settings }));
let trims = 0;
const trim = (): void => {
  trims += 1;
  native.trim();
};
const allocator: Allocator = { ...native, trim: task.trimming === "rule" ? trim : () => {} };

configure({ memory: task.memory });
const oneByOne = task.work === "wide" || task.work === "small";
const composition = await compose({ imagesAtOnce: oneByOne ? 1 : 1000, allocator });
const before = { time: performance.now(), cpu: process.cpuUsage(), faults: process.resourceUsage().minorPageFault };
let done = 0;
let early: number | undefined;
await work(task.work, composition);
const wallMs = performance.now() - before.time;
const { user, system } = process.cpuUsage(before.cpu);
const pageFaults = process.resourceUsage().minorPageFault - before.faults;
// The rule returns small remainders a moment later.
await delay(300);
const end = measured();
const told: AllocatorTold = { wallMs, cpuMs: (user + system) / 1000, pageFaults, trims, early: early ?? end, end };
process.stdout.write(JSON.stringify(told));

function measured(): number {
  return composition.gauge.now().measured;
}

function finished(): void {
  done += 1;
  if (task.trimming === "each") trim();
  if (done === 100) early = measured();
}

async function work(name: WorkName, { imagesAtOnce }: Composition): Promise<void> {
  if (name === "wide") {
    await (await open(task.input)).gaussblur(2).save(join(task.output, "wide.tif"), { tile: true });
    finished();
  } else if (name === "small") {
    const pixels = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 7919) % 251);
    for (let repeat = 0; repeat < 300; repeat += 1) {
      using result = await Image.fromPixels(pixels, { width: 1000, bands: 3 })
        .gaussblur(2)
        .sobel()
        .cast("uchar")
        .pixels();
      // A copy, as a program makes it when it continues to use the pixels.
      if (result.data.slice().length !== 3_000_000) throw new Error("not all pixels came");
      finished();
    }
  } else {
    const files = readdirSync(task.input).map((file) => join(task.input, file));
    const count = name === "photos" ? files.length : 1000;
    const jobs = Array.from({ length: count }, (_, index) => ({ index, file: files[index % files.length] as string }));
    await runSideBySide(jobs, imagesAtOnce, async ({ index, file }) => {
      await (await open(file)).thumbnail(500).save(join(task.output, `${index}.jpg`));
      finished();
    });
  }
}
