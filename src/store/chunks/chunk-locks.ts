/**
 * One caller at a time for each chunk, in the order of asking.
 * Not here: how many chunks are worked on at once (store/chunks/semaphore).
 * Read next: store/chunks/chunked-store.
 */

/** Locks by number; those that nobody holds take no memory. */
export class ChunkLocks {
  readonly #last = new Map<number, Promise<void>>();

  /** Resolves when nobody before holds it; call what it resolves to to let go. */
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
