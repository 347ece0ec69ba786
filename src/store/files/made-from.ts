/**
 * Keeps the hash of an unfinished store's input in its hidden name, so that it is known until the store gets its final
 * name.
 * Not here: what the hash covers (run/output/made-from), or how a store is resumed (store/files/atomic-folder,
 * store/hdf5/write/interrupted-file).
 * Read next: store/files/atomic-folder.
 */
import { basename } from "node:path";
import { OutputError } from "../../core/errors.ts";

/** The start of the hexadecimal hash, as long as it is in a name. */
export function shortMark(madeFrom: string | undefined): string {
  return madeFrom?.slice(0, 12) ?? "";
}

/** The error for resuming a store that was made from another input. `left` is the interrupted store. */
export function madeFromAnother(path: string, left: string): OutputError {
  const name = basename(left);
  return new OutputError(`an interrupted run left ${name}, made from another input, or by another recipe or options`, {
    path,
    cure: `Give the input and the options of that run to finish it, or remove ${name} beside the output to begin anew.`,
  });
}
