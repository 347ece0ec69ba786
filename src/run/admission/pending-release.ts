/**
 * What a run is done with and a worker thread still frees: it stays reserved until then.
 * Not here: freeing it (native/operation/scope).
 * Read next: run/admission/admission, run/compute.
 */

const all = new Set<Promise<void>>();

/** Resolves when nothing is being freed any more of what runs have left behind so far. */
export async function allFreed(): Promise<void> {
  await Promise.all(all);
}

/** Of one run. */
export class BeingFreed {
  #waiting: (() => void)[] | undefined;

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
  }

  /** Calls `then` once everything is freed: at once where it is. */
  after(then: () => void): void {
    if (this.#waiting === undefined) then();
    else this.#waiting.push(then);
  }
}
