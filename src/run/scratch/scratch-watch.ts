/**
 * Watches the size of a compressed image in scratch while it is written, and stops the writing when it is too large.
 * Not here: the maximum size (plan/make-plan, run/admission/admission).
 * Read next: run/scratch/scratch.
 */
import { fstatSync } from "node:fs";
import { formatBytes } from "../../core/bytes.ts";
import { OutputError } from "../../core/errors.ts";
import type { ScratchFile } from "./scratch-file.ts";

const intervalMs = 20;

export class ScratchWatch implements Disposable {
  readonly #timer: NodeJS.Timeout;
  #failure: OutputError | undefined;

  /** `stop` stops the writer of the file, once it is larger than `max` bytes. */
  constructor({ descriptor }: ScratchFile, max: number, stop: () => void) {
    this.#timer = setInterval(() => {
      const { size } = fstatSync(descriptor);
      if (size <= max) return;
      this.#failure ??= usedUp(max);
      stop();
    }, intervalMs);
    this.#timer.unref();
  }

  /** The reason why the writing was stopped; undefined where it was not. */
  get failure(): OutputError | undefined {
    return this.#failure;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

function usedUp(max: number): OutputError {
  return new OutputError(
    `an image that waits on disk does not go into the ${formatBytes(max)} that it may take there`,
    {
      cure: "Allow more disk (disk, or SLUICE_DISK) or more memory, or set SLUICE_SCRATCH to a larger disk.",
    },
  );
}
