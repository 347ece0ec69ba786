/**
 * A worker thread that makes, disposes and remakes a few handles. Then it computes for a second, or waits.
 * Not here: the expectations; run by native/object/live-handles.test.
 * Read next: test/native/object/live-handles.test.ts.
 */
import { parentPort, workerData } from "node:worker_threads";
import { handleTable } from "../../../src/native/object/live-handles.ts";
import { callForImage, callInWorker } from "../../../src/native/operation/call.ts";
import { letGoInWorker } from "../../../src/native/thread/run-in-worker.ts";

callForImage("black", { width: 10, height: 10 }).dispose();
const noise = callForImage("gaussnoise", { width: 4000, height: 4000 });
const blurred = callForImage("gaussblur", { in: noise, sigma: 10, precision: "float" });
const other = callForImage("black", { width: 10, height: 10 });
// This thread's own worker threads end with it. A reference that one of them had not yet released would be lost.
await callInWorker("avg", { in: other });
letGoInWorker(() => {
  throw new Error("a reference was given up");
});
other.dispose();
// Computes its result while it is built; the thread ends meanwhile.
if (workerData === "computing") void callInWorker("hist_find", { in: blurred });
parentPort?.postMessage(handleTable);
setInterval(() => blurred.width, 1000);
