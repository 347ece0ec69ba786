/**
 * Why a run fails, where libvips would not know: what code beside it threw while libvips waited for pixels of it.
 * Not here: failures of strips that a program makes, which their source keeps (graph/strip-source).
 * Read next: run/admission, run/kernel-image.
 */
export class RunFailure {
  #first: Error | undefined;

  /** What failed after it did so because of it. */
  get first(): Error | undefined {
    return this.#first;
  }

  note(error: unknown): void {
    this.#first ??= error instanceof Error ? error : new Error(String(error));
  }

  /** To be told before the same is tried again. @returns what it was. */
  take(): Error | undefined {
    const first = this.#first;
    this.#first = undefined;
    return first;
  }
}
