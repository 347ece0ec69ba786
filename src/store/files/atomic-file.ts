/**
 * Output files that appear under their final name only when they are complete.
 * Not here: their content.
 * Read next: run/output/encode, store/hdf5/write/create-hdf5.
 */
import { randomBytes } from "node:crypto";
import { closeSync, fstatSync, fsync, openSync, rmSync } from "node:fs";
import { link, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { OutputError } from "../../core/errors.ts";

const sync = promisify(fsync);
const unfinished = new Set<string>();
let hooked = false;

/** A file under a temporary name in the folder of its final one. */
export interface AtomicFile extends AsyncDisposable {
  readonly temporaryPath: string;
  /** The bytes written so far. */
  size(): number | Promise<number>;
  /** Makes the content durable and gives it its final name. */
  finish(): Promise<void>;
}

/**
 * A hidden name in the folder of the final one. `mark` is the start of a hash of the input, in hexadecimal, where the
 * name must carry it.
 */
export function temporaryName(path: string, mark = ""): string {
  return join(dirname(path), `.${basename(path).slice(0, 100)}.${mark}${randomBytes(6).toString("hex")}.sluice`);
}

/** Registers a path that is removed when the process ends before the output is finished. */
export function removeAtExit(path: string): void {
  hookExit();
  unfinished.add(path);
}

/** Removes a path registered with {@link removeAtExit}, unless the output was finished. */
export async function removeNow(path: string): Promise<void> {
  if (!unfinished.has(path)) return;
  await rm(path, { recursive: true, force: true });
  unfinished.delete(path);
}

/** Undoes {@link removeAtExit}. */
export function finished(path: string): void {
  unfinished.delete(path);
}

/**
 * Starts a file; without `finish()` nothing of it stays. `ending` is for savers that look at the name.
 * @throws {OutputError} when the folder is not writable.
 */
export function atomicFile(path: string, overwrite: boolean, ending = ""): AtomicFile {
  const temporaryPath = `${temporaryName(path)}${ending}`;
  removeAtExit(temporaryPath);
  let descriptor = create(temporaryPath, path);
  const close = (): void => {
    if (descriptor >= 0) closeSync(descriptor);
    descriptor = -1;
  };
  return {
    temporaryPath,
    size: () => fstatSync(descriptor).size,
    finish: async () => {
      try {
        await sync(descriptor);
        close();
        await nameFinally(temporaryPath, path, overwrite);
      } catch (error) {
        throw outputFailure(path, error);
      }
    },
    [Symbol.asyncDispose]: async () => {
      close();
      await removeNow(temporaryPath);
    },
  };
}

function create(temporaryPath: string, path: string): number {
  try {
    return openSync(temporaryPath, "wx");
  } catch (error) {
    finished(temporaryPath);
    throw outputFailure(path, error);
  }
}

/** Renames a complete file. A file that another program wrote meanwhile stays, unless it may be replaced. */
export async function nameFinally(temporaryPath: string, path: string, overwrite: boolean): Promise<void> {
  if (overwrite) {
    await rename(temporaryPath, path);
  } else {
    // A link never replaces a file that another program wrote meanwhile.
    await link(temporaryPath, path);
    await rm(temporaryPath);
  }
  finished(temporaryPath);
}

/** Removes every unfinished file at once; the last thing a process does. */
export function removeUnfinished(): void {
  for (const path of unfinished) rmSync(path, { recursive: true, force: true });
  unfinished.clear();
}

function hookExit(): void {
  if (hooked) return;
  hooked = true;
  process.on("exit", removeUnfinished);
}

const reasons: Readonly<Record<string, readonly [reason: string, cure: string]>> = {
  ENOENT: ["its folder does not exist", "Make the folder first."],
  EACCES: ["its folder may not be written", "Check the folder's permissions."],
  EPERM: ["its folder may not be written", "Check the folder's permissions."],
  EROFS: ["the file system is read-only", "Choose another folder."],
  ENOSPC: ["the disk is full", "Free space, or choose another disk."],
  EDQUOT: ["the disk quota is used up", "Free space, or choose another disk."],
  EISDIR: ["there is a folder of that name", "Choose another name."],
  EEXIST: ["it exists already", "Allow overwriting (--overwrite), or choose another name."],
  EFBIG: ["it is larger than the file system or a limit allows", "Choose another disk, or a smaller size."],
  EIO: ["the disk reports an error", "Check the disk, or choose another."],
  ENAMETOOLONG: ["its name is too long", "Choose a shorter name."],
  ENOTDIR: ["a part of its path is not a folder", "Choose another folder."],
};

/** The error for an output, from the system's error code: `known`, or else the code of `error`. */
export function outputFailure(path: string | undefined, error: unknown, known?: string): OutputError {
  if (error instanceof OutputError) return error;
  const { code = "", message } = error as NodeJS.ErrnoException;
  const [reason, cure] = reasons[known ?? code] ?? [message, "Check the output's folder."];
  return new OutputError(`it cannot be written: ${reason}`, { path, cause: error, cure });
}
