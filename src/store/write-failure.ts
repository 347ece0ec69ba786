/**
 * What a failure to write means, with the space that is needed and the space there is when a disk is full.
 * Not here: failures of single output files (store/atomic-file), whose size nobody knows before.
 * Read next: store/atomic-folder.
 */
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { formatBytes } from "../core/bytes.ts";
import { isSluiceError, OutputError } from "../core/errors.ts";
import { outputFailure } from "./atomic-file.ts";

/** Bytes that may still be written where a path is or will be; undefined where the system does not tell. */
export async function freeBytes(path: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(dirname(path));
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/** The error of an output: `path` is its final name, `needed` the bytes that were to be written. */
export async function writeFailure(path: string, error: unknown, needed: number): Promise<Error> {
  if (isSluiceError(error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error as Error;
  if (code !== "ENOSPC") return outputFailure(path, error);
  return diskFull(path, needed, await freeBytes(path), error);
}

/** @throws {OutputError} when there is less space than so many bytes. */
export async function checkSpace(path: string, needed: number): Promise<void> {
  const free = await freeBytes(path);
  if (free !== undefined && free < needed) throw diskFull(path, needed, free);
}

function diskFull(path: string, needed: number, free: number | undefined, cause?: unknown): OutputError {
  const there = free === undefined ? "" : `, and ${formatBytes(free)} are free`;
  return new OutputError(`it cannot be written: the disk is full: ${formatBytes(needed)} are needed${there}`, {
    path,
    cause,
    cure: "Free space, or choose another disk.",
  });
}
