/**
 * Makes one thumbnail in a fresh process, warm from a tiny image of the same kind, and tells what it held before.
 * Not here: the peak; whoever started this process samples it from outside.
 * Read next: test/support/price.ts.
 */
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { configure, open } from "../../dist/index.js";

const { tiny, file, output, size, threads, options } = JSON.parse(process.argv[2]);
configure({ memory: "64GB", threads });
await thumbnail(tiny, 16);
await delay(50);
const before = unreclaimable();
const { projected } = await thumbnail(file, size);
process.stdout.write(JSON.stringify({ before, projected }));

async function thumbnail(path, box) {
  const image = await open(path);
  return await image.thumbnail(box).save(output, options);
}

function unreclaimable() {
  const status = readFileSync("/proc/self/status", "latin1");
  const field = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)[1]) * 1024;
  return field("RssAnon") + field("RssShmem");
}
