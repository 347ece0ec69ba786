/**
 * Actions of the stream tests in a process of its own: `node --import tsx stream-child.ts <what>`.
 * Not here: judging them; the test looks at the exit code and the output.
 * Read next: test/stream/process-end.soak.test.ts.
 */
import { setTimeout as pause } from "node:timers/promises";
import { Image } from "../../../src/index.ts";

/** Takes many seconds to compute whole, and a moment for one strip. */
const large = Image.gaussnoise(20_000, 20_000).gaussblur(5);

const tasks: Readonly<Record<string, () => Promise<void>>> = {
  async exit() {
    for await (const _ of large.strips()) process.exit(3);
  },

  /** Some loops hold a strip, some are between two turns, and one feeds another. */
  async exitWithSeveral() {
    const loops = Array.from({ length: 4 }, () => large.strips({ height: 7 }));
    await Promise.all(loops.map((loop) => loop.next()));
    void loops[0]?.next();
    const { width, height } = large;
    const copy = Image.fromStrips({ width, height, format: "float" }, large.strips());
    void copy.avg();
    await pause(300);
    process.exit(4);
  },

  async uncaught() {
    for await (const _ of large.strips()) {
      setTimeout(() => {
        throw new Error("a fault of the program's own");
      });
      await pause(10_000);
    }
  },

  /** Holds a strip until the process is killed. */
  async hold() {
    for await (const _ of large.strips()) {
      process.stdout.write("held\n");
      await pause(20_000);
    }
  },

  /** Leaves a loop open, and has no more work. */
  async abandon() {
    await large.strips().next();
    process.stdout.write("done\n");
  },

  /** The same, with a garbage collection before the end. */
  async collect() {
    await large.strips().next();
    process.on("warning", ({ code, message }: Error & { code?: string }) => {
      process.stdout.write(`${code}: ${message}\n`);
    });
    for (let round = 0; round < 10; round += 1) {
      global.gc?.();
      await pause(20);
    }
  },

  /** Computes all pixels, and has no more work. A thread may still release the pipeline. */
  async pixels() {
    const { data } = await Image.gaussnoise(1000, 1000).cast("uchar").bandjoin([1, 2]).pixels();
    process.stdout.write(`${data.length}\n`);
  },

  async pixelsAndExit() {
    await tasks["pixels"]?.();
    process.exit(3);
  },
};

await tasks[process.argv[2] ?? ""]?.();
