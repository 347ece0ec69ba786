/**
 * Marks the process that writes an unfinished folder or adds to a file, by its id and start time, so that no other
 * process resumes it meanwhile.
 * Not here: the folder (store/files/atomic-folder), or the file (store/files/write-lock).
 * Read next: store/files/atomic-folder, store/files/write-lock.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The name of the mark; it is in the folder until the folder is finished. */
export const ownerFile = ".writer";

export async function takeOwnership(folder: string): Promise<void> {
  await writeFile(join(folder, ownerFile), await ownerText());
}

/** The mark of this process. */
export async function ownerText(): Promise<string> {
  return `${process.pid} ${await startOf(process.pid)}\n`;
}

/** Whether the process that marked the folder is still running. */
export async function isOwned(folder: string): Promise<boolean> {
  return await isRunningOwner(await readFile(join(folder, ownerFile), "latin1").catch(() => ""));
}

/** Whether the process that {@link ownerText} names is still running. */
export async function isRunningOwner(text: string): Promise<boolean> {
  const [pid = 0, start] = text.trim().split(" ").map(Number);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  return isRunning(pid) && (await startOf(pid)) === start;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * The start time of a process, in ticks since boot; 0 where the system does not tell. Process ids are reused, but not
 * at the same start time.
 */
async function startOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
  // The second field is a name in parentheses, which may contain any character.
  return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? 0);
}
