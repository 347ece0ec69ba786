/**
 * What a run is done with and a worker thread still frees: it stays reserved until then.
 * Not here: freeing it (native/operation/scope).
 * Read next: run/admission/run.
 */

const all = new Set<Promise<void>>();

/** Resolves when nothing is being freed any more of what runs have left behind so far. */
export async function allFreed(): Promise<void> {
  await Promise.all(all);
}

/** Of one run. */
export class PendingRelease {
  #waiting: (() => void)[] | undefined;
  #over: Promise<void> = Promise.resolve();

  /** `freeing` resolves when it is done, and never rejects. Once a run at most. */
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

  /** Calls `then` once everything is freed: at once where it is. */
  after(then: () => void): void {
    if (this.#waiting === undefined) then();
    else this.#waiting.push(then);
  }
}
