/**
 * Reacts to an abort once, even if the signal has aborted already. Work that starts slowly may be aborted
 * before it listens.
 * Not here: what the reaction does.
 * Read next: run/kernel/image, run/row-stream.
 */

/** Calls `stop` when the signal aborts, or at once if it has. @returns a function that stops listening. */
export function whenAborted(signal: AbortSignal | undefined, stop: () => void): () => void {
  if (signal === undefined) return () => {};
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  return () => signal.removeEventListener("abort", stop);
}
