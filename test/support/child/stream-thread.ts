/**
 * A user's worker thread that ends while it holds a strip.
 * Not here: judging it.
 * Read next: test/stream/threads.soak.test.ts.
 */
import { parentPort, workerData } from "node:worker_threads";
import { Image } from "../../../src/index.ts";

const loop = Image.gaussnoise(500, 400_000).gaussblur(2).strips();
await loop.next();
parentPort?.postMessage("held");
if (workerData === "exit") process.exit(3);
