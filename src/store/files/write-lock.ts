/**
 * A lock for adding to a file: one process at a time, and one call of it. The lock is a hidden file beside the file.
 * Not here: adding (store/hdf5/write/existing-file). Other programs do not respect this lock.
 * Read next: store/files/folder-owner.
 */
import { link, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { OutputError } from "../../core/errors.ts";
import { outputFailure, temporaryName } from "./atomic-file.ts";
import { isRunningOwner, ownerText } from "./folder-owner.ts";

/**
 * The maximum tries to take over a lock that a killed process left; more than one is needed only where several
 * processes try.
 */
const maxTries = 20;

/**
 * Dispose of the lock to let the next one add.
 * @throws {OutputError} when another process is adding, or the folder is not writable.
 */
export async function turnToAdd(path: string): Promise<AsyncDisposable> {
  try {
    const real = await realpath(path);
    const turn = join(dirname(real), `.${basename(real).slice(0, 100)}.adding.sluice`);
    for (let tries = 0; tries < maxTries; tries += 1) {
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

/** Links a file that already has its content, so that no process sees a lock without an owner. */
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

/**
 * Removes the lock of a process that has ended. If another process has taken the lock meanwhile, its lock is put back.
 */
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
