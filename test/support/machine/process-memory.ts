/**
 * Reads from /proc the memory that a process and its children hold.
 * Not here: when to read it (test/support/machine/peak-memory), or the process that runs this code
 * (src/budget/measure/gauge).
 * Read next: proc_pid_status(5).
 */
import { readdirSync, readFileSync } from "node:fs";

/** Bytes, summed over all live processes. */
export interface MemorySample {
  /** The sum of the processes' high-water marks: exact for one process, an upper bound for several. */
  readonly peakRss: number;
  /** RssAnon and RssShmem: memory that the kernel cannot reclaim. */
  readonly unreclaimable: number;
}

/** Searching for children costs more than reading the sizes of known ones. */
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

  /** Zero for a process that has ended. */
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

/** Empty if the process no longer exists. */
function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

/** A line such as `RssAnon:	   1240 kB`, in bytes; 0 if it is missing, as in a process that has ended. */
function field(status: string, name: string): number {
  const start = status.indexOf(`\n${name}:`);
  return start < 0 ? 0 : Number.parseInt(status.slice(start + name.length + 2), 10) * 1024;
}
