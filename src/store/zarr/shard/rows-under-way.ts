/**
 * Tracks the work on shards by their row, so that work on a lower row can wait for the rows above.
 * Not here: the work (store/zarr/shard/shard-writer).
 * Read next: store/zarr/shard/shard-writer.
 */

/** Chunks that are being written, and complete shards that are being made durable. */
export class RowsUnderWay {
  readonly #rows = new Map<number, Set<Promise<unknown>>>();

  /** Counts the work as under way in this row until it ends or fails. @returns the work's result. */
  async run<R>(row: number, work: () => Promise<R>): Promise<R> {
    const working = work();
    const all = this.#rows.get(row) ?? new Set();
    this.#rows.set(row, all);
    const settled = working.then(
      () => {},
      () => {},
    );
    all.add(settled);
    try {
      return await working;
    } finally {
      all.delete(settled);
      if (all.size === 0) this.#rows.delete(row);
    }
  }

  /** Resolves when no work is under way in any row above. */
  async above(row: number): Promise<void> {
    for (;;) {
      const work = [...this.#rows].filter(([other]) => other < row).flatMap(([, all]) => [...all]);
      if (work.length === 0) return;
      await Promise.all(work);
    }
  }
}
