/**
 * The memory limit for machines and containers of every kind, each with the files that its kernel would show.
 * Not here: a real control group; the budget tests run under one where the machine allows it.
 * Read next: budget/limit/fake-root.
 */
import { totalmem } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type MemoryLimitOptions, memoryLimit } from "../../../src/budget/limit/limits.ts";
import { bytes } from "../../../src/core/bytes.ts";
import { UsageError } from "../../../src/core/errors.ts";
import { fakeRoot } from "./fake-root.ts";

const MiB = 2 ** 20;
const ram = 16_000 * MiB;

const v2Mount = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";
const v1Mount = "35 31 0:32 / /sys/fs/cgroup/memory rw,nosuid shared:15 - cgroup cgroup rw,memory\n";
const otherMounts =
  "23 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n" +
  "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755\n" +
  "32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu\n";

/** The ceiling's source, relative to the root, with its size. */
function limitOf(files: Record<string, string>, options: MemoryLimitOptions = {}) {
  const root = fakeRoot(files);
  const limit = memoryLimit({ environment: {}, totalMemory: ram, ...options, root });
  return { ...limit, detail: limit.detail.replace(root, "") };
}

function v2(group: string, files: Record<string, string>, mount = v2Mount) {
  return { "proc/self/cgroup": `0::${group}\n`, "proc/self/mountinfo": otherMounts + mount, ...files };
}

function v1(group: string, files: Record<string, string>, mount = v1Mount) {
  const groups = `9:name=systemd:/init.scope\n4:cpuset,memory:${group}\n1:cpu:/elsewhere\n0::/unified\n`;
  return { "proc/self/cgroup": groups, "proc/self/mountinfo": otherMounts + mount, ...files };
}

describe("cgroup v2", () => {
  it("takes 80 % of the own group's memory.max", () => {
    const limit = limitOf(v2("/app", { "sys/fs/cgroup/app/memory.max": `${500 * MiB}\n` }));
    expect(limit).toEqual({
      allowed: 400 * MiB,
      origin: "cgroup v2",
      ceiling: 500 * MiB,
      exceedsCeiling: false,
      detail: join("/sys/fs/cgroup/app/memory.max"),
    });
  });

  it("takes the smallest of all ancestors", () => {
    const tree = v2("/user.slice/jobs/one", {
      "sys/fs/cgroup/user.slice/memory.max": `${300 * MiB}\n`,
      "sys/fs/cgroup/user.slice/jobs/memory.max": "max\n",
      "sys/fs/cgroup/user.slice/jobs/one/memory.max": `${900 * MiB}\n`,
      "sys/fs/cgroup/elsewhere/memory.max": `${1 * MiB}\n`,
    });
    expect(limitOf(tree)).toMatchObject({ ceiling: 300 * MiB, detail: join("/sys/fs/cgroup/user.slice/memory.max") });
  });

  it("counts memory.high where it is lower than memory.max", () => {
    const tree = v2("/app", {
      "sys/fs/cgroup/app/memory.max": `${500 * MiB}\n`,
      "sys/fs/cgroup/app/memory.high": `${200 * MiB}\n`,
    });
    expect(limitOf(tree)).toMatchObject({ ceiling: 200 * MiB, detail: join("/sys/fs/cgroup/app/memory.high") });
  });

  it("is unlimited by max, by more than there is RAM, and by files that are missing", () => {
    const tree = v2("/a/b/c", {
      "sys/fs/cgroup/a/memory.max": `${2 * ram}\n`,
      "sys/fs/cgroup/a/b/memory.max": "max\n",
      "sys/fs/cgroup/a/b/memory.high": "max\n",
    });
    expect(limitOf(tree)).toMatchObject({ origin: "RAM", ceiling: ram, detail: "os.totalmem()" });
  });

  it("finds the one small limit among nested groups with none, too large ones and ones of no sense", () => {
    const tree = v2("/a/b/c/d/e", {
      "sys/fs/cgroup/a/memory.max": `${2 * ram}\n`,
      "sys/fs/cgroup/a/b/memory.max": "max\n",
      "sys/fs/cgroup/a/b/c/memory.high": `${700 * MiB}\n`,
      "sys/fs/cgroup/a/b/c/d/memory.max": "-5\n",
      "sys/fs/cgroup/a/b/c/d/e/memory.max": "",
    });
    expect(limitOf(tree)).toMatchObject({
      allowed: 560 * MiB,
      ceiling: 700 * MiB,
      detail: join("/sys/fs/cgroup/a/b/c/memory.high"),
    });
  });

  it("finds the mount point itself inside a cgroup namespace", () => {
    const tree = v2("/", { "sys/fs/cgroup/memory.max": `${100 * MiB}\n` });
    expect(limitOf(tree)).toMatchObject({ ceiling: 100 * MiB, detail: join("/sys/fs/cgroup/memory.max") });
  });

  it("takes the mount's root off the group's name where the container sees the host's names", () => {
    const mount = "30 23 0:26 /docker/3f /sys/fs/cgroup ro - cgroup2 cgroup rw\n";
    const tree = v2(
      "/docker/3f/worker",
      { "sys/fs/cgroup/memory.max": `${100 * MiB}\n`, "sys/fs/cgroup/worker/memory.max": `${50 * MiB}\n` },
      mount,
    );
    expect(limitOf(tree)).toMatchObject({ ceiling: 50 * MiB, detail: join("/sys/fs/cgroup/worker/memory.max") });
  });

  it.each(["/../moved", "/docker/4a"])("goes by the mount point for the group %s, which is not below it", (group) => {
    const mount = "30 23 0:26 /docker/3f /sys/fs/cgroup ro - cgroup2 cgroup rw\n";
    const tree = v2(
      group,
      { "sys/fs/cgroup/memory.max": `${100 * MiB}\n`, "sys/fs/4a/memory.max": `${1 * MiB}\n` },
      mount,
    );
    expect(limitOf(tree)).toMatchObject({ ceiling: 100 * MiB });
  });

  it("does not mistake a group outside of its namespace for one of the same name inside", () => {
    const tree = v2("/../moved", {
      "sys/fs/cgroup/memory.max": `${100 * MiB}\n`,
      "sys/fs/cgroup/moved/memory.max": `${1 * MiB}\n`,
    });
    expect(limitOf(tree)).toMatchObject({ ceiling: 100 * MiB });
  });

  it("does not take a group for below a mount because its name begins alike", () => {
    const mount = "30 23 0:26 /docker/3f /sys/fs/cgroup ro - cgroup2 cgroup rw\n";
    const tree = v2("/docker/3fa", { "sys/fs/cgroup/a/memory.max": `${1 * MiB}\n` }, mount);
    expect(limitOf(tree)).toMatchObject({ origin: "RAM" });
  });

  it("reads a mount point with a space, wherever it is", () => {
    const mount = "30 23 0:26 / /mnt/control\\040groups rw - cgroup2 none rw\n";
    const tree = v2("/app", { "mnt/control groups/app/memory.max": `${100 * MiB}\n` }, mount);
    expect(limitOf(tree)).toMatchObject({ ceiling: 100 * MiB });
  });
});

describe("cgroup v1", () => {
  it("takes 80 % of memory.limit_in_bytes, of the memory hierarchy only", () => {
    const tree = v1("/job", {
      "sys/fs/cgroup/memory/job/memory.limit_in_bytes": `${500 * MiB}\n`,
      "sys/fs/cgroup/memory/elsewhere/memory.limit_in_bytes": `${1 * MiB}\n`,
    });
    expect(limitOf(tree)).toMatchObject({
      allowed: 400 * MiB,
      origin: "cgroup v1",
      detail: join("/sys/fs/cgroup/memory/job/memory.limit_in_bytes"),
    });
  });

  it.each(["9223372036854771712", "9223372036854710272", "18446744073709551615"])("is unlimited by %s", (huge) => {
    const tree = v1("/", { "sys/fs/cgroup/memory/memory.limit_in_bytes": `${huge}\n` });
    expect(limitOf(tree)).toMatchObject({ origin: "RAM", ceiling: ram });
  });

  it("takes the smallest of all ancestors", () => {
    const tree = v1("/kubepods/pod1/web", {
      "sys/fs/cgroup/memory/kubepods/memory.limit_in_bytes": `${900 * MiB}\n`,
      "sys/fs/cgroup/memory/kubepods/pod1/memory.limit_in_bytes": `${300 * MiB}\n`,
      "sys/fs/cgroup/memory/kubepods/pod1/web/memory.limit_in_bytes": "9223372036854771712\n",
      "sys/fs/cgroup/memory/kubepods/pod1/web/memory.stat": `hierarchical_memory_limit ${300 * MiB}\n`,
    });
    expect(limitOf(tree)).toMatchObject({
      ceiling: 300 * MiB,
      detail: join("/sys/fs/cgroup/memory/kubepods/pod1/memory.limit_in_bytes"),
    });
  });

  it("sees a pod's limit, which is above what is mounted in the container, in memory.stat", () => {
    const tree = v1(
      "/kubepods/pod1/web",
      {
        "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
        "sys/fs/cgroup/memory/memory.stat": `cache 4096\nhierarchical_memory_limit ${300 * MiB}\ntotal_cache 4096\n`,
      },
      "35 31 0:32 /kubepods/pod1/web /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n",
    );
    expect(limitOf(tree)).toMatchObject({ ceiling: 300 * MiB, detail: join("/sys/fs/cgroup/memory/memory.stat") });
  });

  it("looks at both versions where both are mounted", () => {
    const tree = v1(
      "/job",
      {
        "sys/fs/cgroup/memory/job/memory.limit_in_bytes": `${500 * MiB}\n`,
        "sys/fs/cgroup/unified/unified/memory.max": `${200 * MiB}\n`,
      },
      `${v1Mount}41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n`,
    );
    expect(limitOf(tree)).toMatchObject({ origin: "cgroup v2", ceiling: 200 * MiB });
  });
});

describe("without control groups", () => {
  it("takes 80 % of physical memory where there is no /proc", () => {
    expect(limitOf({})).toEqual({
      allowed: 0.8 * ram,
      origin: "RAM",
      ceiling: ram,
      exceedsCeiling: false,
      detail: "os.totalmem()",
    });
  });

  it("reads this machine by default, and never finds more than its RAM", () => {
    const limit = memoryLimit({ environment: {} });
    expect(limit.ceiling).toBeGreaterThan(0);
    expect(limit.ceiling).toBeLessThanOrEqual(totalmem());
    expect(limit.allowed).toBe(Math.floor(limit.ceiling * 0.8));
  });

  it("survives files that make no sense", () => {
    const tree = { "proc/self/cgroup": "\n::\nx:y\n0::\n", "proc/self/mountinfo": "\n - \n1 2 3 - cgroup2\n" };
    expect(limitOf(tree)).toMatchObject({ origin: "RAM" });
  });
});

describe("what the user asks for", () => {
  const small = v2("/", { "sys/fs/cgroup/memory.max": `${100 * MiB}\n` });

  it("wins over SLUICE_MEMORY, which wins over 80 %", () => {
    const environment = { SLUICE_MEMORY: "50MiB" };
    expect(limitOf(small, { asked: bytes(10 * MiB), environment })).toMatchObject({
      allowed: 10 * MiB,
      origin: "asked",
    });
    expect(limitOf(small, { environment })).toMatchObject({ allowed: 50 * MiB, origin: "SLUICE_MEMORY" });
    expect(limitOf(small, { environment: { SLUICE_MEMORY: " " } })).toMatchObject({ origin: "cgroup v2" });
  });

  it("may be more than there is, and says so", () => {
    const limit = limitOf(small, { asked: bytes(101 * MiB) });
    expect(limit).toMatchObject({ allowed: 101 * MiB, ceiling: 100 * MiB, exceedsCeiling: true });
    expect(limitOf(small, { asked: bytes(100 * MiB) })).toMatchObject({ exceedsCeiling: false });
    // A limit of that many bytes reads back as whole pages.
    expect(limitOf(small, { asked: bytes(100 * MiB + 4095) })).toMatchObject({ exceedsCeiling: false });
    expect(limitOf(small, { environment: { SLUICE_MEMORY: "1GB" } })).toMatchObject({ exceedsCeiling: true });
  });

  it.each(["100", "-1MB", "much", "1e3MB", "5 apples", "0x10MB"])("is refused as %s, naming the variable", (text) => {
    const malformed = () => limitOf({}, { environment: { SLUICE_MEMORY: text } });
    expect(malformed).toThrow(UsageError);
    expect(malformed).toThrow(`SLUICE_MEMORY: "${text}" is not a size`);
  });
});
