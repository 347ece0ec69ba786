/**
 * Starts two processes of 32 MiB, one of them from a worker thread, and prints the gauge before, meanwhile and after.
 * Not here: what is expected; run by budget/measure/gauge.process.test in a process of its own, where nothing else allocates.
 * Read next: budget/measure/gauge.process.test.
 */
import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { processGauge } from "../../../src/budget/measure/gauge.ts";

const gauge = processGauge();
const fill = "const held = Buffer.alloc(32 * 2 ** 20, 1); setInterval(() => held.length, 1000)";
const args = ["-e", fill];

/** Reads as often as a meter does, until `done` accepts a reading. */
async function readUntil(done: (reading: ReturnType<typeof gauge.now>) => boolean) {
  for (let calls = 0; calls < 1000; calls += 1) {
    const reading = gauge.now();
    if (done(reading)) return reading;
    await delay(10);
  }
  throw new Error("not seen within ten seconds");
}

// The loader of TypeScript has children of its own.
const alone = await readUntil(() => performance.now() > 1500);
const child = spawn(process.execPath, args, { stdio: "ignore" });
const code = `require("node:child_process").spawn(process.execPath, ${JSON.stringify(args)}, { stdio: "ignore" })`;
const worker = new Worker(
  `const child = ${code}; require("node:worker_threads").parentPort.on("message", () => child.kill());`,
  {
    eval: true,
  },
);
const enough = alone.measured + 2 * 36 * 2 ** 20;
const withChildren = await readUntil(({ processes = 0, measured }) => {
  return processes >= (alone.processes ?? 0) + 2 && measured > enough;
});
const started = process.cpuUsage();
for (let calls = 0; calls < 500; calls += 1) gauge.now();
const { user, system } = process.cpuUsage(started);
const microseconds = (user + system) / 500;
child.kill();
worker.postMessage("kill");
const afterwards = await readUntil(({ processes = 0 }) => processes <= (withChildren.processes ?? 0) - 2);
await worker.terminate();
console.log(JSON.stringify({ alone, withChildren, afterwards, microseconds }));
