/**
 * Reads what the kernel says that a process and its children hold, from /proc.
 * Not here: when to read it (test/support/machine/peak-memory), or the process that runs this code (src/budget/measure/gauge).
 * Read next: proc_pid_status(5).
 */
import { readdirSync, readFileSync } from "node:fs";

/** Bytes, summed over the processes that live at the moment. */
export interface MemorySample {
  /** Each process's own high-water mark: an upper bound where there are several, exact where there is one. */
  readonly peakRss: number;
  /** RssAnon and RssShmem: what the kernel cannot take back. */
  readonly unreclaimable: number;
}

/** Looking for children costs more than reading the sizes of those that are known. */
const samplesPerSearch = 10;

/** A process and its descendants. */
export class ProcessTree {
  readonly #root: number;
  #known: readonly number[];
  #samples = 0;

  constructor(root: number) {
    this.#root = root;
    this.#known = [root];
  }

  /** Zero for a process that is gone. */
  sample(): MemorySample {
    if (this.#samples % samplesPerSearch === 0) this.#known = withChildren(this.#root);
    this.#samples += 1;
    const sum = { peakRss: 0, unreclaimable: 0 };
    for (const process of this.#known) {
      const status = read(`/proc/${process}/status`);
      sum.peakRss += field(status, "VmHWM");
      sum.unreclaimable += field(status, "RssAnon") + field(status, "RssShmem");
    }
    return sum;
  }
}

function withChildren(process: number): number[] {
  const children = threadsOf(process).flatMap((thread) =>
    read(`/proc/${process}/task/${thread}/children`).trim().split(" ").filter(Boolean).map(Number),
  );
  return [process, ...children.flatMap(withChildren)];
}

function threadsOf(process: number): string[] {
  try {
    return readdirSync(`/proc/${process}/task`);
  } catch {
    return [];
  }
}

/** Empty where there is no such process any more. */
function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

/** A line such as `RssAnon:	   1240 kB`, in bytes; 0 where it is missing, as in a process that has ended. */
function field(status: string, name: string): number {
  const start = status.indexOf(`\n${name}:`);
  return start < 0 ? 0 : Number.parseInt(status.slice(start + name.length + 2), 10) * 1024;
}
