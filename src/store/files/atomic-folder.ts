/**
 * Folders that appear under their final name only when they are complete, and that can be resumed after a crash.
 * Not here: single files (store/files/atomic-file), or the content of the folder.
 * Read next: store/files/folder-owner.
 */
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { OutputError } from "../../core/errors.ts";
import { finished, outputFailure, removeAtExit, removeNow, temporaryName } from "./atomic-file.ts";
import { isOwned, ownerFile, takeOwnership } from "./folder-owner.ts";
import { madeFromAnother, shortMark } from "./made-from.ts";

export interface AtomicFolderOptions {
  readonly overwrite: boolean;
  /** Resumes an interrupted folder, and keeps this one for the next run when it is interrupted too. */
  readonly resume: boolean;
  /** A hash of the input and the work, in hexadecimal: a folder with another hash is not resumed. */
  readonly madeFrom: string | undefined;
  /** Whether the existing folder is of a kind that may be replaced: a mistyped name must not remove a home folder. */
  readonly mayReplace: (folder: string) => Promise<boolean>;
}

/** A folder under a temporary name beside its final one, until it is finished. */
export class AtomicFolder implements AsyncDisposable {
  readonly path: string;
  /** Whether an earlier run began it. */
  readonly resumed: boolean;
  readonly #options: AtomicFolderOptions;
  #folder: string;
  #isFinished = false;

  private constructor(path: string, folder: string, resumed: boolean, options: AtomicFolderOptions) {
    this.path = path;
    this.resumed = resumed;
    this.#folder = folder;
    this.#options = options;
  }

  /**
   * @throws {OutputError} when something of that name exists, when the interrupted folder has another hash, or when the
   * folder cannot be made.
   */
  static async begin(path: string, options: AtomicFolderOptions): Promise<AtomicFolder> {
    await refuseExisting(path, options);
    const mark = shortMark(options.madeFrom);
    const before = options.resume ? await interrupted(path, mark) : undefined;
    const folder = before ?? temporaryName(path, mark);
    try {
      if (before === undefined) await mkdir(folder);
      await takeOwnership(folder);
    } catch (error) {
      throw outputFailure(path, error);
    }
    if (!options.resume) removeAtExit(folder);
    return new AtomicFolder(path, folder, before !== undefined, options);
  }

  /** The present path of the folder. */
  get folder(): string {
    return this.#folder;
  }

  /** Makes the names in it durable and sets its final name. The writers of its files make their content durable. */
  async finish(): Promise<void> {
    try {
      await rm(join(this.#folder, ownerFile), { force: true });
      await syncFolders(this.#folder);
      await refuseExisting(this.path, this.#options);
      await replaceFolder(this.#folder, this.path);
      await syncFolder(dirname(this.path));
    } catch (error) {
      throw outputFailure(this.path, error);
    }
    finished(this.#folder);
    this.#folder = this.path;
    this.#isFinished = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isFinished) return;
    if (this.#options.resume) await rm(join(this.#folder, ownerFile), { force: true });
    else await removeNow(this.#folder);
  }
}

async function refuseExisting(path: string, { overwrite, mayReplace }: AtomicFolderOptions): Promise<void> {
  const existing = await stat(path).catch(() => undefined);
  if (existing === undefined) return;
  if (!overwrite) throw outputFailure(path, { code: "EEXIST" });
  if (existing.isDirectory() && (await mayReplace(path))) return;
  throw new OutputError("it would replace something that is no such store", {
    path,
    cure: "Choose another name, or remove what is there yourself.",
  });
}

/** The newest unfinished folder for the same path and hash that no process is writing. */
async function interrupted(path: string, mark: string): Promise<string | undefined> {
  const start = `.${basename(path).slice(0, 100)}.`;
  const names = await readdir(dirname(path)).catch(() => []);
  const found: { readonly folder: string; readonly changed: number; readonly mark: string }[] = [];
  for (const name of names.filter((each) => each.startsWith(start))) {
    const [, itsMark = ""] = /^([0-9a-f]{12})?[0-9a-f]{12}\.sluice$/.exec(name.slice(start.length)) ?? [
      undefined,
      "no",
    ];
    const folder = join(dirname(path), name);
    const stats = itsMark === "no" ? undefined : await stat(folder).catch(() => undefined);
    if (stats?.isDirectory() && !(await isOwned(folder))) found.push({ folder, changed: stats.mtimeMs, mark: itsMark });
  }
  found.sort((a, b) => b.changed - a.changed);
  const same = found.find((each) => each.mark === mark) ?? found[0];
  if (same !== undefined && same.mark !== mark) throw madeFromAnother(path, same.folder);
  return same?.folder;
}

/** A folder cannot be replaced in one step: the old one is renamed first, and removed when the new one is in place. */
export async function replaceFolder(from: string, to: string): Promise<void> {
  const aside = `${temporaryName(to)}.old`;
  const stepped = await rename(to, aside).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );
  try {
    await rename(from, to);
  } catch (error) {
    if (stepped) await rename(aside, to);
    throw error;
  }
  if (stepped) await rm(aside, { recursive: true, force: true });
}

async function syncFolders(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) if (entry.isDirectory()) await syncFolders(join(folder, entry.name));
  await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders, and makes their names durable itself.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
