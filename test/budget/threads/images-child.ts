/**
 * Two worker threads make thumbnails of one folder at the same time, in one budget: `images-child.ts MEMORY FOLDER
 * WAY`.
 * Not here: what is expected; run by budget/threads/thread-images.soak.test in a process of its own.
 * Read next: budget/threads/images-thread.
 */
import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { processGauge } from "../../../src/budget/measure/gauge.ts";
import { compose, configure } from "../../../src/compose.ts";

const [memory = "", folder = "", way = ""] = process.argv.slice(2);
configure({ memory, threads: 1 });
const { ledger } = await compose();
const gauge = processGauge();
const permanent = ledger.permanent;
const highest = { reserved: 0, measured: 0, images: 0, threads: 0 };
const watch = setInterval(() => {
  const images = ledger.holdings().filter(({ owner }) => owner.tag === "image");
  highest.reserved = Math.max(highest.reserved, ledger.reserved);
  highest.measured = Math.max(highest.measured, gauge.now().measured);
  highest.images = Math.max(highest.images, images.length);
  highest.threads = Math.max(highest.threads, new Set(images.map(({ owner }) => owner.thread)).size);
}, 2);

const workers = [1, 2].map(() => {
  const worker = new Worker(new URL("images-thread.mjs", import.meta.url), { workerData: { folder, rounds: 3 } });
  const done = new Promise<unknown>((resolve, reject) => worker.once("message", resolve).once("error", reject));
  const ended = new Promise<unknown>((resolve) => worker.once("exit", resolve));
  return { worker, done, ended };
});
const [first, second] = workers as [(typeof workers)[0], (typeof workers)[0]];
if (way === "terminate") {
  const id = first.worker.threadId;
  const heldByFirst = () => ledger.holdings().filter(({ owner }) => owner.thread === id && owner.tag === "image");
  while (heldByFirst().length === 0) await delay(1);
  first.done.catch(() => {});
  await first.worker.terminate();
  while (ledger.holdings().some(({ owner }) => owner.thread === id)) await delay(1);
}
const done = await Promise.all((way === "terminate" ? [second] : workers).map((each) => each.done));
// The memory of a thread is given back when it ends; the memory of the process itself stays.
await Promise.all(workers.map(({ ended }) => ended));
while (ledger.reserved > permanent) await delay(1);
clearInterval(watch);
const { allowed } = ledger;
console.log(
  JSON.stringify({ allowed, permanent, highest, done, after: gauge.now().measured, left: ledger.holdings() }),
);
