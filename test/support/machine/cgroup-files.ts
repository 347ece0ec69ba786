/**
 * What a memory control group's files are called and hold, in version 1 and version 2, behind one interface.
 * Not here: making, entering or removing a group (test/support/machine/cgroup).
 * Read next: the kernel's cgroup-v1/memory.rst and cgroup-v2.rst.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface GroupFiles {
  /** Swap counts too, where the kernel can count it. */
  setLimit(limitBytes: number): void;
  /** The most that was charged at once, file pages included. */
  peak(): number;
  /** Anonymous and shared memory now. */
  anonymous(): number;
  /** How many processes the kernel killed for want of memory. */
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
    // Memory and swap together; it may not be set below the limit on memory, so it comes second.
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

  /** Before Linux 5.19 the kernel keeps no peak: then it is the highest of the samples. */
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

/** The number after a name at the start of a line; 0 where the kernel has no such field. */
function field(text: string, name: string): number {
  return Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
}
