/**
 * One contender of the strips bench: a Gaussian blur and Sobel over a file, for a loop or for a file.
 * Not here: measuring it (bench/strips).
 * Read next: bench/strips.ts.
 */
import { readdirSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { budget, configure, Image, open } from "../dist/index.js";

const [what, file, output] = process.argv.slice(2);
configure({ memory: "1GB" });
const edges = what === "leave" ? undefined : (await open(file)).gaussblur(2).sobel();
let sum = 0;

const works = {
  untouched: async () => {
    for await (const { height } of edges.strips()) sum += height;
  },
  sum: async () => {
    for await (const { data } of edges.strips()) sum += sumOf(data);
  },
  sleeping: async () => {
    for await (const { height } of edges.strips()) {
      sum += height;
      await pause(50);
    }
  },
  tiles: async () => {
    for await (const { data } of edges.tiles({ size: 512, halo: 8 })) sum += data.length;
  },
  // libvips' own sink to a file, without the names and the syncing of a file that is saved.
  file: () => edges.vipssave(output),
  leave: () => leave(Number(file)),
};

/** Loops that are left in random ways; then nothing may be held, and no more threads be there than at the start. */
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
  const before = readdirSync("/proc/self/task").length;
  for (let done = 0; done < count; done += 4) await Promise.all([1, 2, 3, 4].map(() => leaveOne(kinds, reason)));
  await pause(1000);
  const { reserved, measured, process: own } = await budget();
  const threads = readdirSync("/proc/self/task").length;
  process.stdout.write(`${JSON.stringify({ count, reserved, measured, own, threads, before })}\n`);
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

function sumOf(data) {
  let total = 0;
  for (let at = 0; at < data.length; at += 1) total += data[at];
  return total;
}

await works[what]();
process.stdout.write(`${sum}\n`);
