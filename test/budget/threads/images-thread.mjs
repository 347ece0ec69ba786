/**
 * A worker thread that makes thumbnails of a folder with the built package, all at once, and reports how many. Then it
 * ends by itself: nothing of Sluice keeps it alive.
 * Not here: who started it (budget/threads/images-child).
 * Read next: budget/threads/images-child.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { configure, open } from "../../../dist/index.js";

const { folder, rounds } = workerData;
configure({ threads: 1 });
const files = readdirSync(folder).map((name) => join(folder, name));
let done = 0;
for (let round = 0; round < rounds; round += 1) {
  const encoded = files.map(async (file) => await (await open(file)).thumbnail(400).encode("jpeg"));
  for (const bytes of await Promise.all(encoded)) done += bytes.length > 1000 ? 1 : 0;
}
parentPort.postMessage(done);
