/**
 * Opens input files so that nothing but a regular file is ever read, whatever its name says.
 * Not here: what the bytes are (run/read-header).
 * Read next: run/open-source.
 */
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { UnreadableError } from "../core/errors.ts";
import type { FileIdentity } from "../graph/source.ts";

/** An open regular file; close it when done. */
export interface OpenFile extends AsyncDisposable {
  readonly descriptor: number;
  readonly identity: FileIdentity;
  /** Fills `into` from an offset. @returns how many bytes there were. */
  read(into: Uint8Array, offset: number): Promise<number>;
}

/** @throws {UnreadableError} when the path is missing, not permitted, no regular file, or empty. */
export async function openRegularFile(path: string): Promise<OpenFile> {
  // O_NONBLOCK keeps a FIFO without a writer from blocking the open; it changes nothing for regular files.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error: unknown) => {
    throw unreadable(path, error as NodeJS.ErrnoException);
  });
  try {
    return {
      descriptor: handle.fd,
      identity: await identify(path, handle),
      read: (into, offset) => readFully(handle, into, offset),
      [Symbol.asyncDispose]: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readFully(handle: FileHandle, into: Uint8Array, offset: number): Promise<number> {
  let filled = 0;
  while (filled < into.length) {
    const { bytesRead } = await handle.read(into, filled, into.length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

async function identify(path: string, handle: FileHandle): Promise<FileIdentity> {
  const stat = await handle.stat({ bigint: true });
  if (!stat.isFile()) {
    const kind = stat.isDirectory() ? "a folder" : stat.isFIFO() ? "a pipe" : "not a regular file";
    throw new UnreadableError(`it is ${kind}`, { path, cure: "Name a regular file." });
  }
  if (stat.size === 0n) throw new UnreadableError("the file is empty", { path, cure: "Get a good copy of the file." });
  return { device: stat.dev, inode: stat.ino, sizeBytes: stat.size, modifiedNs: stat.mtimeNs };
}

/** Whether two looks saw the same file, unchanged. */
export function sameIdentity(a: FileIdentity, b: FileIdentity): boolean {
  return sameFile(a, b) && a.sizeBytes === b.sizeBytes && a.modifiedNs === b.modifiedNs;
}

/** Whether two names lead to one file: the same path, a symbolic link or a hard link. */
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
