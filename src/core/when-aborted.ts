/**
 * Hears of an abort once, also of one that is past: what takes its time to begin may be aborted before it listens.
 * Not here: what is done then.
 * Read next: run/kernel/image, run/row-stream.
 */

/** Calls `stop` when the signal aborts, at once where it has. @returns what ends the listening. */
export function whenAborted(signal: AbortSignal | undefined, stop: () => void): () => void {
  if (signal === undefined) return () => {};
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  return () => signal.removeEventListener("abort", stop);
}
