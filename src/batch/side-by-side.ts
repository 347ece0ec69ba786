/**
 * Runs work over a list, a fixed number of items at a time, started in the list's order.
 * Not here: memory; each item reserves in the budget by itself, and waits there in that same order.
 * Read next: batch/job.
 */

/** Resolves when every item is done. `work` handles its own failures. */
export async function runSideBySide<T>(
  items: readonly T[],
  max: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const lane = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(max, items.length) }, lane));
}
