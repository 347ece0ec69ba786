/**
 * Finds the child processes of this process, and their children, and reads how much memory they hold.
 * Not here: this process itself (budget/measure/gauge), or giving children a share (budget/limit/share).
 * Read next: proc_pid_task(5), whose `children` files are read here.
 */
import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { memoryIn, type ProcessMemory, ProcFile, tellsAnonymous } from "./proc-file.ts";

/** The kernel lists children by the thread that started them, so there is one file to read for each thread. */
const filesAtOnce = 3;
const childrenAtOnce = 4;
const searchEveryMs = 500;

/**
 * Finds children of the main thread at once, and children of worker threads and of children within a second of repeated
 * calls. A call stays below 100 µs: it reads a few files and uses the results of earlier calls for the rest.
 */
export class ChildProcesses implements Disposable {
  readonly #proc: string;
  readonly #ofMainThread: ProcFile;
  readonly #known = new Map<number, { readonly file: ProcFile; memory: ProcessMemory }>();
  #listed = "";
  /** Processes whose sizes are still to be read, and `children` files still to be searched. Each call does a few. */
  #toRead: number[] = [];
  #toSearch: string[] = [];
  #searchAt = 0;

  /** @throws where the kernel does not list children. `root` is put before every path. */
  constructor(root: string) {
    this.#proc = join(root, "/proc");
    this.#ofMainThread = new ProcFile(join(this.#proc, "self/task", String(process.pid), "children"));
  }

  /** The memory of each of them, as of one of the latest calls. */
  memory(): ProcessMemory[] {
    const listed = this.#ofMainThread.read() ?? "";
    if (listed !== this.#listed) this.#add(listed);
    this.#listed = listed;
    this.#search();
    this.#update();
    return Array.from(this.#known.values(), ({ memory }) => memory);
  }

  [Symbol.dispose](): void {
    this.#ofMainThread[Symbol.dispose]();
    for (const { file } of this.#known.values()) file[Symbol.dispose]();
    this.#known.clear();
  }

  #search(): void {
    const now = performance.now();
    if (this.#toSearch.length === 0 && now >= this.#searchAt) {
      this.#searchAt = now + searchEveryMs;
      this.#toSearch = ["self", ...this.#known.keys()].flatMap((name) => this.#threadsOf(String(name)));
    }
    for (const path of this.#toSearch.splice(0, filesAtOnce)) this.#add(textOf(path));
  }

  #threadsOf(name: string): string[] {
    const tasks = join(this.#proc, name, "task");
    try {
      return readdirSync(tasks).map((thread) => join(tasks, thread, "children"));
    } catch {
      return [];
    }
  }

  /** Adds the new process ids of a list such as `4711 4712 `. */
  #add(list: string): void {
    for (const text of list.split(" ")) {
      const id = Number(text);
      if (text.trim() === "" || this.#known.has(id)) continue;
      try {
        const file = new ProcFile(join(this.#proc, text, "status"));
        const status = file.read() ?? "";
        if (tellsAnonymous(status)) this.#known.set(id, { file, memory: memoryIn(status) });
        else file[Symbol.dispose]();
      } catch {
        // The process has ended meanwhile.
      }
    }
  }

  #update(): void {
    if (this.#toRead.length === 0) this.#toRead = [...this.#known.keys()];
    for (const id of this.#toRead.splice(0, childrenAtOnce)) {
      const child = this.#known.get(id);
      const status = child?.file.read() ?? "";
      if (child !== undefined && tellsAnonymous(status)) {
        child.memory = memoryIn(status);
      } else {
        child?.file[Symbol.dispose]();
        this.#known.delete(id);
      }
    }
  }
}

/** Room for a thousand children; more are found once some of these have ended. */
const list = Buffer.alloc(8192);

/** Takes 30 µs; readFileSync, which first asks for the size and then reads until the end, takes 60. */
function textOf(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const text = list.toString("latin1", 0, readSync(file, list, 0, list.length, 0));
    // A space ends each number; the last one may be cut off.
    return text.slice(0, text.lastIndexOf(" ") + 1);
  } catch {
    return "";
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
