/**
 * Which tests run where. The end of a file's name tells its project:
 * - `*.unit.test.ts`: without libvips, a build or another process; all in one process a worker, in seconds;
 * - `*.test.ts`: with libvips, each file in a process of its own, since libvips and its settings belong to a process;
 * - `*.process.test.ts`: start the command or other processes, which may be killed;
 * - `*.soak.test.ts`: long tables, many rounds, and measured memory; one file after the other.
 * Not here: that every file is in the right one (test/projects.unit.test.ts), or other checks (package.json, "check").
 * Read next: test/projects.unit.test.ts, test/layers.unit.test.ts, test/native.
 */
import { configDefaults, defineConfig } from "vitest/config";

const unit = "test/**/*.unit.test.ts";
const processes = "test/**/*.process.test.ts";
const soak = "test/**/*.soak.test.ts";
/** Makes dist, unless it is newer than what it is made of. */
const build = "test/support/machine/build.ts";

export default defineConfig({
  test: {
    pool: "forks",
    testTimeout: 30_000,
    watch: false,
    projects: [
      { extends: true, test: { name: "unit", include: [unit], isolate: false, maxWorkers: 2 } },
      {
        extends: true,
        test: {
          name: "native",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, unit, processes, soak],
          maxWorkers: 2,
        },
      },
      { extends: true, test: { name: "process", include: [processes], globalSetup: build, maxWorkers: 2 } },
      {
        extends: true,
        test: {
          name: "soak",
          include: [soak],
          globalSetup: build,
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
