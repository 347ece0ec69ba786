/**
 * `sluice doctor`, run as a command: its checks on this machine, and on machines with a defect.
 * Not here: the limits of containers (test/budget/limit/limits), or loading the library (test/native/library/library).
 * Read next: src/cli/doctor/doctor.ts.
 */
import { copyFileSync, existsSync, readFileSync, statfsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Check } from "../../../src/cli/doctor/check.ts";
import { nodeCheck } from "../../../src/cli/doctor/machine.ts";
import { type CliOptions, type CliOutcome, sluice } from "../../support/child/cli.ts";
import { cgroupsAvailable, inMemoryCgroup } from "../../support/machine/cgroup.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";

const folder = temporaryFolder();
const command = fileURLToPath(new URL("../../../dist/cli.js", import.meta.url));

async function checksOf(env: NonNullable<CliOptions["env"]> = {}): Promise<{ code: number | null; checks: Check[] }> {
  const { code, stdout } = await sluice(["doctor", "--json"], { env });
  const { checks } = JSON.parse(stdout) as { checks: Check[] };
  return { code, checks };
}

const named = (checks: readonly Check[], name: string): Check | undefined => checks.find((one) => one.name === name);

describe("on a sound machine", () => {
  test("every check has its line, none fails, and the exit code is 0", async () => {
    const { code, checks } = await checksOf({ TMPDIR: folder });
    expect(code).toBe(0);
    expect(checks.map(({ name }) => name)).toEqual([
      ...["Node.js", "libvips", "reads", "writes", "second libvips", "allocator"],
      ...["memory", "process", "threads", "scratch folder"],
    ]);
    for (const { status, cure } of checks) {
      expect(status).not.toBe("fail");
      expect(cure === undefined).toBe(status === "ok");
    }
  });

  test("the lines name versions, the library's file, formats and numbers", async () => {
    const { checks } = await checksOf({ TMPDIR: folder, SLUICE_MEMORY: "500MB" });
    expect(named(checks, "Node.js")?.detail).toContain(process.versions.node);
    const library = named(checks, "libvips")?.detail ?? "";
    expect(library).toMatch(/^8\.\d+\.\d+, bundled with the package: /);
    expect(existsSync(library.replace(/^.*?: /, ""))).toBe(true);
    expect(named(checks, "reads")?.detail).toMatch(
      /^JPEG, PNG, WebP, AVIF, GIF, TIFF, SVG.*, HDF5, Zarr; not .*JPEG XL.*OpenSlide/,
    );
    expect(named(checks, "writes")?.detail).toBe(
      "JPEG, PNG, WebP, AVIF, GIF, TIFF, libvips (.v), Deep Zoom, IIIF, HDF5, Zarr",
    );
    expect(named(checks, "memory")?.detail).toMatch(/^500 MB allowed, by SLUICE_MEMORY; there are [\d.]+ [MGT]B /);
    expect(named(checks, "process")?.detail).toMatch(/^[\d.]+ MB measured .*[\d.]+ MB of 500 MB left for images$/);
    expect(named(checks, "threads")?.detail).toMatch(new RegExp(`^${availableParallelism()}\\b`));
    expect(named(checks, "scratch folder")?.detail).toMatch(/, [\d.]+ [kMGT]B free/);
  });

  test("people get aligned lines without colours, since this is no terminal", async () => {
    const { code, stdout } = await sluice(["doctor"], { env: { TMPDIR: folder } });
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toMatch(/^ok +Node\.js +\d/);
    const column = lines[0]?.indexOf(process.versions.node);
    expect(lines.find((line) => line.includes("libvips"))?.search(/8\.\d+\.\d+, bundled/)).toBe(column);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
    expect(stdout).not.toMatch(/\x1b/);
  });
});

describe("where something is wrong", () => {
  test("no library: its error and cure as a line, not a stack; the rest is still looked at", async () => {
    const { code, stdout, lines }: CliOutcome = await sluice(["doctor"], {
      env: { SLUICE_LIBVIPS: "/no/libvips.so.42" },
    });
    expect(code).toBe(20);
    expect(lines).toEqual([]);
    expect(stdout).toMatch(
      /^fail +libvips +libvips was not found; tried: \/no\/libvips\.so\.42 \(SLUICE_LIBVIPS\): no such file$/m,
    );
    expect(stdout).toMatch(/^ +cure +Run "npm install --include=optional"/m);
    expect(stdout).toMatch(/^ok +memory /m);
    expect(stdout).not.toMatch(/^\s+at /m);
  });

  test.each([
    ["30MB", "process", "fail", 20, /^the process itself needs [\d.]+ MB, and 30\.0 MB are allowed$/],
    ["3", "memory", "fail", 20, /^SLUICE_MEMORY: "3" is not a size of memory$/],
    ["900TB", "memory", "warn", 0, /^900 TB allowed, by SLUICE_MEMORY; there are /],
  ] as const)("SLUICE_MEMORY=%s: %s is a %s", async (memory, name, status, exitCode, detail) => {
    const { code, checks } = await checksOf({ SLUICE_MEMORY: memory, TMPDIR: folder });
    expect(code).toBe(exitCode);
    expect(named(checks, name)).toMatchObject({
      status,
      detail: expect.stringMatching(detail),
      cure: expect.any(String),
    });
  });

  test("a scratch folder that cannot be written fails", async () => {
    const { code, checks } = await checksOf({ TMPDIR: join(folder, "missing") });
    expect(code).toBe(20);
    expect(named(checks, "scratch folder")).toMatchObject({ status: "fail", cure: expect.stringContaining("TMPDIR") });
  });

  const shared = "/dev/shm";
  const isTmpfs = process.platform === "linux" && existsSync(shared) && statfsSync(shared).type === 0x01021994;
  test.skipIf(!isTmpfs)("a scratch folder in memory is a warning", async () => {
    const { code, checks } = await checksOf({ SLUICE_SCRATCH: shared });
    expect(code).toBe(0);
    const detail = expect.stringContaining("a tmpfs: what is written there counts as memory");
    expect(named(checks, "scratch folder")).toMatchObject({ status: "warn", detail, cure: expect.any(String) });
  });

  test.skipIf(!isTmpfs)("a folder for temporary files in memory is not where scratch goes", async () => {
    const { checks } = await checksOf({ TMPDIR: shared });
    expect(named(checks, "scratch folder")?.detail).toMatch(/^\/var\/tmp, /);
  });

  const other = someSharedLibrary();
  test.skipIf(other === undefined)("a second libvips in the process is a warning", async () => {
    // Any library under such a name will do, because the check looks at the file that the kernel shows.
    const second = join(folder, "libvips.so.42");
    copyFileSync(other ?? "", second);
    const { code, checks } = await checksOf({ LD_PRELOAD: second, TMPDIR: folder });
    expect(code).toBe(0);
    expect(named(checks, "second libvips")).toMatchObject({ status: "warn", detail: expect.stringContaining(folder) });
  });

  test.each([
    ["20.19.0", "ok"],
    ["22.3.1", "ok"],
    ["20.18.9", "fail"],
    ["18.20.4", "fail"],
  ])("Node.js %s: %s", (version, status) => {
    expect(nodeCheck(version).status).toBe(status);
  });
});

/** A small library that every program of this C library has loaded. Loading a copy of it changes nothing. */
function someSharedLibrary(): string | undefined {
  if (process.platform !== "linux") return undefined;
  return /\S*\/libm[.-]\S*/.exec(readFileSync("/proc/self/maps", "utf8"))?.[0];
}

const noGroups = cgroupsAvailable();

test.skipIf(noGroups !== undefined)(
  `in a control group, 80 % of its limit are allowed${noGroups === undefined ? "" : ` (skipped: ${noGroups})`}`,
  async () => {
    const env = { SLUICE_MEMORY: undefined, SLUICE_LIBVIPS: undefined };
    const { exitCode, stdout } = await inMemoryCgroup(300_000_000, process.execPath, [command, "doctor", "--json"], {
      env,
    });
    expect(exitCode).toBe(0);
    const { checks } = JSON.parse(stdout) as { checks: Check[] };
    expect(named(checks, "memory")?.detail).toMatch(
      /^240 MB allowed, 80 % of the 300 MB that .*(?:limit_in_bytes|memory\.max) says$/,
    );
  },
);
