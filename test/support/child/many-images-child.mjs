/**
 * Works through many images in one process, in four ways by turns, and prints the memory that remains over time:
 * `many-images-child.mjs MEMORY FOLDER OUTPUT COUNT HEAP`. With the heap "small" it starts like the command.
 * Not here: the expected figures (bench/memory/thousand, test/budget-holds/many-images.soak.test).
 * Read next: src/budget/guard/freed-memory.ts.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { budget, configure, open } from "../../../dist/index.js";

const [memory, folder, output, count, heap] = process.argv.slice(2);
configure({ memory });
const files = readdirSync(folder)
  .sort()
  .map((name) => join(folder, name));

/** Kinds of work that leave different things behind: files, bytes, pixels, numbers. */
const ways = [
  (image) => image.thumbnail(500).save(join(output, "thumbnail.jpg")),
  (image) => image.thumbnail(320).encode("webp"),
  async (image) => (await image.resize(0.25).sharpen().pixels()).dispose(),
  (image) => image.resize(0.5).avg(),
];

const before = await budget();
// Like src/cli/tasks/small-heap, after the worker threads have started.
if (heap === "small") setFlagsFromString("--semi-space-growth-factor=1");
const after = [];
let unreturned = 0;
for (let index = 0; index < Number(count); index += 1) {
  await ways[index % ways.length](await open(files[index % files.length]));
  const { reserved, holdings } = await budget();
  if (reserved !== 0 || holdings.length > 0) unreturned += 1;
  if ((index + 1) % 50 === 0 || index + 1 === Number(count)) after.push([index + 1, await settled()]);
}
process.stdout.write(JSON.stringify({ allowed: before.allowed, before: before.measured, after, unreturned }));

/**
 * Waits: freed memory is returned a moment after the last image ends. JavaScript's own is returned only if Node
 * was started for it.
 */
async function settled() {
  globalThis.gc?.();
  await delay(250);
  return (await budget()).measured;
}
