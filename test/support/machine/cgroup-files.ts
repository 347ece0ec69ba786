/**
 * The names and contents of a memory control group's files, in version 1 and version 2, behind one interface.
 * Not here: making, entering or removing a group (test/support/machine/cgroup).
 * Read next: the kernel's cgroup-v1/memory.rst and cgroup-v2.rst.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface GroupFiles {
  /** The limit includes swap, if the kernel counts it. */
  setLimit(limitBytes: number): void;
  /** The highest charge at any time, including file pages. */
  peak(): number;
  /** Anonymous and shared memory at present. */
  anonymous(): number;
  /** The number of processes that the kernel killed for lack of memory. */
  kills(): number;
}

export function groupFiles(version: 1 | 2, group: string): GroupFiles {
  return version === 1 ? new VersionOne(group) : new VersionTwo(group);
}

class VersionOne implements GroupFiles {
  readonly #group: string;

  constructor(group: string) {
    this.#group = group;
  }

  setLimit(limitBytes: number): void {
    writeFileSync(join(this.#group, "memory.limit_in_bytes"), String(limitBytes));
    // Limits memory and swap together. It may not be lower than the limit on memory, so it is set second.
    const both = join(this.#group, "memory.memsw.limit_in_bytes");
    if (existsSync(both)) writeFileSync(both, String(limitBytes));
  }

  peak(): number {
    return Number(readFileSync(join(this.#group, "memory.max_usage_in_bytes"), "latin1"));
  }

  anonymous(): number {
    const stat = readFileSync(join(this.#group, "memory.stat"), "latin1");
    return field(stat, "total_rss") + field(stat, "total_shmem");
  }

  kills(): number {
    return field(readFileSync(join(this.#group, "memory.oom_control"), "latin1"), "oom_kill");
  }
}

class VersionTwo implements GroupFiles {
  readonly #group: string;
  #highest = 0;

  constructor(group: string) {
    this.#group = group;
  }

  setLimit(limitBytes: number): void {
    writeFileSync(join(this.#group, "memory.max"), String(limitBytes));
    const swap = join(this.#group, "memory.swap.max");
    if (existsSync(swap)) writeFileSync(swap, "0");
  }

  /** Before Linux 5.19 the kernel records no peak. Then this is the highest sample. */
  peak(): number {
    const peak = join(this.#group, "memory.peak");
    return existsSync(peak) ? Number(readFileSync(peak, "latin1")) : this.#highest;
  }

  anonymous(): number {
    this.#highest = Math.max(this.#highest, Number(readFileSync(join(this.#group, "memory.current"), "latin1")));
    const stat = readFileSync(join(this.#group, "memory.stat"), "latin1");
    return field(stat, "anon") + field(stat, "shmem");
  }

  kills(): number {
    return field(readFileSync(join(this.#group, "memory.events"), "latin1"), "oom_kill");
  }
}

/** The number after a name at the start of a line; 0 if the kernel has no such field. */
function field(text: string, name: string): number {
  return Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
}
