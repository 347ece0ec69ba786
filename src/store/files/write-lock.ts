/**
 * Whose turn it is to add to a file: one process at a time, and one call of it, told by a hidden file beside it.
 * Not here: adding (store/hdf5/write/existing-file). Other programs know nothing of it.
 * Read next: store/files/folder-owner.
 */
import { link, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { OutputError } from "../../core/errors.ts";
import { outputFailure, temporaryName } from "./atomic-file.ts";
import { isRunningOwner, ownerText } from "./folder-owner.ts";

/** Tries until a turn that a killed process left is taken over; more than one is needed only where several try. */
const mostTries = 20;

/** Dispose of it to let the next one add. @throws {OutputError} when somebody adds just now, or the folder is not writable. */
export async function turnToAdd(path: string): Promise<AsyncDisposable> {
  try {
    const real = await realpath(path);
    const turn = join(dirname(real), `.${basename(real).slice(0, 100)}.adding.sluice`);
    for (let tries = 0; tries < mostTries; tries += 1) {
      if (await taken(turn)) return { [Symbol.asyncDispose]: () => rm(turn, { force: true }) };
      const owner = await readFile(turn, "latin1").catch(() => undefined);
      if (owner === undefined) continue;
      if (await isRunningOwner(owner)) throw busy(path, owner);
      await putAside(turn, owner);
    }
    throw busy(path, "");
  } catch (error) {
    throw outputFailure(path, error);
  }
}

/** Linked when it says whose it is, so that nobody sees one that says nothing. */
async function taken(turn: string): Promise<boolean> {
  const own = temporaryName(turn);
  await writeFile(own, await ownerText(), { flag: "wx" });
  try {
    await link(own, turn);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(own);
  }
}

/** Takes away what a process left that is gone; what somebody else put there meanwhile goes back. */
async function putAside(turn: string, owner: string): Promise<void> {
  const aside = temporaryName(turn);
  const isAside = await rename(turn, aside).then(
    () => true,
    () => false,
  );
  if (!isAside) return;
  if ((await readFile(aside, "latin1")) !== owner) await link(aside, turn).catch(() => {});
  await rm(aside);
}

function busy(path: string, owner: string): OutputError {
  const [process_] = owner.split(" ");
  return new OutputError(`a dataset is being added to it just now${process_ ? `, by process ${process_}` : ""}`, {
    path,
    cure: "Wait until that is over, and try again.",
  });
}
