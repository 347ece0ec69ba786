/**
 * The scratch folder, its free space, and its files, which lose their name before they have content.
 * Not here: the content of the files (run/scratch/scratch, run/lowering/stages).
 * Read next: run/scratch/scratch.
 */
import { randomBytes } from "node:crypto";
import { closeSync, openSync, statfsSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bytes, bytes, formatBytes } from "../../core/bytes.ts";
import { OutputError } from "../../core/errors.ts";

const cure = "Set SLUICE_SCRATCH to a folder on a disk with room, or allow more memory.";
const cureOfLimit = "Allow more disk (disk, or SLUICE_DISK), or more memory.";

/** File systems in memory, by the numbers of statfs(2): files there would count against the budget. */
const inMemory = new Set([0x01021994, 0x858458f6]);

/** `SLUICE_SCRATCH`, else the folder for temporary files, unless that is in memory; then `/var/tmp`. */
export function scratchFolder(): string {
  const told = process.env["SLUICE_SCRATCH"];
  if (told !== undefined && told !== "") return told;
  const usual = tmpdir();
  return process.platform === "linux" && inMemory.has(statfsSync(usual).type) ? "/var/tmp" : usual;
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

const { platform } = process;

/** An open file in the scratch folder, to write and to read. Nothing of it stays behind, even after a crash. */
export class ScratchFile implements Disposable {
  readonly descriptor: number;
  /** The file's name where it must keep one until it is closed. */
  readonly #name: string | undefined;

  /**
   * `reopens`: whether {@link reopen} will be called. Default false.
   * @throws {OutputError} when the folder is not writable.
   */
  constructor({ reopens = false }: { readonly reopens?: boolean } = {}) {
    const name = scratchName();
    try {
      this.descriptor = openSync(name, "wx+", 0o600);
    } catch (error) {
      throw unusable(error);
    }
    // Windows keeps the names of open files, and only Linux can reopen a file without a name.
    const keepsName = platform === "win32" || (reopens && platform !== "linux");
    if (!keepsName) unlinkSync(name);
    this.#name = keepsName ? name : undefined;
  }

  /** Opens the same file again for reading, with a position of its own; the caller closes it. */
  reopen(): number {
    return openSync(this.#name ?? `/proc/self/fd/${this.descriptor}`, "r");
  }

  [Symbol.dispose](): void {
    closeSync(this.descriptor);
    if (this.#name !== undefined) unlinkSync(this.#name);
  }
}

function unusable(cause: unknown): OutputError {
  return new OutputError("the folder for scratch files cannot be used", { path: scratchFolder(), cause, cure });
}

function tooLarge(size: number, room: string, path: string | undefined, cure: string): OutputError {
  return new OutputError(`${formatBytes(size)} of scratch are needed, and ${room}`, { path, cure });
}
