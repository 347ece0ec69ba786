/**
 * Leaves a number of loops over strips and tiles in random ways, and prints what is still held: `leave-loops.mjs 40`.
 * Not here: judging it. It runs the built package, whose worker threads start much sooner than those from source.
 * Read next: test/stream/leave.soak.test.ts, bench/kernels/strips.ts.
 */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { budget, configure, Image } from "../../../dist/index.js";

configure({ memory: "1GB" });
await leave(Number(process.argv[2]));

/** Leaves loops in random ways. Afterwards nothing may be held, and there may be no more threads than at the start. */
async function leave(count) {
  const noise = Image.gaussnoise(500, 400_000).gaussblur(5);
  const fed = (signal) =>
    Image.fromStrips({ width: 500, height: 400_000, format: "float" }, noise.strips()).strips({ signal });
  const kinds = [
    (signal) => noise.strips({ signal }),
    (signal) => noise.strips({ height: 301, signal }),
    (signal) => noise.tiles({ size: 200, halo: 20, signal }),
    fed,
  ];
  const reason = new Error("enough");
  await Promise.all([1, 2, 3, 4].map(() => leaveOne(kinds, reason)));
  await pause(1000);
  const before = threadCount();
  for (let done = 0; done < count; done += 4) await Promise.all([1, 2, 3, 4].map(() => leaveOne(kinds, reason)));
  await pause(1000);
  // A thread that was asked to end needs some time if other processes use the processors.
  for (let waited = 0; waited < 50 && threadCount() > before + 4; waited += 1) await pause(100);
  const { reserved, measured, process: own } = await budget();
  const threads = threadCount();
  process.stdout.write(`${JSON.stringify({ count, reserved, measured, process: own, threads, before })}\n`);
}

/** Node's threads only: libvips keeps as many of its own as ever worked at the same time. */
function threadCount() {
  if (process.platform !== "linux") return 0;
  return readdirSync("/proc/self/task").filter((id) => !nameOf(id).startsWith("libvips")).length;
}

function nameOf(id) {
  try {
    return readFileSync(`/proc/self/task/${id}/comm`, "utf8");
  } catch {
    return "libvips, or another that has ended meanwhile";
  }
}

async function leaveOne(kinds, reason) {
  const controller = new AbortController();
  const way = Math.floor(Math.random() * 4);
  const last = Math.floor(Math.random() * 4);
  if (way === 3) setTimeout(() => controller.abort(reason), Math.random() * 60);
  try {
    let turn = 0;
    for await (const _ of kinds[Math.floor(Math.random() * kinds.length)](controller.signal)) {
      if (way === 0 && turn === last) break;
      if (way === 1 && turn === last) throw reason;
      if (way === 2 && turn === last) controller.abort(reason);
      turn += 1;
    }
  } catch (error) {
    if (error !== reason) throw error;
  }
}
