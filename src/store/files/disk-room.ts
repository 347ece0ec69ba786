/**
 * Checks the free space of a store's disk, before a run and when a write fails.
 * Not here: a limit that the user sets (store/chunks/quota), or scratch (run/scratch/scratch).
 * Read next: store/files/atomic-file.
 */
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { formatBytes } from "../../core/bytes.ts";
import { OutputError } from "../../core/errors.ts";
import { outputFailure } from "./atomic-file.ts";

/** The free bytes on the disk of a path; undefined where the system gives no number. */
export async function freeBytes(path: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(dirname(path));
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/** @throws {OutputError} when the disk has less than `needed` bytes free. */
export async function checkRoom(path: string, needed: number): Promise<void> {
  const free = await freeBytes(path);
  if (free === undefined || free >= needed) return;
  throw noRoom(path, needed, free);
}

/** The error for a failed write. Where the disk is full, `needed` is about how many more bytes it needs. */
export async function writeFailure(path: string, error: unknown, needed: number): Promise<OutputError> {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== "ENOSPC" && code !== "EDQUOT") return outputFailure(path, error);
  return noRoom(path, needed, (await freeBytes(path)) ?? 0, error);
}

function noRoom(path: string, needed: number, free: number, cause?: unknown): OutputError {
  const numbers = `about ${formatBytes(needed)} more are needed, and ${formatBytes(free)} are free`;
  return new OutputError(`it cannot be written: the disk is full; ${numbers}`, {
    path,
    cause,
    cure: "Free space, choose another disk, or compress more.",
  });
}
