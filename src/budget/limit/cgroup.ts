/**
 * Finds the memory limits that control groups, version 1 and 2, set on this process: on its own group and the
 * ancestors.
 * Not here: physical memory, what the user asks for, or which limit wins (budget/limit/limits).
 * Read next: cgroups(7) and proc_pid_mountinfo(5), whose two formats are read here.
 */
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";

export type GroupVersion = "cgroup v2" | "cgroup v1";

export interface GroupLimit {
  readonly version: GroupVersion;
  readonly limitBytes: number;
  /** The file with the limit. */
  readonly path: string;
}

interface Mount {
  readonly version: GroupVersion;
  /** The group of the hierarchy that is mounted: not "/" where a container sees the host's names. */
  readonly group: string;
  readonly folder: string;
}

const wholeNumber = /^(\d+)\s*$/;
/** "max" does not match, so it sets no limit. Version 1 uses numbers near 2⁶³ instead, larger than any RAM. */
const limitFiles: { readonly [V in GroupVersion]: readonly (readonly [name: string, value: RegExp])[] } = {
  // Beyond memory.high the kernel does not kill but throttles, down to a standstill. The budget must stay below it too.
  "cgroup v2": [
    ["memory.max", wholeNumber],
    ["memory.high", wholeNumber],
  ],
  // memory.stat also counts ancestors that are not mounted here, such as the pod around a container.
  "cgroup v1": [
    ["memory.limit_in_bytes", wholeNumber],
    ["memory.stat", /^hierarchical_memory_limit (\d+)$/m],
  ],
};

/**
 * Every limit found, the most exact files first; none where there is no /proc or no control group. Never throws: a file
 * that cannot be read sets no limit. `root` is put before every path.
 */
export function groupLimits(root: string): GroupLimit[] {
  const groups = ownGroups(read(join(root, "/proc/self/cgroup")));
  const mounts = memoryMounts(read(join(root, "/proc/self/mountinfo")));
  return mounts.flatMap((mount) => {
    const group = groups.get(mount.version);
    return group === undefined ? [] : limitsIn(root, mount.version, foldersUp(mount, group));
  });
}

/** Lines such as `0::/user.slice` (version 2) and `4:cpu,memory:/docker/3f` (version 1). */
function ownGroups(text: string): Map<GroupVersion, string> {
  const groups = new Map<GroupVersion, string>();
  for (const [, id, controllers, group] of text.matchAll(/^(\d+):([^:\n]*):(.*)$/gm)) {
    if (controllers?.split(",").includes("memory")) groups.set("cgroup v1", group ?? "/");
    else if (id === "0" && controllers === "") groups.set("cgroup v2", group ?? "/");
  }
  return groups;
}

/** Lines such as `30 23 0:26 /docker/3f /sys/fs/cgroup ro,nosuid shared:4 - cgroup2 cgroup rw`. */
function memoryMounts(text: string): Mount[] {
  return text.split("\n").flatMap((line): Mount[] => {
    const [left = "", right = ""] = line.split(" - ");
    const [, , , group = "", folder = ""] = left.split(" ").map(unescaped);
    const [type, , options = ""] = right.split(" ");
    if (type === "cgroup2") return [{ version: "cgroup v2", group, folder }];
    return type === "cgroup" && options.split(",").includes("memory") ? [{ version: "cgroup v1", group, folder }] : [];
  });
}

/** A space in a path is written `\040`. */
function unescaped(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/**
 * The group's folder and the folders above it, up to the mount point. The group may not be below the mounted one: it
 * was moved out of its namespace, or the mount is another container's. Then only the mount point counts.
 */
function foldersUp({ group: top, folder }: Mount, group: string): string[] {
  const below = posix.relative(top, group);
  const names = below === "" || below.startsWith("..") || group.startsWith("/..") ? [] : below.split("/");
  return Array.from({ length: names.length + 1 }, (_, up) => posix.join(folder, ...names.slice(0, names.length - up)));
}

function limitsIn(root: string, version: GroupVersion, folders: readonly string[]): GroupLimit[] {
  return limitFiles[version].flatMap(([name, value]) =>
    folders.flatMap((folder) => {
      const path = join(root, folder, name);
      const found = value.exec(read(path))?.[1];
      return found === undefined ? [] : [{ version, limitBytes: Number(found), path }];
    }),
  );
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
