/**
 * A file of /proc, kept open and read again and again into one buffer; and the sizes in one, a process's `status`.
 * Not here: which files and processes are read (budget/measure/gauge, budget/measure/child-processes).
 * Read next: proc_pid_status(5).
 */
import { closeSync, openSync, readFileSync, readSync } from "node:fs";

/**
 * Reading takes 10 µs with the file kept open and one buffer reused, 25 µs with readFileSync (2 cores, Linux 6.18).
 * It stays the file of the process it was opened for: a new process with the same number is not mistaken for it.
 */
export class ProcFile implements Disposable {
  readonly #buffer: Buffer;
  #file: number | undefined;

  /** @throws when there is no such file, or it may not be read. */
  constructor(path: string) {
    // With room to grow: numbers do, and a user in thousands of groups has a long line of them before the sizes.
    this.#buffer = Buffer.alloc(readFileSync(path, "latin1").length + 1024);
    this.#file = openSync(path, "r");
  }

  /** Undefined once its process is gone, or it was disposed. */
  read(): string | undefined {
    if (this.#file === undefined) return undefined;
    try {
      return this.#buffer.toString("latin1", 0, readSync(this.#file, this.#buffer, 0, this.#buffer.length, 0));
    } catch {
      this[Symbol.dispose]();
      return undefined;
    }
  }

  [Symbol.dispose](): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

/** Memory of one process, in bytes. */
export interface ProcessMemory {
  /** Anonymous and shared memory in RAM, which the kernel cannot take back. */
  readonly unreclaimable: number;
  readonly fileBacked: number;
  /** The most that was in RAM at once, file pages included. */
  readonly highWater: number;
}

/** Whether a `status` says what is anonymous: Linux does from 4.5, and not of a process that has ended. */
export function tellsAnonymous(status: string): boolean {
  return status.includes("\nRssAnon:");
}

/**
 * The sizes in a `status`. statm would take a fifth of the time but counts shared memory as file pages; smaps_rollup is
 * exact and takes 1 ms.
 */
export function memoryIn(status: string): ProcessMemory {
  return {
    unreclaimable: field(status, "RssAnon") + field(status, "RssShmem"),
    fileBacked: field(status, "RssFile"),
    highWater: field(status, "VmHWM"),
  };
}

/** A line such as `RssAnon:	   1240 kB`, in bytes. The kernel's kB are 1024 bytes. */
function field(status: string, name: string): number {
  const start = status.indexOf(`\n${name}:`) + name.length + 2;
  return Number.parseInt(status.slice(start, start + 32), 10) * 1024;
}
