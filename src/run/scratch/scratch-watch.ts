/**
 * Watches how much an image takes in scratch while it is compressed there, and ends that when it is too much.
 * Not here: how much it may take (plan/make-plan, run/admission/admission).
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

  /** `stop` ends what writes the file, once it is larger than `most` bytes. */
  constructor({ descriptor }: ScratchFile, most: number, stop: () => void) {
    this.#timer = setInterval(() => {
      const { size } = fstatSync(descriptor);
      if (size <= most) return;
      this.#failure ??= usedUp(most);
      stop();
    }, intervalMs);
    this.#timer.unref();
  }

  /** Why the writing was ended; undefined where it was not. */
  get failure(): OutputError | undefined {
    return this.#failure;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

function usedUp(most: number): OutputError {
  return new OutputError(
    `an image that waits on disk does not go into the ${formatBytes(most)} that it may take there`,
    {
      cure: "Allow more disk (disk, or SLUICE_DISK) or more memory, or set SLUICE_SCRATCH to a larger disk.",
    },
  );
}
