/**
 * The checks of `sluice doctor` on the machine: Node, the memory limit, the process itself, threads,
 * the scratch folder.
 * Not here: the native library (cli/doctor/library).
 * Read next: budget/limit/limits, compose.
 */
import { mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { memoryLimit } from "../../budget/limit/limits.ts";
import { compose } from "../../compose.ts";
import { formatBytes } from "../../core/bytes.ts";
import { fileSystemInMemory, scratchFolder } from "../../run/scratch/folder.ts";
import { type Check, check } from "./check.ts";

/** The same as in package.json, "engines". */
const oldestNode = [20, 19] as const;

export function nodeCheck(version = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const detail = `${version} (${process.platform} ${process.arch})`;
  const recent = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  if (recent) return { name: "Node.js", status: "ok", detail };
  return { name: "Node.js", status: "fail", detail, cure: `Install Node.js ${oldestNode.join(".")} or newer.` };
}

/** The limit comes first: it needs no library, the other checks do. */
export async function memoryChecks(withLibrary: boolean): Promise<Check[]> {
  const limit = await check("memory", describeLimit);
  if (!withLibrary || limit.status === "fail") return [limit];
  return [limit, await check("process", describeProcess)];
}

function describeLimit(): Omit<Check, "name"> {
  const { allowed, origin, ceiling, exceedsCeiling, detail: place } = memoryLimit();
  const found = `${formatBytes(ceiling)} ${place === "os.totalmem()" ? "of RAM" : `that ${place} says`}`;
  const source = origin === "SLUICE_MEMORY" ? `by SLUICE_MEMORY; there are ${found}` : `80 % of the ${found}`;
  const detail = `${formatBytes(allowed)} allowed, ${source}`;
  if (!exceedsCeiling) return { status: "ok", detail };
  return { status: "warn", detail, cure: `Set SLUICE_MEMORY to less than ${formatBytes(ceiling)}.` };
}

/** Starts everything as a run would. This reveals a budget that is too small for the process itself. */
async function describeProcess(): Promise<Omit<Check, "name">> {
  const { gauge, ledger } = await compose();
  const { kind, measured, fileBacked } = gauge.now();
  const counted = kind === "rss" ? "with file pages" : `and ${formatBytes(fileBacked ?? 0)} of file pages`;
  const left = `${formatBytes(ledger.allowed - ledger.permanent)} of ${formatBytes(ledger.allowed)} left for images`;
  return {
    status: "ok",
    detail: `${formatBytes(measured)} measured (${counted}), ${formatBytes(ledger.permanent)} reserved; ${left}`,
  };
}

export function threadsCheck(): Check {
  const count = availableParallelism();
  const detail = count === 1 ? "1" : `${count} for one image, or one each for ${count} images at once`;
  return { name: "threads", status: "ok", detail };
}

const enoughScratch = 1e9;

export async function scratchCheck(folder = scratchFolder()): Promise<Check> {
  const name = "scratch folder";
  try {
    const own = await mkdtemp(join(folder, "sluice-doctor-"));
    await writeFile(join(own, "probe"), "written by sluice doctor").finally(() =>
      rm(own, { recursive: true, force: true }),
    );
    const { bavail, bsize } = await statfs(folder);
    return { name, ...judgeScratch(folder, fileSystemInMemory(folder), bavail * bsize) };
  } catch (error) {
    const detail = `${folder} cannot be written: ${(error as Error).message}`;
    return {
      name,
      status: "fail",
      detail,
      cure: "Make it writable, or name another folder with SLUICE_SCRATCH or TMPDIR (TEMP on Windows).",
    };
  }
}

function judgeScratch(folder: string, inMemory: string | undefined, free: number): Omit<Check, "name"> {
  const detail = `${folder}, ${formatBytes(free)} free`;
  if (inMemory !== undefined) {
    const cure = "Name a folder on a disk with SLUICE_SCRATCH.";
    return { status: "warn", detail: `${detail}, a ${inMemory}: what is written there counts as memory`, cure };
  }
  if (free >= enoughScratch) return { status: "ok", detail };
  return {
    status: "warn",
    detail,
    cure: `Free ${formatBytes(enoughScratch)}, or name another folder with SLUICE_SCRATCH.`,
  };
}
