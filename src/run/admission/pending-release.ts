/**
 * Keeps memory reserved while a worker thread still frees it after a run.
 * Not here: freeing it (native/operation/scope).
 * Read next: run/admission/run.
 */

const all = new Set<Promise<void>>();

/** Resolves when everything that runs have left so far is freed. */
export async function allFreed(): Promise<void> {
  await Promise.all(all);
}

/** The pending release of one run. */
export class PendingRelease {
  #waiting: (() => void)[] | undefined;
  #over: Promise<void> = Promise.resolve();

  /** `freeing` resolves when everything is freed, and never rejects. Call it at most once a run. */
  begin(freeing: Promise<void>): void {
    const waiting: (() => void)[] = [];
    this.#waiting = waiting;
    const over = freeing.then(() => {
      all.delete(over);
      this.#waiting = undefined;
      for (const then of waiting) then();
    });
    all.add(over);
    this.#over = over;
  }

  /** Resolves when everything is freed. */
  get over(): Promise<void> {
    return this.#over;
  }

  /** Calls `then` once everything is freed, at once where nothing is pending. */
  after(then: () => void): void {
    if (this.#waiting === undefined) then();
    else this.#waiting.push(then);
  }
}
