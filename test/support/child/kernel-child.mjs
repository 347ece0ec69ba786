/**
 * Actions of the kernel tests in a process of its own, with the built package: `node kernel-child.mjs <what>`.
 * Not here: judging them; the test looks at the exit code and the output.
 * Read next: test/run/kernel/process-end.process.test.ts.
 */
import { setTimeout as pause } from "node:timers/promises";
import { configure, Image, kernel } from "../../../dist/index.js";

configure({ memory: "1GB", threads: 2 });
const module = (name) => kernel(new URL("../../run/kernel/kernels.mjs", import.meta.url), name);
const source = Image.xyz(3000, 3000).band(0).cast("uchar");

const tasks = {
  /** Exits while a thread computes for ever. */
  async exit() {
    void source.map(module("hangs")).avg();
    await pause(300);
    process.exit(3);
  },

  async uncaught() {
    setTimeout(() => {
      throw new Error("a fault of the program's own");
    }, 300);
    await source.map(module("hangs")).avg();
  },

  /** Has no more work, while threads wait for the next run. */
  async done() {
    console.log(await source.map(module()).avg());
    console.log(
      await source
        .fold({ start: () => 0, step: module("tops"), combine: (value) => value + 1 })
        .catch(({ tag }) => tag),
    );
  },

  /** Ends while it holds a strip. */
  async abandon() {
    await source.map(module()).strips().next();
    console.log("done");
  },

  /** Fills the heap up to its limit, but not beyond. */
  async grows() {
    await source
      .map(module("grows"))
      .avg()
      .catch(({ message }) => console.log(message));
  },
};

await tasks[process.argv[2]]();
