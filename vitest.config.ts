/**
 * How the tests run: each file in a process of its own, since libvips and its settings belong to a process.
 * Not here: which checks run besides the tests (package.json, "check").
 * Read next: test/layers.test.ts, test/native.
 */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    pool: "forks",
    testTimeout: 30_000,
  },
});
