/**
 * Finds the folder in which this process may make memory control groups: that of its own group.
 * Not here: making one (test/support/machine/cgroup), or existing limits of this process (src/budget/limit/cgroup).
 * Read next: cgroups(7), proc_pid_mountinfo(5).
 */
import { accessSync, constants, readFileSync } from "node:fs";
import { join, posix } from "node:path";

export type Controller = { readonly version: 1 | 2; readonly folder: string } | { readonly reason: string };

interface Mount {
  /** The mounted part of the hierarchy: `/`, or in a container often the container's own group. */
  readonly root: string;
  readonly folder: string;
  readonly type: string;
  /** Options of the file system, such as `rw,memory`. */
  readonly options: readonly string[];
}

/** Version 1 if its memory controller is mounted, else version 2. If neither works, a reason in words. */
export function findController(): Controller {
  if (process.platform !== "linux") return { reason: `${process.platform} has no control groups` };
  const mounts = readFileSync("/proc/self/mountinfo", "latin1").trim().split("\n").map(parseMount);
  const groups = readFileSync("/proc/self/cgroup", "latin1").trim().split("\n");
  const one = mounts.find(({ type, options }) => type === "cgroup" && options.includes("memory"));
  const mount = one ?? mounts.find(({ type }) => type === "cgroup2");
  if (mount === undefined) return { reason: "no control group file system is mounted" };
  const own = ownGroup(groups, one === undefined ? 2 : 1);
  if (own === undefined) return { reason: "this process is in no memory control group" };
  const inside = posix.relative(mount.root, own);
  if (inside.startsWith("..")) return { reason: `this process's control group ${own} is not mounted here` };
  const folder = join(mount.folder, inside);
  return writable(folder) ?? (one === undefined ? delegated(folder) : undefined) ?? { version: one ? 1 : 2, folder };
}

/** A line such as `35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory`. */
function parseMount(line: string): Mount {
  const [mount = "", source = ""] = line.split(" - ");
  const [, , , root = "", folder = ""] = mount.split(" ").map(withoutEscapes);
  const [type = "", , options = ""] = source.split(" ");
  return { root, folder, type, options: options.split(",") };
}

/** Blanks and backslashes in paths are written as `\040` and the like. */
function withoutEscapes(word: string): string {
  return word.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** Lines such as `4:memory:/user` in version 1, `0::/user` in version 2. */
function ownGroup(lines: readonly string[], version: 1 | 2): string | undefined {
  const line = lines.find((each) => (version === 1 ? /^\d+:(?:[^:]*,)?memory(?:,|:)/ : /^0::/).test(each));
  return line?.split(":").slice(2).join(":");
}

function writable(folder: string): Controller | undefined {
  try {
    accessSync(folder, constants.W_OK);
    return undefined;
  } catch {
    return { reason: `the control group ${folder} may not be written to` };
  }
}

/** A group of version 2 can limit the memory of its subgroups only if the controller is delegated to them. */
function delegated(folder: string): Controller | undefined {
  const passedOn = readFileSync(join(folder, "cgroup.subtree_control"), "latin1").trim().split(" ");
  return passedOn.includes("memory")
    ? undefined
    : { reason: `memory is not delegated below the control group ${folder}` };
}
