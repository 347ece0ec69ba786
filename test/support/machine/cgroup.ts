/**
 * Runs a command inside a memory control group of its own. The kernel kills it if it exceeds the limit.
 * Not here: finding a place for such a group (test/support/machine/memory-controller), or reading its
 * numbers (cgroup-files).
 * Read next: test/support/machine/memory-controller.ts, test/budget-holds.
 */
import { mkdirSync, readFileSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type GroupFiles, groupFiles } from "./cgroup-files.ts";
import { findController } from "./memory-controller.ts";
import { type MeasuredRun, measureRun, type RunOptions } from "./peak-memory.ts";

/** The outcome and the costs of a command, with the kernel's figures for its group. All memory is in bytes. */
export interface CgroupRun extends MeasuredRun {
  /** The highest charge to the group at any time. It includes pages of files that were read or written. */
  readonly peakBytes: number;
  /** The part of it that is anonymous and shared memory, sampled every few milliseconds. */
  readonly peakAnonymous: number;
  /** Whether the kernel killed a process of the group for lack of memory. */
  readonly killed: boolean;
}

/** The reason why no group can be made here, for a skipped test's name. Undefined if one can. */
export function cgroupsAvailable(): string | undefined {
  const controller = findController();
  if ("reason" in controller) return controller.reason;
  try {
    const group = makeGroup(controller.folder);
    groupFiles(controller.version, group).setLimit(64_000_000);
    rmdirSync(group);
    return undefined;
  } catch (error) {
    return `no memory control group can be made below this process's own: ${(error as Error).message}`;
  }
}

/**
 * Runs `command` in a group that may hold `limitBytes`, including swap if the kernel counts it. The command is in
 * the group from its first instruction, and so are all of its children. The group is always removed, with any
 * processes left in it.
 */
export async function inMemoryCgroup(
  limitBytes: number,
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<CgroupRun> {
  const controller = findController();
  if ("reason" in controller) throw new Error(controller.reason);
  const group = makeGroup(controller.folder);
  const removeAtExit = (): void => killMembers(group);
  process.once("exit", removeAtExit);
  try {
    const files = groupFiles(controller.version, group);
    files.setLimit(limitBytes);
    return await runIn(group, files, command, args, options);
  } finally {
    process.off("exit", removeAtExit);
    await removeGroup(group);
  }
}

async function runIn(
  group: string,
  files: GroupFiles,
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<CgroupRun> {
  let peakAnonymous = 0;
  const onSample = (): void => {
    peakAnonymous = Math.max(peakAnonymous, files.anonymous());
    options.onSample?.();
  };
  // The shell enters the group and then becomes the command. It is the same process, so no part of the
  // command runs outside.
  const enter = 'echo $$ > "$0/cgroup.procs" || exit 125; exec "$@"';
  const run = await measureRun("/bin/sh", ["-c", enter, group, command, ...args], { ...options, onSample });
  return { ...run, peakBytes: files.peak(), peakAnonymous, killed: files.kills() > 0 };
}

let made = 0;

function makeGroup(folder: string): string {
  made += 1;
  const group = join(folder, `sluice-test-${process.pid}-${made}`);
  mkdirSync(group);
  return group;
}

function killMembers(group: string): void {
  for (const member of readFileSync(join(group, "cgroup.procs"), "latin1").split("\n").filter(Boolean)) {
    try {
      process.kill(Number(member), "SIGKILL");
    } catch {
      // It has ended already.
    }
  }
}

/** A group with a process in it cannot be removed, and a process that was just killed takes a moment to end. */
async function removeGroup(group: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    killMembers(group);
    try {
      rmdirSync(group);
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await delay(20);
    }
  }
}
