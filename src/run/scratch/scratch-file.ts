/**
 * Files in the scratch folder that lose their name before they have content.
 * Not here: the folder (run/scratch/folder), or what waits in them (run/scratch/scratch, run/lowering/stages).
 * Read next: run/scratch/scratch.
 */
import { closeSync, openSync, unlinkSync } from "node:fs";
import { scratchName, unusable } from "./folder.ts";

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
