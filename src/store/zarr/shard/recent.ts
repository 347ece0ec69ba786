/**
 * A cache of open things by name, least recently used first to close; each is opened once.
 * Not here: what they are (store/zarr/shard/shard-reader).
 * Read next: store/zarr/shard/shard-reader.
 */

interface Entry<T> {
  readonly opening: Promise<T>;
  users: number;
}

/** An item in use stays open beyond the maximum; it is closed when its last user is done. */
export class Recent<T> implements AsyncDisposable {
  readonly #most: number;
  readonly #close: (item: T) => Promise<void>;
  /** The most recently used entry is last. */
  readonly #entries = new Map<string, Entry<T>>();

  constructor(max: number, close: (item: T) => Promise<void>) {
    this.#most = max;
    this.#close = close;
  }

  /** Lends the item to `work`, and opens it first where needed. A failed opening is tried again next time. */
  async use<R>(name: string, open: () => Promise<T>, work: (item: T) => Promise<R>): Promise<R> {
    const entry = this.#entries.get(name) ?? { opening: open(), users: 0 };
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    entry.users += 1;
    try {
      return await work(await entry.opening);
    } finally {
      entry.users -= 1;
      await entry.opening.catch(() => {
        if (this.#entries.get(name) === entry) this.#entries.delete(name);
      });
      await this.#closeOldest();
    }
  }

  async #closeOldest(): Promise<void> {
    for (const [name, entry] of this.#entries) {
      if (this.#entries.size <= this.#most) return;
      if (entry.users > 0) continue;
      this.#entries.delete(name);
      await entry.opening.then(this.#close, () => undefined);
    }
  }

  /** Closes all items; none may be in use. */
  async [Symbol.asyncDispose](): Promise<void> {
    const all = [...this.#entries.values()];
    this.#entries.clear();
    for (const { opening } of all) await opening.then(this.#close, () => undefined);
  }
}
