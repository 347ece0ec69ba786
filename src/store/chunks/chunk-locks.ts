/**
 * One lock for each chunk: callers get it one at a time, in the order of asking.
 * Not here: how many chunks are in flight at once (store/chunks/semaphore).
 * Read next: store/chunks/chunked-store.
 */

/** Locks by chunk number; a free lock takes no memory. */
export class ChunkLocks {
  readonly #last = new Map<number, Promise<void>>();

  /** Waits for the lock of a chunk. @returns the function that releases it. */
  async take(index: number): Promise<() => void> {
    const before = this.#last.get(index);
    let free = (): void => {};
    const mine = new Promise<void>((resolve) => {
      free = resolve;
    });
    this.#last.set(index, mine);
    await before;
    return () => {
      if (this.#last.get(index) === mine) this.#last.delete(index);
      free();
    };
  }
}
