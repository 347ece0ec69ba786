/**
 * What an unfinished store is made from, told by its hidden name: so it is known until the very moment it gets its final one.
 * Not here: what goes into that mark (run/output/made-from), or who goes on with a store (store/files/atomic-folder,
 * store/hdf5/write/interrupted-file).
 * Read next: store/files/atomic-folder.
 */
import { basename } from "node:path";
import { OutputError } from "../../core/errors.ts";

/** Of a mark in hexadecimal as much as a name has. */
export function shortMark(madeFrom: string | undefined): string {
  return madeFrom?.slice(0, 12) ?? "";
}

/** Refuses to go on with what was made from something else. `left`: what an interrupted run left. */
export function madeFromAnother(path: string, left: string): OutputError {
  const name = basename(left);
  return new OutputError(`an interrupted run left ${name}, made from another input, or by another recipe or options`, {
    path,
    cure: `Give the input and the options of that run to finish it, or remove ${name} beside the output to begin anew.`,
  });
}
