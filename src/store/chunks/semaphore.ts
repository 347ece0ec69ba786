/**
 * A semaphore: it limits how much work runs at once, in the order of asking.
 * Not here: the work; all chunks of a store go through one semaphore, for any number of callers.
 * Read next: store/chunks/chunked-store.
 */

/** Slots for work that must not all run at once. */
export class AtMost {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(max: number) {
    this.#free = max;
  }

  /** Takes a slot as soon as one is free. Release it with {@link leave}. */
  async enter(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }

  /** Runs work in a slot of its own. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }
}
