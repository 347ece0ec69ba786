/**
 * Who writes an unfinished folder, or adds to a file: the process, by its number and its start, so that nobody goes on with what is still written.
 * Not here: the folder (store/files/atomic-folder), or the file (store/files/write-lock).
 * Read next: store/files/atomic-folder, store/files/write-lock.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** In the folder until it is finished. */
export const ownerFile = ".writer";

export async function takeOwnership(folder: string): Promise<void> {
  await writeFile(join(folder, ownerFile), await ownerText());
}

/** This process. */
export async function ownerText(): Promise<string> {
  return `${process.pid} ${await startOf(process.pid)}\n`;
}

/** Whether the process that wrote its name into the folder is still there. */
export async function isOwned(folder: string): Promise<boolean> {
  return await isRunningOwner(await readFile(join(folder, ownerFile), "latin1").catch(() => ""));
}

/** Whether a process is still there that {@link ownerText} told of. */
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

/** When a process began, in ticks since the machine did; 0 where the system does not tell. Numbers are used again, times are not. */
async function startOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
  // The second field is a name in brackets, which may contain anything.
  return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? 0);
}
