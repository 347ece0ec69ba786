/**
 * Opens input files and makes sure that they are regular files, whatever their names say.
 * Not here: what the bytes are (run/source/read-header).
 * Read next: run/source/open-source.
 */
import { closeSync, constants, fstatSync, openSync, read } from "node:fs";
import { promisify } from "node:util";
import { UnreadableError } from "../../core/errors.ts";
import type { FileIdentity } from "../../graph/recipe/source.ts";

const readSome = promisify(read);

/** An open regular file; close it when done. */
export interface OpenFile extends Disposable {
  readonly descriptor: number;
  readonly identity: FileIdentity;
  /** Fills `into` from an offset. @returns the number of bytes read. */
  read(into: Uint8Array, offset: number): Promise<number>;
}

/**
 * Opens the file synchronously, because libvips reads headers on this thread as well. Each step through the thread pool
 * would take some tenths of a millisecond, ten times the step itself.
 * @throws {UnreadableError} when the path is missing, not permitted, not a regular file, or empty.
 */
export function openRegularFile(path: string): OpenFile {
  const descriptor = openToRead(path);
  try {
    return {
      descriptor,
      identity: identify(path, descriptor),
      read: (into, offset) => readFully(descriptor, into, offset),
      [Symbol.dispose]: () => closeSync(descriptor),
    };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function openToRead(path: string): number {
  try {
    // O_NONBLOCK keeps a FIFO without a writer from blocking the open; it changes nothing for regular files.
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw unreadable(path, error as NodeJS.ErrnoException);
  }
}

/** Fills `into` from an offset of an open file. @returns the number of bytes read. */
export async function readFully(descriptor: number, into: Uint8Array, offset: number): Promise<number> {
  let filled = 0;
  while (filled < into.length) {
    const { bytesRead } = await readSome(descriptor, into, filled, into.length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

function identify(path: string, descriptor: number): FileIdentity {
  const stat = fstatSync(descriptor, { bigint: true });
  if (!stat.isFile()) {
    const kind = stat.isDirectory() ? "a folder" : stat.isFIFO() ? "a pipe" : "not a regular file";
    throw new UnreadableError(`it is ${kind}`, { path, cure: "Name a regular file." });
  }
  if (stat.size === 0n) throw new UnreadableError("the file is empty", { path, cure: "Get a good copy of the file." });
  return { device: stat.dev, inode: stat.ino, sizeBytes: stat.size, modifiedNs: stat.mtimeNs };
}

/** Whether both identities are of the same file, unchanged. */
export function sameIdentity(a: FileIdentity, b: FileIdentity): boolean {
  return sameFile(a, b) && a.sizeBytes === b.sizeBytes && a.modifiedNs === b.modifiedNs;
}

/** Whether two names lead to the same file: the same path, a symbolic link or a hard link. */
export function sameFile(
  a: Pick<FileIdentity, "device" | "inode">,
  b: Pick<FileIdentity, "device" | "inode">,
): boolean {
  return a.device === b.device && a.inode === b.inode;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read (permission denied)",
  EPERM: "it may not be read (permission denied)",
  ELOOP: "its symbolic links form a loop",
  ENAMETOOLONG: "its name is too long",
  ENOTDIR: "a part of its path is not a folder",
  ENXIO: "it is a socket or a device, not a regular file",
  EMFILE: "too many files are open",
  EISDIR: "it is a folder",
};

function unreadable(path: string, error: NodeJS.ErrnoException): UnreadableError {
  return new UnreadableError(reasons[error.code ?? ""] ?? error.message, {
    path,
    cause: error,
    cure: "Check the path and its permissions.",
  });
}
