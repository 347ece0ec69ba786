/**
 * The scratch folder, and its free space.
 * Not here: the files in it (run/scratch/scratch-file), or their content (run/scratch/scratch).
 * Read next: run/scratch/scratch-file.
 */
import { randomBytes } from "node:crypto";
import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bytes, bytes, formatBytes } from "../../core/bytes.ts";
import { OutputError } from "../../core/errors.ts";

const cure = "Set SLUICE_SCRATCH to a folder on a disk with room, or allow more memory.";
const cureOfLimit = "Allow more disk (disk, or SLUICE_DISK), or more memory.";

/** File systems in memory, by the numbers of statfs(2): files there would count against the budget. */
const memoryFileSystems: Readonly<Record<number, string>> = { 16914836: "tmpfs", 2240043254: "ramfs" };

/** The name of a folder's file system, if it is in memory; else undefined. */
export function fileSystemInMemory(folder: string): string | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    return memoryFileSystems[statfsSync(folder).type];
  } catch {
    return undefined; // The run that uses the folder reports why it is unusable.
  }
}

/** `SLUICE_SCRATCH`, else the folder for temporary files, unless that is in memory; then `/var/tmp`. */
export function scratchFolder(): string {
  const told = process.env["SLUICE_SCRATCH"];
  if (told !== undefined && told !== "") return told;
  const temporary = tmpdir();
  return fileSystemInMemory(temporary) === undefined ? temporary : "/var/tmp";
}

/** The free bytes of the folder; 0 where it does not exist. */
export function scratchRoom(): Bytes {
  try {
    const { bavail, bsize } = statfsSync(scratchFolder());
    return bytes(bavail * bsize);
  } catch {
    return bytes(0);
  }
}

/** @throws {OutputError} when the folder has fewer bytes free, does not exist, or fewer bytes are allowed. */
export function checkScratch(size: number, allowed: number = Number.POSITIVE_INFINITY): void {
  if (size === 0) return;
  const path = scratchFolder();
  try {
    const { bavail, bsize } = statfsSync(path);
    if (size > allowed && allowed < bavail * bsize) {
      throw tooLarge(size, `${formatBytes(allowed)} are allowed`, undefined, cureOfLimit);
    }
    if (bavail * bsize >= size) return;
    throw tooLarge(size, `${formatBytes(bavail * bsize)} are free`, path, cure);
  } catch (error) {
    throw error instanceof OutputError ? error : unusable(error);
  }
}

/** An unused name in the folder. */
export function scratchName(): string {
  return join(scratchFolder(), `.sluice-${randomBytes(8).toString("hex")}`);
}

/** The error for a folder in which no file can be made. */
export function unusable(cause: unknown): OutputError {
  return new OutputError("the folder for scratch files cannot be used", { path: scratchFolder(), cause, cure });
}

function tooLarge(size: number, room: string, path: string | undefined, cure: string): OutputError {
  return new OutputError(`${formatBytes(size)} of scratch are needed, and ${room}`, { path, cure });
}
