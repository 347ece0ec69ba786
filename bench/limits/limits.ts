/**
 * The smallest memory limit, set by the kernel, in which each contender completes each of five jobs.
 * Not here: how they do them (bench/limits/contenders), or searching for the limit (bench/limits/smallest-limit).
 * Read next: bench/limits/jobs.ts, docs/explanation/benchmarks.md.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Image, open } from "../../src/index.ts";
import { type CgroupRun, cgroupsAvailable, inMemoryCgroup } from "../../test/support/machine/cgroup.ts";
import { type MeasuredRun, measureRun } from "../../test/support/machine/peak-memory.ts";
import { ResultStore } from "../budget/result-store.ts";
import { machineText } from "../shown/comparison-table.ts";
import { writeSection } from "../shown/results-section.ts";
import { spread } from "../shown/rounds.ts";
import { markdownTable } from "../shown/table.ts";
import { type LimitContender, limitContenders, pillowVersion } from "./contenders.ts";
import { inputOf, type Job, jobs } from "./jobs.ts";
import { smallestLimit } from "./smallest-limit.ts";

export const summary =
  "limits [--only TEXT] [--again] [--json] [--write]: the smallest memory limit of Sluice, vips, sharp and Pillow for five jobs";

interface Found {
  readonly job: string;
  readonly contender: string;
  /** Undefined if none of the tried limits was enough. */
  readonly megabytes: number | undefined;
  readonly wallMs: number;
  /** Without a limit. */
  readonly freeMs: number;
  readonly freePeak: number;
}

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: "" },
      again: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
    },
  });
  const noGroups = cgroupsAvailable();
  if (noGroups !== undefined) throw new Error(`This bench needs a control group: ${noGroups}`);
  const store = new ResultStore<Found>("limits", { again: values.again });
  const found: Found[] = [];
  for (const job of jobs) {
    for (const contender of limitContenders()) {
      if (!`${job.name} ${job.title} ${contender.name}`.includes(values.only)) continue;
      const name = `${job.name}, ${contender.name}`;
      const result = store.get(name) ?? (await limitOf(job, contender));
      store.set(name, result);
      found.push(result);
      if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    }
  }
  const text = `${tableText(found)}\n${machineText().trim()}, Pillow ${pillowVersion() ?? "none"}\n`;
  if (!values.json) process.stdout.write(text);
  if (values.write) writeSection("limits.md", "limits", text);
}

async function limitOf(job: Job, contender: LimitContender): Promise<Found> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-limits-"));
  try {
    const input = await inputOf(job);
    const output = join(folder, `out.${job.ending}`);
    const note = (words: string): boolean => process.stderr.write(`${job.name}, ${contender.name}: ${words}\n`);
    const free = await freely(job, contender, input, output);
    note(`${seconds(free.wallMs)} s without a limit`);
    // Close to its limit, a process mostly rereads its own pages.
    const timeoutMs = Math.round(30_000 + 10 * free.wallMs);
    const attempt = async (megabytes: number): Promise<CgroupRun | undefined> => {
      rmSync(output, { force: true });
      const { command, args, env } = contender.commandFor(job, input, output, megabytes);
      const run = await inMemoryCgroup(megabytes * 1e6, command, args, { env, timeoutMs });
      const isDone = !run.killed && run.exitCode === 0 && (await isRight(job, output));
      note(`${megabytes} MB: ${isDone ? "done" : "not done"}, ${seconds(run.wallMs)} s`);
      return isDone ? run : undefined;
    };
    const smallest = await smallestLimit(attempt);
    const wallMs = spread(smallest?.outcomes.map((run) => run.wallMs) ?? []).median;
    const without = { freeMs: free.wallMs, freePeak: free.peakUnreclaimable };
    return { job: job.title, contender: contender.name, megabytes: smallest?.megabytes, wallMs, ...without };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws {Error} if the contender cannot do the job at all. */
async function freely(job: Job, contender: LimitContender, input: string, output: string): Promise<MeasuredRun> {
  const { command, args, env } = contender.commandFor(job, input, output, undefined);
  const run = await measureRun(command, args, { env });
  if (run.exitCode === 0 && (await isRight(job, output))) return run;
  throw new Error(`${contender.name} cannot do "${job.title}": ${run.stderr}`);
}

/** Whether the result has the right size, and every pixel of it can be decoded. */
async function isRight({ result }: Job, output: string): Promise<boolean> {
  try {
    const image: Image = await open(output);
    await image.avg();
    return image.width === result.width && image.height === result.height;
  } catch {
    return false;
  }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

function tableText(found: readonly Found[]): string {
  const head = [
    "job",
    "contender",
    "smallest limit, MB",
    "time there, s",
    "time without limit, s",
    "held without limit, MB",
  ];
  const rows = found.map(({ job, contender, megabytes, wallMs, freeMs, freePeak }) => {
    const limit = megabytes === undefined ? "none found" : String(megabytes);
    return [job, contender, limit, seconds(wallMs), seconds(freeMs), (freePeak / 1e6).toFixed(0)];
  });
  return markdownTable(head, rows);
}
