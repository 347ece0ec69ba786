/**
 * Room on the disk that a store is written to: asked for before, and told of when it ran out.
 * Not here: a limit of the user's own (store/chunks/quota), or scratch (run/scratch/scratch).
 * Read next: store/files/atomic-file.
 */
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { formatBytes } from "../../core/bytes.ts";
import { OutputError } from "../../core/errors.ts";
import { outputFailure } from "./atomic-file.ts";

/** Bytes free where a file is, or is to be; undefined where the system does not tell. */
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

/** What a failed write means; where the disk is full, `needed` more bytes were wanted, as far as is known. */
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
